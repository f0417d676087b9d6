import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Session } from '../../../src/messenger/session.ts';
import { startPortal, type Portal } from '../../portal/portal.ts';
import { largeIds, largeSeed } from '../../portal/seeds/large.ts';
import { callsOf, makeSession, methods, openVisible, requests } from './sessionFixture.ts';

describe('messenger: a session on a large portal', () => {
  let portal: Portal;
  let session: Session;

  before(async () => {
    portal = await startPortal({ seed: largeSeed, rate: 'off', operatingLimitSeconds: 'off' });
  });

  after(() => portal.stop());

  beforeEach(() => {
    portal.clearCalls();
    ({ session } = makeSession(portal));
  });

  afterEach(() => session.dispose());

  it('shows 200 dialogs and the total after one request', async () => {
    await session.refresh();
    assert.equal(requests(portal).length, 1);
    assert.deepEqual([...methods(portal)].sort(), ['im.counters.get', 'im.recent.list']);
    assert.deepEqual(callsOf(portal, 'im.recent.list')[0]?.params, { OFFSET: '0', LIMIT: '200' });
    assert.equal(session.dialogs.dialogs.length, 200);
    assert.equal(session.dialogs.hasMore, true);
    const counters = (await portal.as(1).call('im.counters.get')) as { TYPE: { MESSENGER: number } };
    assert.equal(session.dialogs.total, counters.TYPE.MESSENGER);
  });

  it('shows 3,000 dialogs after two requests, in the portal’s order', async () => {
    await session.refresh();
    await session.dialogs.loadMore();
    assert.equal(requests(portal).length, 2);
    assert.equal(session.dialogs.hasMore, false);
    const rows = portal.world.recents(1).sorted();
    assert.deepEqual(
      session.dialogs.dialogs.map((dialog) => dialog.chatId),
      rows.map((row) => row.chatId),
    );
    await session.dialogs.loadMore();
    assert.equal(requests(portal).length, 2);
  });

  it('fires nothing when nothing has changed', async () => {
    const thread = await openVisible(session, `chat${largeIds.longChat}`);
    await session.refresh();
    await session.dialogs.loadMore();
    const fired: string[] = [];
    session.dialogs.onDidChange(() => fired.push('dialogs'));
    session.dialogs.onDidChangeTotal(() => fired.push('total'));
    session.users.onDidChange(() => fired.push('users'));
    session.outgoing.onDidChange(() => fired.push('outgoing'));
    session.onDidChangeConnection(() => fired.push('connection'));
    session.onDidReceiveMessage(() => fired.push('received'));
    thread.onDidChange(() => fired.push('thread'));
    for (let tick = 0; tick < 12; tick++) await session.refresh();
    assert.deepEqual(fired, []);
  });

  it('opens the chat with 137 unread at the first of them, in two requests', async () => {
    const thread = await openVisible(session, `chat${largeIds.unreadChat}`);
    const { messages } = portal.world.chat(largeIds.unreadChat);
    assert.equal(thread.firstUnreadId, messages[80]?.id);
    assert.equal(thread.load.kind, 'ready');
    assert.equal(requests(portal).length, 2);
    const shown = (): readonly number[] => thread.shown.messages.map((message) => message.id);
    const stored = messages.map((message) => message.id);
    assert.deepEqual(shown(), stored.slice(30, 130));
    assert.equal(thread.hasNewer, true);
    await thread.loadNewer();
    await thread.loadNewer();
    assert.deepEqual([shown(), thread.hasNewer], [stored.slice(30), false]);
    assert.equal(thread.firstUnreadId, messages[80]?.id);
  });

  it('reads a chat of 20,000 messages backwards without a hole', async () => {
    const thread = await openVisible(session, `chat${largeIds.longChat}`);
    for (let page = 0; page < 9; page++) await thread.loadOlder();
    const { messages } = portal.world.chat(largeIds.longChat);
    assert.deepEqual(
      thread.timeline.messages.map((message) => message.id),
      messages.slice(-500).map((message) => message.id),
    );
  });

  it('jumps to any of 20,000 messages in one request, and back', async () => {
    const thread = await openVisible(session, `chat${largeIds.longChat}`);
    const stored = portal.world.chat(largeIds.longChat).messages.map((message) => message.id);
    const shown = (): readonly number[] => thread.shown.messages.map((message) => message.id);
    const before = requests(portal).length;
    for (const index of [7_000, 0, 19_000]) {
      assert.equal(await thread.loadAround(stored[index] ?? 0), true);
      assert.deepEqual(shown(), stored.slice(Math.max(0, index - 49), index + 51));
      assert.deepEqual([thread.shown.hasOlder, thread.hasNewer], [index > 0, true]);
    }
    assert.equal(requests(portal).length, before + 3);
    assert.equal(await thread.loadAround((stored[5] ?? 0) + 1), false);
    thread.showNewest();
    assert.deepEqual([shown(), thread.hasNewer], [stored.slice(-50), false]);
  });
});
