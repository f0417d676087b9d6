import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Session } from '../../../../src/messenger/session.ts';
import type { Thread } from '../../../../src/messenger/thread.ts';
import type { Portal } from '../../../portal/portal.ts';
import { ids, startFixture } from '../../../portal/portalFixture.ts';
import { callsOf, portalErrorOf, send, storedTexts } from '../sessionFixture.ts';
import { GroupFixture, type GroupWindow, until } from './groupFixture.ts';

const GROUP = `chat${ids.group}`;

describe('messenger: several windows of one account', function () {
  this.timeout(20_000);
  let portal: Portal;
  let group: GroupFixture;

  beforeEach(async () => {
    ({ portal } = await startFixture());
    group = new GroupFixture(portal);
  });

  afterEach(() => group.stop());

  async function openTwo(): Promise<readonly [leader: GroupWindow, follower: GroupWindow]> {
    const leader = await group.open();
    const follower = await group.open();
    assert.deepEqual([leader.session.group?.role, follower.session.group?.role], ['leading', 'following']);
    return [leader, follower];
  }

  async function openThread(session: Session, dialogId = GROUP): Promise<Thread> {
    const { thread } = session.openThread(dialogId);
    session.setThreadVisible(dialogId, true);
    await thread.open();
    assert.equal(thread.load.kind, 'ready');
    return thread;
  }

  /** Until so many more looks at the portal have been answered. */
  async function ticks(count: number): Promise<void> {
    const goal = callsOf(portal, 'im.counters.get').length + count;
    await until(() => callsOf(portal, 'im.counters.get').length >= goal);
  }

  it('has one that asks; the others show the same without a request of their own', async () => {
    const [leader, follower] = await openTwo();
    assert.equal(follower.requestCount(), 0);
    for (const { session } of [leader, follower]) {
      assert.deepEqual(session.group?.holder, { name: 'window 1', openedAt: 1_000 });
    }
    const shown = (session: Session) =>
      session.dialogs.dialogs.map(({ id, unread, lastMessage }) => [id, unread, lastMessage?.id]);
    assert.deepEqual(shown(follower.session), shown(leader.session));
    assert.equal(follower.session.dialogs.total, leader.session.dialogs.total);
    assert.deepEqual(follower.session.connection, { kind: 'online' });

    await openThread(leader.session);
    const messageId = await portal.as(ids.linh).post(GROUP, 'to all windows');
    await until(() => follower.session.dialogs.get(GROUP)?.lastMessage?.id === messageId);
    assert.equal(leader.session.dialogs.get(GROUP)?.lastMessage?.id, messageId);
    assert.equal(follower.requestCount(), 0);
    assert.ok((follower.session.lastSyncAt ?? 0) > 0);
  });

  it('looks for the others at threads that it does not show itself', async () => {
    const [leader, follower] = await openTwo();
    const thread = await openThread(follower.session);
    const received: string[] = [];
    follower.session.onDidReceiveMessage(({ message }) => received.push(message.text));
    const requests = follower.requestCount();
    for (const text of ['one', 'two', 'three']) {
      const messageId = await portal.as(ids.linh).post(GROUP, text);
      await until(() => thread.newestId === messageId);
    }
    await portal.as(ids.linh).edit(thread.newestId, 'three, edited');
    await until(() => thread.timeline.messages.at(-1)?.text === 'three, edited');
    assert.deepEqual(received, ['one', 'two', 'three']);
    assert.equal(follower.requestCount(), requests);
    assert.equal(leader.session.group?.audienceSize, 1);
  });

  it('follows how far others have read what only the window that follows shows', async () => {
    const [leader, follower] = await openTwo();
    const thread = await openThread(follower.session);
    const requests = follower.requestCount();
    const messageId = await portal.as(ids.tai).post(GROUP, 'read me');
    portal.world.readAll(ids.linh, ids.group);
    await until(
      () => thread.details?.readBy.find(({ userId }) => userId === ids.linh)?.messageId === messageId,
    );
    assert.equal(follower.requestCount(), requests);
    assert.equal(leader.session.group?.audienceSize, 1);
  });

  it('asks as often as the window wants that looks closest', async () => {
    const [leader, follower] = await openTwo();
    leader.session.setWindowFocused(false);
    leader.session.setListVisible(false);
    await openThread(follower.session);
    const before = leader.requestCount();
    // At its own schedule it would ask once a minute.
    await until(() => leader.requestCount() >= before + 3);
  });

  it('shows in all what one of them sends, once', async () => {
    const [leader, follower] = await openTwo();
    const [there, here] = [await openThread(leader.session), await openThread(follower.session)];
    const messageId = await send(follower.session, { to: GROUP, text: 'from the one that follows' });
    await until(() => there.newestId === messageId && here.newestId === messageId);
    await ticks(7);
    assert.deepEqual(storedTexts(portal, ids.group, 'from the one that follows'), [messageId]);
    const shown = here.timeline.messages.filter(({ id }) => id === messageId);
    assert.equal(shown.length, 1);
    assert.equal(follower.session.dialogs.get(GROUP)?.lastMessage?.id, messageId);
  });

  it('reads, pins and hides in any of them', async () => {
    const [leader, follower] = await openTwo();
    await openThread(leader.session, '7');
    const posted = await portal.as(ids.linh).post(GROUP, 'unread');
    await until(() => follower.session.dialogs.get(GROUP)?.lastMessage?.id === posted);
    assert.notEqual(follower.session.dialogs.get(GROUP)?.unread, 0);

    await follower.session.readMarker.mark(GROUP, undefined);
    assert.equal(follower.session.dialogs.get(GROUP)?.unread, 0);
    await until(() => leader.session.dialogs.get(GROUP)?.unread === 0);
    await follower.session.marks.pin(GROUP, true);
    await until(() => leader.session.dialogs.get(GROUP)?.isPinned === true);
    // Undone elsewhere before anybody could tell the difference: only the portal knows.
    await portal.as(ids.me).call('im.recent.pin', { DIALOG_ID: GROUP, PIN: 'N' });
    await until(() => follower.session.dialogs.get(GROUP)?.isPinned === false);
    await follower.session.marks.hide(GROUP);
    await until(() => leader.session.dialogs.get(GROUP) === undefined);
    await ticks(3);
    assert.equal(follower.session.dialogs.get(GROUP), undefined);
    assert.equal(follower.session.dialogs.unconfirmed, undefined);
  });

  it('asks at once for a person in any of them, and tells them all how it went', async () => {
    const [leader, follower] = await openTwo();
    for (const { session } of [leader, follower]) {
      session.setListVisible(false);
      session.setWindowFocused(false);
    }
    const posted = await portal.as(ids.linh).post(GROUP, 'while nobody looked');
    const requests = follower.requestCount();
    await follower.session.refresh();
    assert.equal(follower.session.dialogs.get(GROUP)?.lastMessage?.id, posted);
    assert.equal(follower.requestCount(), requests);

    const fault = portal.faults.add(
      '*',
      { kind: 'error', status: 401, error: 'INVALID_CREDENTIALS' },
      Infinity,
    );
    const error = await portalErrorOf(follower.session.refresh());
    assert.equal(error.kind, 'auth');
    assert.equal(follower.session.connection.kind, 'failing');
    assert.equal(leader.session.connection.kind, 'failing');
    fault.dispose();
    await follower.session.refresh();
    assert.equal(follower.session.connection.kind, 'online');
    assert.equal(follower.requestCount(), requests);
  });

  it('writes nothing and fires nothing for a tick that brings nothing', async () => {
    const [leader, follower] = await openTwo();
    const threads = [await openThread(leader.session), await openThread(follower.session)];
    await ticks(12);
    const before = await group.newsNumbers();
    const fired: string[] = [];
    for (const { session } of [leader, follower]) {
      session.dialogs.onDidChange(() => fired.push('dialogs'));
      session.dialogs.onDidChangeTotal(() => fired.push('total'));
      session.users.onDidChange(() => fired.push('users'));
      session.onDidChangeConnection(() => fired.push('connection'));
      session.onDidReceiveMessage(() => fired.push('received'));
    }
    for (const thread of threads) thread.onDidChange(() => fired.push('thread'));
    await ticks(12);
    assert.deepEqual(await group.newsNumbers(), before);
    assert.deepEqual(fired, []);
  });

  it('goes on in another window when the one that asks closes; nothing is lost on the way', async () => {
    const [leader, follower] = await openTwo();
    const thread = await openThread(follower.session);
    const expected: number[] = [];
    const post = async (): Promise<void> => {
      expected.push(await portal.as(ids.linh).post(GROUP, `#${expected.length}`));
    };
    await post();
    await leader.close();
    await post();
    await until(() => follower.session.group?.role === 'leading');
    await post();
    await until(() => thread.newestId === expected.at(-1));
    const shown = thread.timeline.messages.map(({ id }) => id);
    assert.deepEqual(shown.slice(-3), expected);
    const third = await group.open();
    assert.deepEqual([third.session.group?.role, third.requestCount()], ['following', 0]);
    assert.equal(third.session.group?.holder?.name, 'window 2');
  });

  it('leaves no file behind that a closed window would still write', async () => {
    const [leader, follower] = await openTwo();
    await Promise.all([leader.close(), follower.close()]);
    await group.folder.clear();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    assert.deepEqual(await group.folder.subfolder('lease').list(), []);
    assert.deepEqual(await group.folder.subfolder('windows').list(), []);
  });
});
