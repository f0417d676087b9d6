// Open threads against a portal on which others write, edit, delete and read.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Features } from '../../portal/methods/call.ts';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal, shown } from './followedPortal.ts';
import { callsOf, openVisible, requests, send } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const MESSAGES = 'im.dialog.messages.get';
// Edits show with the newest page, which comes with every fifth tick.
const ROUND = 5;

describe('messenger: an open thread follows the portal', () => {
  let here: FollowedPortal;

  async function start(messages = 3, features: Partial<Features> = {}): Promise<void> {
    here = await FollowedPortal.start({ messages, features });
  }

  afterEach(() => here.stop());

  it('opens in one request, and asks for no more than what is new', async () => {
    await start();
    const thread = await openVisible(here.session, GROUP);
    assert.equal(requests(here.portal).length, 1);
    assert.deepEqual(callsOf(here.portal, MESSAGES)[0]?.params, {
      DIALOG_ID: GROUP,
      LIMIT: '50',
      LAST_ID: '0',
    });
    here.portal.clearCalls();
    await here.tick();
    assert.deepEqual(callsOf(here.portal, MESSAGES)[0]?.params, {
      DIALOG_ID: GROUP,
      LIMIT: '50',
      FIRST_ID: String(thread.newestId),
    });
    assert.deepEqual([thread.timeline.hasOlder, thread.firstUnreadId], [false, undefined]);
  });

  it('shows another person’s message and tells of it once', async () => {
    await start();
    const thread = await openVisible(here.session, GROUP);
    const received: number[] = [];
    here.session.onDidReceiveMessage(({ message }) => received.push(message.id));
    const messageId = await here.portal.as(ids.linh).post(GROUP, 'Xin chào');
    await here.tick(ROUND + 1);
    assert.equal(thread.newestId, messageId);
    assert.deepEqual(received, [messageId]);
    assert.equal(here.session.users.get(ids.linh)?.name, 'Linh Tran');
  });

  it('tells of own messages written elsewhere, and not of those written here', async () => {
    await start();
    await openVisible(here.session, GROUP);
    const received: string[] = [];
    here.session.onDidReceiveMessage(({ message }) => received.push(message.text));
    const answer = here.portal.faults.hold('im.message.add', 'after');
    const sending = send(here.session, { to: GROUP, text: 'from here' });
    await answer.reached;
    // The message is on the portal while its answer is on the way.
    await here.tick();
    answer.open();
    await sending;
    await here.portal.as(ids.me).post(GROUP, 'from the phone');
    await here.tick(ROUND);
    assert.deepEqual(received, ['from the phone']);
  });

  it('loads all of many messages that came at once', async () => {
    await start();
    const thread = await openVisible(here.session, GROUP);
    await here.tick();
    here.fill(ids.group, 130);
    await here.tick();
    assert.deepEqual(shown(thread), here.stored());
    // One of these ticks asks for the newest page, finds a gap and fills it as well.
    for (let count = 0; count < ROUND; count += 1) {
      here.fill(ids.group, 120);
      await here.tick();
      assert.deepEqual(shown(thread), here.stored());
    }
  });

  it('begins anew at the newest end when too many came to load, and loads the rest backwards', async () => {
    await start();
    const thread = await openVisible(here.session, GROUP);
    thread.setWatched(false);
    here.fill(ids.group, 700);
    await here.tick();
    assert.deepEqual(shown(thread), here.stored().slice(-50));
    // Farther back than what is loaded, and known all the same.
    assert.equal(thread.firstUnreadId, here.stored()[3]);
    while (thread.timeline.hasOlder) await thread.loadOlder();
    assert.deepEqual(shown(thread), here.stored());
    assert.equal(thread.firstUnreadId, here.stored()[3]);
  });

  it('shows edits and deletions of what is on screen', async () => {
    await start(40);
    const thread = await openVisible(here.session, GROUP);
    const [edited, deleted] = here.stored().slice(-10);
    await here.portal.as(ids.tai).edit(edited ?? 0, 'edited');
    await here.portal.as(ids.tai).delete(deleted ?? 0);
    await here.portal.as(ids.linh).like(edited ?? 0);
    await here.tick(ROUND);
    const messageOf = (id: number | undefined) =>
      thread.timeline.messages.find((message) => message.id === id);
    assert.deepEqual([messageOf(edited)?.text, messageOf(edited)?.isEdited], ['edited', true]);
    assert.deepEqual(messageOf(edited)?.likedBy, [ids.linh]);
    assert.equal(messageOf(deleted)?.isDeleted, true);
  });

  for (const [where, farBack] of [
    ['what was scrolled up to', false],
    ['a stretch of the past', true],
  ] as const) {
    it(`looks again at ${where}, where no tick does, and nowhere else`, async () => {
      await start(400);
      const thread = await openVisible(here.session, GROUP);
      const place = here.stored()[100] ?? 0;
      if (farBack) await thread.loadAround(place);
      else while (!shown(thread).includes(place)) await thread.loadOlder();
      assert.equal(thread.hasNewer, farBack);
      const before = shown(thread);
      const [edited = 0, gone = 0] = [here.stored()[110], here.stored()[112]];
      await here.portal.as(ids.tai).edit(edited, 'edited');
      const chat = here.world.chat(ids.group);
      chat.messages.splice(
        chat.messages.findIndex(({ id }) => id === gone),
        1,
      );
      const looks = (id: number): number =>
        callsOf(here.portal, MESSAGES).filter(({ params }) => Number(params['FIRST_ID']) === id - 1).length;
      await thread.renewFrom(place);
      assert.equal(looks(place), 1);
      assert.equal(thread.shown.messages.find(({ id }) => id === edited)?.text, 'edited');
      assert.deepEqual(
        shown(thread),
        before.filter((id) => id !== gone),
      );
      thread.showNewest();
      const last = here.stored().at(-5) ?? 0;
      await thread.renewFrom(last);
      assert.equal(looks(last), 0, 'the newest page comes by itself');
    });
  }

  it('loses a message that was removed without a trace', async () => {
    await start(40);
    const thread = await openVisible(here.session, GROUP);
    const chat = here.world.chat(ids.group);
    const [gone] = chat.messages.splice(20, 1);
    await here.tick(ROUND);
    assert.ok(!shown(thread).includes(gone?.id ?? 0));
    assert.deepEqual(shown(thread), here.stored());
  });

  it('has no hole where another’s message came just before an own one', async () => {
    await start();
    const thread = await openVisible(here.session, GROUP);
    await here.tick();
    const before = await here.portal.as(ids.tai).post(GROUP, 'just before');
    const own = Number(await send(here.session, { to: GROUP, text: 'own' }));
    assert.deepEqual(shown(thread).slice(-1), [own]);
    await here.tick();
    assert.deepEqual(shown(thread).slice(-2), [before, own]);
    assert.deepEqual(shown(thread), here.stored());
  });

  it('takes the portal’s own copy of what was sent: its text, and its time', async () => {
    await start();
    const thread = await openVisible(here.session, GROUP);
    here.portalClock.advance(3_600_000);
    await send(here.session, { to: GROUP, text: 'see https://example.com/a' });
    assert.equal(thread.timeline.messages.at(-1)?.text, 'see https://example.com/a');
    await here.tick();
    const copy = thread.timeline.messages.at(-1);
    assert.equal(copy?.text, 'see [URL]https://example.com/a[/URL]');
    assert.equal(copy.date, here.portalClock.now());
  });

  it('keeps the portal’s own copy when it comes before the answer', async () => {
    await start();
    const thread = await openVisible(here.session, GROUP);
    const answer = here.portal.faults.hold('im.message.add', 'after');
    const sending = send(here.session, { to: GROUP, text: 'see https://example.com/a' });
    await answer.reached;
    await here.tick();
    answer.open();
    await sending;
    assert.equal(thread.timeline.messages.at(-1)?.text, 'see [URL]https://example.com/a[/URL]');
  });

  it('comes to an end at a page of which it can read nothing', async () => {
    await start(10);
    const { messages } = here.world.chat(ids.group);
    const [first] = messages;
    assert.ok(first);
    messages.unshift(...Array.from({ length: 90 }, () => ({ ...first, id: 0 })));
    const thread = await openVisible(here.session, GROUP);
    assert.equal(thread.timeline.hasOlder, true);
    await thread.loadOlder();
    assert.equal(thread.timeline.hasOlder, false);
  });

  it('asks for the newest, not for the oldest, in a dialog that is empty', async () => {
    await start();
    const thread = await openVisible(here.session, String(ids.linh));
    assert.deepEqual([thread.load.kind, shown(thread), thread.timeline.hasOlder], ['ready', [], false]);
    here.portal.clearCalls();
    await here.tick(3);
    for (const call of callsOf(here.portal, MESSAGES)) assert.equal(call.params['LAST_ID'], '0');
    const messageId = await here.portal.as(ids.linh).post(ids.me, 'The first one');
    await here.tick();
    assert.deepEqual(shown(thread), [messageId]);
  });

  it('ends at the beginning of a history that is hidden from this person', async () => {
    await start();
    const chat = here.world.addChat({ title: 'Late', owner: ids.tai, members: [ids.linh] });
    here.fill(chat.id, 60);
    here.world.addMember(chat.id, ids.me, { hideHistory: true });
    const [first] = [await here.portal.as(ids.tai).post(`chat${chat.id}`, 'Welcome')];
    const thread = await openVisible(here.session, `chat${chat.id}`);
    await thread.loadOlder();
    assert.deepEqual([shown(thread), thread.timeline.hasOlder], [[first], false]);
    assert.equal(await thread.loadAround(here.stored(chat.id)[5] ?? 0), false);
  });

  it('is whole on a portal that gives no newest page by itself', async () => {
    await start(200, { lastIdZero: false });
    here.world.setLastRead(ids.me, ids.group, here.stored()[40] ?? 0);
    const thread = await openVisible(here.session, GROUP);
    assert.equal(thread.newestId, here.stored().at(-1));
    assert.equal(thread.firstUnreadId, here.stored()[41]);
    here.fill(ids.group, 5);
    await here.tick(ROUND + 1);
    thread.showNewest();
    assert.deepEqual(shown(thread), here.stored().slice(-shown(thread).length));
  });

  describe('read marks', () => {
    it('set apart what is unread, and keep it apart while somebody looks', async () => {
      await start();
      const first = await here.portal.as(ids.tai).post(GROUP, 'one');
      await here.portal.as(ids.tai).post(GROUP, 'two');
      const thread = await openVisible(here.session, GROUP);
      thread.setWatched(true);
      assert.equal(thread.firstUnreadId, first);
      await here.session.readMarker.mark(GROUP, undefined);
      assert.deepEqual([thread.firstUnreadId, thread.readId], [first, thread.newestId]);
      const later = await here.portal.as(ids.tai).post(GROUP, 'three');
      await here.tick();
      assert.deepEqual([thread.firstUnreadId, thread.newestId], [first, later]);
      thread.setWatched(false);
      assert.equal(thread.firstUnreadId, later);
    });

    it('do not call news what comes while somebody looks, and do when nobody does', async () => {
      await start();
      const thread = await openVisible(here.session, GROUP);
      thread.setWatched(true);
      const seen = await here.portal.as(ids.tai).post(GROUP, 'seen');
      await here.tick();
      assert.equal(thread.firstUnreadId, undefined);
      await here.session.readMarker.mark(GROUP, seen);
      thread.setWatched(false);
      const unseen = await here.portal.as(ids.tai).post(GROUP, 'unseen');
      await here.tick();
      assert.equal(thread.firstUnreadId, unseen);
    });

    it('follow what was read on the phone', async () => {
      await start();
      await here.portal.as(ids.tai).post(GROUP, 'one');
      await here.tick();
      const thread = await openVisible(here.session, GROUP);
      assert.notEqual(thread.firstUnreadId, undefined);
      await here.portal.as(ids.me).read(GROUP);
      await here.tick();
      assert.deepEqual([thread.readId, thread.firstUnreadId], [thread.newestId, undefined]);
    });

    it('go with an own message, and never back', async () => {
      await start();
      await here.portal.as(ids.tai).post(GROUP, 'one');
      const thread = await openVisible(here.session, GROUP);
      const own = await send(here.session, { to: GROUP, text: 'own' });
      assert.deepEqual([thread.readId, thread.firstUnreadId], [own, undefined]);
      await here.session.readMarker.mark(GROUP, here.stored()[0]);
      assert.equal(thread.readId, own);
      assert.equal(here.session.dialogs.get(GROUP)?.lastReadId, own);
    });
  });

  it('is shared by all who look at it, and gone with the last of them', async () => {
    await start();
    const one = here.session.openThread(GROUP);
    const other = here.session.openThread(GROUP);
    assert.equal(one.thread, other.thread);
    await one.thread.open();
    one.dispose();
    one.dispose();
    assert.equal(other.thread.isDisposed, false);
    other.dispose();
    assert.equal(other.thread.isDisposed, true);
    assert.notEqual(here.session.openThread(GROUP).thread, one.thread);
  });

  it('gives programs messages without opening a thread', async () => {
    await start(120);
    const newest = await here.session.messages(GROUP, 5);
    assert.deepEqual(
      newest.map((message) => message.id),
      here.stored().slice(-5),
    );
    const older = await here.session.messages(GROUP, 10, newest[0]?.id);
    assert.deepEqual(
      older.map((message) => message.id),
      here.stored().slice(-15, -5),
    );
  });
});
