// Open threads against a portal on which others write, edit, delete and read.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Session } from '../../../src/messenger/session.ts';
import type { Thread } from '../../../src/messenger/thread.ts';
import type { ManualClock } from '../../portal/manualClock.ts';
import type { Features } from '../../portal/methods/call.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import type { World } from '../../portal/world.ts';
import { callsOf, makeSession, openVisible, requests, send } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const MESSAGES = 'im.dialog.messages.get';
// Edits show with the newest page, which comes with every fifth tick.
const ROUND = 5;

describe('messenger: an open thread follows the portal', () => {
  let portal: Portal;
  let world: World;
  let portalClock: ManualClock;
  let session: Session;

  async function start(messages = 3, features: Partial<Features> = {}): Promise<void> {
    ({ portal, world, clock: portalClock } = await startFixture({ features }));
    await fill(ids.group, messages);
    world.readAll(ids.me, ids.group);
    ({ session } = makeSession(portal));
    await session.refresh();
    portal.clearCalls();
  }

  afterEach(async () => {
    session.dispose();
    await portal.stop();
  });

  async function fill(chatId: number, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      portalClock.advance(1_000);
      world.post({ chat: chatId, author: ids.tai, text: `#${index}` });
    }
  }

  function shown(thread: Thread): readonly number[] {
    return thread.timeline.messages.map((message) => message.id);
  }

  function stored(chatId: number = ids.group): readonly number[] {
    return world.chat(chatId).messages.map((message) => message.id);
  }

  async function tick(times = 1): Promise<void> {
    for (let count = 0; count < times; count += 1) await session.refresh();
  }

  it('opens in one request, and asks for no more than what is new', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    assert.equal(requests(portal).length, 1);
    assert.deepEqual(callsOf(portal, MESSAGES)[0]?.params, { DIALOG_ID: GROUP, LIMIT: '50', LAST_ID: '0' });
    portal.clearCalls();
    await tick();
    assert.deepEqual(callsOf(portal, MESSAGES)[0]?.params, {
      DIALOG_ID: GROUP,
      LIMIT: '50',
      FIRST_ID: String(thread.newestId),
    });
    assert.deepEqual([thread.timeline.hasOlder, thread.firstUnreadId], [false, undefined]);
  });

  it('shows another person’s message and tells of it once', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    const received: number[] = [];
    session.onDidReceiveMessage(({ message }) => received.push(message.id));
    const messageId = await portal.as(ids.linh).post(GROUP, 'Xin chào');
    await tick(ROUND + 1);
    assert.equal(thread.newestId, messageId);
    assert.deepEqual(received, [messageId]);
    assert.equal(session.users.get(ids.linh)?.name, 'Linh Tran');
  });

  it('tells of own messages written elsewhere, and not of those written here', async () => {
    await start();
    await openVisible(session, GROUP);
    const received: string[] = [];
    session.onDidReceiveMessage(({ message }) => received.push(message.text));
    const answer = portal.faults.hold('im.message.add', 'after');
    const sending = send(session, { to: GROUP, text: 'from here' });
    await answer.reached;
    // The message is on the portal while its answer is on the way.
    await tick();
    answer.open();
    await sending;
    await portal.as(ids.me).post(GROUP, 'from the phone');
    await tick(ROUND);
    assert.deepEqual(received, ['from the phone']);
  });

  it('loads all of many messages that came at once', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    await tick();
    await fill(ids.group, 130);
    await tick();
    assert.deepEqual(shown(thread), stored());
    // One of these ticks asks for the newest page, finds a gap and fills it as well.
    for (let count = 0; count < ROUND; count += 1) {
      await fill(ids.group, 120);
      await tick();
      assert.deepEqual(shown(thread), stored());
    }
  });

  it('begins anew at the newest end when too many came to load, and loads the rest backwards', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    thread.setWatched(false);
    await fill(ids.group, 700);
    await tick();
    assert.deepEqual(shown(thread), stored().slice(-50));
    assert.equal(thread.firstUnreadId, shown(thread)[0]);
    while (thread.timeline.hasOlder) await thread.loadOlder();
    assert.deepEqual(shown(thread), stored());
    assert.equal(thread.firstUnreadId, stored()[3]);
  });

  it('shows edits and deletions of what is on screen', async () => {
    await start(40);
    const thread = await openVisible(session, GROUP);
    const [edited, deleted] = stored().slice(-10);
    await portal.as(ids.tai).edit(edited ?? 0, 'edited');
    await portal.as(ids.tai).delete(deleted ?? 0);
    await portal.as(ids.linh).like(edited ?? 0);
    await tick(ROUND);
    const messageOf = (id: number | undefined) =>
      thread.timeline.messages.find((message) => message.id === id);
    assert.deepEqual([messageOf(edited)?.text, messageOf(edited)?.isEdited], ['edited', true]);
    assert.deepEqual(messageOf(edited)?.likedBy, [ids.linh]);
    assert.equal(messageOf(deleted)?.isDeleted, true);
  });

  it('loses a message that was removed without a trace', async () => {
    await start(40);
    const thread = await openVisible(session, GROUP);
    const chat = world.chat(ids.group);
    const [gone] = chat.messages.splice(20, 1);
    await tick(ROUND);
    assert.ok(!shown(thread).includes(gone?.id ?? 0));
    assert.deepEqual(shown(thread), stored());
  });

  it('has no hole where another’s message came just before an own one', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    await tick();
    const before = await portal.as(ids.tai).post(GROUP, 'just before');
    const own = Number(await send(session, { to: GROUP, text: 'own' }));
    assert.deepEqual(shown(thread).slice(-1), [own]);
    await tick();
    assert.deepEqual(shown(thread).slice(-2), [before, own]);
    assert.deepEqual(shown(thread), stored());
  });

  it('takes the portal’s own copy of what was sent: its text, and its time', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    portalClock.advance(3_600_000);
    await send(session, { to: GROUP, text: 'see https://example.com/a' });
    assert.equal(thread.timeline.messages.at(-1)?.text, 'see https://example.com/a');
    await tick();
    const copy = thread.timeline.messages.at(-1);
    assert.equal(copy?.text, 'see [URL]https://example.com/a[/URL]');
    assert.equal(copy.date, portalClock.now());
  });

  it('keeps the portal’s own copy when it comes before the answer', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    const answer = portal.faults.hold('im.message.add', 'after');
    const sending = send(session, { to: GROUP, text: 'see https://example.com/a' });
    await answer.reached;
    await tick();
    answer.open();
    await sending;
    assert.equal(thread.timeline.messages.at(-1)?.text, 'see [URL]https://example.com/a[/URL]');
  });

  it('comes to an end at a page of which it can read nothing', async () => {
    await start(10);
    const { messages } = world.chat(ids.group);
    const [first] = messages;
    assert.ok(first);
    messages.unshift(...Array.from({ length: 90 }, () => ({ ...first, id: 0 })));
    const thread = await openVisible(session, GROUP);
    assert.equal(thread.timeline.hasOlder, true);
    await thread.loadOlder();
    assert.equal(thread.timeline.hasOlder, false);
  });

  it('asks for the newest, not for the oldest, in a dialog that is empty', async () => {
    await start();
    const thread = await openVisible(session, String(ids.linh));
    assert.deepEqual([thread.load.kind, shown(thread), thread.timeline.hasOlder], ['ready', [], false]);
    portal.clearCalls();
    await tick(3);
    for (const call of callsOf(portal, MESSAGES)) assert.equal(call.params['LAST_ID'], '0');
    const messageId = await portal.as(ids.linh).post(ids.me, 'The first one');
    await tick();
    assert.deepEqual(shown(thread), [messageId]);
  });

  it('ends at the beginning of a history that is hidden from this person', async () => {
    await start();
    const chat = world.addChat({ title: 'Late', owner: ids.tai, members: [ids.linh] });
    await fill(chat.id, 60);
    world.addMember(chat.id, ids.me, { hideHistory: true });
    const [first] = [await portal.as(ids.tai).post(`chat${chat.id}`, 'Welcome')];
    const thread = await openVisible(session, `chat${chat.id}`);
    await thread.loadOlder();
    assert.deepEqual([shown(thread), thread.timeline.hasOlder], [[first], false]);
    assert.equal(await thread.loadBackTo(stored(chat.id)[5] ?? 0), false);
  });

  it('is whole on a portal that gives no newest page by itself', async () => {
    await start(200, { lastIdZero: false });
    world.setLastRead(ids.me, ids.group, stored()[40] ?? 0);
    const thread = await openVisible(session, GROUP);
    assert.equal(thread.newestId, stored().at(-1));
    assert.equal(thread.firstUnreadId, stored()[41]);
    await fill(ids.group, 5);
    await tick(ROUND + 1);
    assert.deepEqual(shown(thread), stored().slice(-shown(thread).length));
  });

  describe('read marks', () => {
    it('set apart what is unread, and keep it apart while somebody looks', async () => {
      await start();
      const first = await portal.as(ids.tai).post(GROUP, 'one');
      await portal.as(ids.tai).post(GROUP, 'two');
      const thread = await openVisible(session, GROUP);
      thread.setWatched(true);
      assert.equal(thread.firstUnreadId, first);
      await session.readMarker.mark(GROUP, undefined);
      assert.deepEqual([thread.firstUnreadId, thread.readId], [first, thread.newestId]);
      const later = await portal.as(ids.tai).post(GROUP, 'three');
      await tick();
      assert.deepEqual([thread.firstUnreadId, thread.newestId], [first, later]);
      thread.setWatched(false);
      assert.equal(thread.firstUnreadId, later);
    });

    it('do not call news what comes while somebody looks, and do when nobody does', async () => {
      await start();
      const thread = await openVisible(session, GROUP);
      thread.setWatched(true);
      const seen = await portal.as(ids.tai).post(GROUP, 'seen');
      await tick();
      assert.equal(thread.firstUnreadId, undefined);
      await session.readMarker.mark(GROUP, seen);
      thread.setWatched(false);
      const unseen = await portal.as(ids.tai).post(GROUP, 'unseen');
      await tick();
      assert.equal(thread.firstUnreadId, unseen);
    });

    it('follow what was read on the phone', async () => {
      await start();
      await portal.as(ids.tai).post(GROUP, 'one');
      await tick();
      const thread = await openVisible(session, GROUP);
      assert.notEqual(thread.firstUnreadId, undefined);
      await portal.as(ids.me).read(GROUP);
      await tick();
      assert.deepEqual([thread.readId, thread.firstUnreadId], [thread.newestId, undefined]);
    });

    it('go with an own message, and never back', async () => {
      await start();
      await portal.as(ids.tai).post(GROUP, 'one');
      const thread = await openVisible(session, GROUP);
      const own = await send(session, { to: GROUP, text: 'own' });
      assert.deepEqual([thread.readId, thread.firstUnreadId], [own, undefined]);
      await session.readMarker.mark(GROUP, stored()[0]);
      assert.equal(thread.readId, own);
      assert.equal(session.dialogs.get(GROUP)?.lastReadId, own);
    });
  });

  it('is shared by all who look at it, and gone with the last of them', async () => {
    await start();
    const one = session.openThread(GROUP);
    const other = session.openThread(GROUP);
    assert.equal(one.thread, other.thread);
    await one.thread.open();
    one.dispose();
    one.dispose();
    assert.equal(other.thread.isDisposed, false);
    other.dispose();
    assert.equal(other.thread.isDisposed, true);
    assert.notEqual(session.openThread(GROUP).thread, one.thread);
  });

  it('gives programs messages without opening a thread', async () => {
    await start(120);
    const newest = await session.messages(GROUP, 5);
    assert.deepEqual(
      newest.map((message) => message.id),
      stored().slice(-5),
    );
    const older = await session.messages(GROUP, 10, newest[0]?.id);
    assert.deepEqual(
      older.map((message) => message.id),
      stored().slice(-15, -5),
    );
  });
});
