// What the portal records of others' doings, read along with every tick; real HTTP.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { EVENT_METHODS } from '../../portal/methods/events.ts';
import type { Features } from '../../portal/methods/call.ts';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal, shown } from './followedPortal.ts';
import { callsOf, makeSession, openVisible, requests } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const GET = 'im.v2.Event.get';
const SUBSCRIBE = 'im.v2.Event.subscribe';
const PAGE = 'im.dialog.messages.get';
const UNSUBSCRIBE = 'im.v2.Event.unsubscribe';
// The newest page comes with every fifth tick, and with each while events are read and the portal has the time.
const ROUND = 5;

describe('messenger: events', () => {
  let here: FollowedPortal;

  async function start(features: Partial<Features> = {}): Promise<void> {
    here = await FollowedPortal.start({ messages: 3, events: true, features });
  }

  afterEach(() => here.stop());

  /** A thread that is open but not on screen: no tick asks for it. */
  async function openHidden(dialogId: string) {
    const { thread } = here.session.openThread(dialogId);
    await thread.open();
    return thread;
  }

  const textOf = (thread: Awaited<ReturnType<typeof openHidden>>, id: number) =>
    thread.timeline.messages.find((message) => message.id === id);

  it('cost no request of their own, and are asked for once with a subscription', async () => {
    await start();
    assert.equal(here.world.events.isSubscribed(ids.me), true);
    await here.tick(3);
    assert.equal(requests(here.portal).length, 3);
    assert.equal(callsOf(here.portal, GET).length, 3);
    assert.deepEqual(callsOf(here.portal, SUBSCRIBE), [], 'the first tick did');
  });

  it('show an edit, a like and a deletion with the next tick', async () => {
    await start();
    const [edited = 0, liked = 0, deleted = 0] = here.stored();
    const thread = await openVisible(here.session, GROUP);
    await here.tick();
    await here.portal.as(ids.tai).edit(edited, 'changed');
    await here.portal.as(ids.linh).like(liked);
    await here.portal.as(ids.tai).delete(deleted);
    await here.tick();
    assert.deepEqual([textOf(thread, edited)?.text, textOf(thread, edited)?.isEdited], ['changed', true]);
    assert.deepEqual(textOf(thread, liked)?.likedBy, [ids.linh]);
    assert.equal(textOf(thread, deleted)?.isDeleted, true);
    await here.portal.as(ids.linh).like(liked);
    await here.tick();
    assert.deepEqual(textOf(thread, liked)?.likedBy, []);
  });

  it('show an edit far back in a dialog, where that is what is on screen', async () => {
    here = await FollowedPortal.start({ messages: 400, events: true });
    const [edited = 0] = here.stored();
    const thread = await openVisible(here.session, GROUP);
    await thread.loadAround(edited);
    assert.equal(thread.hasNewer, true);
    await here.tick();
    await here.portal.as(ids.tai).edit(edited, 'changed');
    await here.tick();
    assert.equal(thread.shown.messages.find(({ id }) => id === edited)?.text, 'changed');
    assert.equal(thread.hasNewer, true);
  });

  it('keep a thread current that is open and not on screen, and tell of its messages once', async () => {
    await start();
    const thread = await openHidden(GROUP);
    await here.tick();
    const received: string[] = [];
    here.session.onDidReceiveMessage(({ message }) => received.push(message.text));
    await here.post(ids.tai, GROUP, 'to the group');
    await here.tick(2);
    assert.deepEqual(shown(thread), here.stored());
    here.session.setThreadVisible(GROUP, true);
    await here.tick(ROUND);
    assert.deepEqual(shown(thread), here.stored());
    assert.deepEqual(received, ['to the group']);
  });

  it('find the private dialog of somebody who writes for the first time', async () => {
    await start();
    const thread = await openHidden(String(ids.linh));
    await here.tick();
    const first = await here.post(ids.linh, ids.me, 'hello');
    await here.tick();
    assert.deepEqual(shown(thread), [first]);
  });

  it('tell what a message answers, which no page does', async () => {
    await start();
    const [question = 0] = here.stored();
    const thread = await openVisible(here.session, GROUP);
    const tai = here.portal.as(ids.tai);
    const answer = await tai.post(GROUP, 'answer', { REPLY_ID: question });
    const elsewhere = await tai.post(ids.me, 'first');
    const reply = await tai.post(ids.me, 'second', { REPLY_ID: elsewhere });
    await here.tick(ROUND + 1);
    assert.equal(textOf(thread, answer)?.replyTo, question);
    const opened = await openVisible(here.session, String(ids.tai));
    assert.equal(textOf(opened, reply)?.replyTo, elsewhere, 'learnt before the thread was opened');
  });

  it('are confirmed only when they have been taken in: a lost answer brings them again, once', async () => {
    await start();
    const thread = await openHidden(GROUP);
    await here.tick();
    const received: number[] = [];
    here.session.onDidReceiveMessage(({ message }) => received.push(message.id));
    const messageId = await here.post(ids.tai, GROUP);
    // Whatever the client tries again by itself fails as well.
    here.portal.faults.add('batch', { kind: 'drop', when: 'after' }, 3);
    await here.tick().catch(() => undefined);
    assert.deepEqual(received, []);
    here.portal.faults.clear();
    await here.tick(3);
    assert.deepEqual(received, [messageId]);
    assert.equal(thread.newestId, messageId);
    assert.deepEqual(here.world.events.read(ids.me, 0, 10), [], 'confirmed');
  });

  it('may be taken away by another program: the next tick shows all the same', async () => {
    await start();
    const [edited = 0, liked = 0, deleted = 0] = here.stored();
    const thread = await openVisible(here.session, GROUP);
    await here.tick();
    here.portal.clearCalls();
    await here.post(ids.tai, GROUP);
    await here.portal.as(ids.tai).edit(edited, 'changed');
    await here.portal.as(ids.linh).like(liked);
    await here.portal.as(ids.tai).delete(deleted);
    here.world.events.steal(ids.me, 10);
    await here.tick();
    assert.deepEqual(shown(thread), here.stored());
    assert.equal(textOf(thread, edited)?.text, 'changed');
    assert.deepEqual(textOf(thread, liked)?.likedBy, [ids.linh]);
    assert.equal(textOf(thread, deleted)?.isDeleted, true);
    assert.deepEqual([requests(here.portal).length, callsOf(here.portal, PAGE).length], [1, 1]);
  });

  it('may be taken away: where pages cost the portal much, edits show with every fifth tick', async () => {
    await start();
    const [edited = 0] = here.stored();
    const thread = await openVisible(here.session, GROUP);
    here.portal.spendOperating(ids.me, PAGE, 130);
    await here.tick(ROUND);
    here.portal.clearCalls();
    await here.portal.as(ids.tai).edit(edited, 'changed');
    here.world.events.steal(ids.me, 10);
    await here.tick(ROUND);
    assert.equal(textOf(thread, edited)?.text, 'changed');
    const whole = callsOf(here.portal, PAGE).filter(({ params }) => 'LAST_ID' in params);
    assert.equal(whole.length, 1);
  });

  it('are followed to their end, however many there are', async () => {
    await start();
    const thread = await openHidden(GROUP);
    await here.tick();
    here.fill(ids.group, 350);
    here.portal.clearCalls();
    let asked = 0;
    const followed = here.portal.waitForCall((call) => call.method === GET && ++asked === 4);
    await here.tick();
    await followed;
    // Joins the one under way; the next one confirms.
    await here.tick(2);
    assert.deepEqual(shown(thread), here.stored());
    assert.deepEqual(here.world.events.read(ids.me, 0, 10), []);
  });

  it('of a time before this session change nothing that was read since', async () => {
    await start();
    const [edited = 0] = here.stored();
    await here.portal.as(ids.tai).edit(edited, 'once');
    await here.portal.as(ids.tai).edit(edited, 'twice');
    const later = makeSession(here.portal);
    later.session.events.setWanted(true);
    try {
      const { thread } = later.session.openThread(GROUP);
      await thread.open();
      let changes = 0;
      thread.onDidChange(() => (changes += 1));
      await later.session.refresh();
      assert.deepEqual([textOf(thread, edited)?.text, changes], ['twice', 0]);
    } finally {
      later.session.dispose();
    }
  });

  it('are not asked for again where the portal does not have them', async () => {
    await start({ missingMethods: EVENT_METHODS });
    const thread = await openVisible(here.session, GROUP);
    await here.post(ids.tai, GROUP);
    await here.tick(3);
    assert.deepEqual(shown(thread), here.stored());
    assert.deepEqual(callsOf(here.portal, GET), [], 'the first tick has shown it');
    assert.deepEqual(here.session.connection, { kind: 'online' });
  });

  describe('come to an end', () => {
    // The time that ending them may take is time indeed.
    const startInTime = async (): Promise<void> => {
      here = await FollowedPortal.start({ events: true, skipUpToMs: 1_000 });
    };

    it('when the person switches them off, once, and begin again', async () => {
      await startInTime();
      const ended = here.portal.waitForCall((call) => call.method === UNSUBSCRIBE);
      here.session.events.setWanted(false);
      here.session.events.setWanted(false);
      await ended;
      await here.tick(2);
      assert.equal(callsOf(here.portal, UNSUBSCRIBE).length, 1);
      assert.deepEqual(callsOf(here.portal, GET), []);
      here.session.events.setWanted(true);
      await here.tick();
      assert.equal(here.world.events.isSubscribed(ids.me), true);
    });

    it('in the window that began them, and in no other', async () => {
      await startInTime();
      const other = makeSession(here.portal, { skipUpToMs: 1_000 });
      other.session.events.setWanted(true);
      const ended = here.portal.waitForCall((call) => call.method === UNSUBSCRIBE);
      other.session.events.setWanted(false);
      here.session.events.setWanted(false);
      await ended;
      await here.tick(2);
      assert.equal(callsOf(here.portal, UNSUBSCRIBE).length, 1);
      other.session.dispose();
    });

    it('when the person signs out, which no portal holds up', async () => {
      await startInTime();
      await here.session.events.leave();
      assert.equal(here.world.events.isSubscribed(ids.me), false);
      const gate = here.portal.faults.hold(UNSUBSCRIBE);
      const leaving = here.session.events.leave();
      await gate.reached;
      await here.clock.advanceAsync(3_000);
      await leaving;
      gate.open();
    });
  });

  it('bring the list on while the list itself is over its time budget', async () => {
    await start();
    await here.post(ids.tai, GROUP, 'before');
    await here.tick();
    here.portal.faults.add('im.recent.list', { kind: 'operatingLimit' }, 1);
    await here.post(ids.linh, GROUP, '[b]while[/b] it is blocked');
    await here.tick().catch(() => undefined);
    const row = here.session.dialogs.get(GROUP);
    assert.deepEqual([row?.lastMessage?.text, row?.unread], ['while it is blocked', 2]);
  });
});
