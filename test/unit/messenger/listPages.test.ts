// Paging through a list that is longer than a page and does not hold still.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Session } from '../../../src/messenger/session.ts';
import type { ManualClock } from '../../portal/manualClock.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import type { World } from '../../portal/world.ts';
import { addManyChats, MANY } from './manyChats.ts';
import { callsOf, makeSession, portalChats, portalTotal, requests, shownChats } from './sessionFixture.ts';

describe('messenger: a list of many pages', () => {
  let portal: Portal;
  let world: World;
  let portalClock: ManualClock;
  let session: Session;

  async function start(furnish?: (world: World) => void): Promise<void> {
    ({ portal, world, clock: portalClock } = await startFixture({}, furnish));
    ({ session } = makeSession(portal));
    await session.refresh();
    portal.clearCalls();
  }

  afterEach(async () => {
    session.dispose();
    await portal.stop();
  });

  /** Somebody writes, a second after whatever was before. */
  async function post(author: number, dialogId: string | number, text = 'news'): Promise<number> {
    portalClock.advance(1_000);
    return portal.as(author).post(dialogId, text);
  }

  it('asks for 50 rows a tick, and for 200 when more than those have moved', async () => {
    await start(addManyChats);
    await session.dialogs.loadMore();
    for (const dialog of session.dialogs.dialogs.slice(100, 180)) await post(ids.tai, dialog.id);
    portal.clearCalls();
    const joined = new Promise<void>((resolve) => {
      session.onDidChangeConnection(() => undefined);
      const done = (): void => {
        if (session.dialogs.total === 80 && shownChats(session).join() === portalChats(portal).join())
          resolve();
      };
      session.dialogs.onDidChange(done);
      session.dialogs.onDidChangeTotal(done);
    });
    await session.refresh();
    await joined;
    const firstPages = callsOf(portal, 'im.recent.list').filter((call) => call.params['OFFSET'] === '0');
    assert.deepEqual(
      firstPages.map((call) => call.params['LIMIT']),
      ['50', '200'],
    );
  });

  it('begins anew when more has moved than it can see', async () => {
    await start(addManyChats);
    await session.dialogs.loadMore();
    for (const dialog of [...session.dialogs.dialogs].slice(0, 250)) await post(ids.tai, dialog.id);
    const isFresh = new Promise<void>((resolve) => {
      session.dialogs.onDidChange(() => {
        if (session.dialogs.hasMore) resolve();
      });
    });
    await session.refresh();
    await isFresh;
    assert.deepEqual(shownChats(session), portalChats(portal).slice(0, 200));
    await session.dialogs.loadMore();
    assert.deepEqual(shownChats(session), portalChats(portal));
  });

  it('learns within a round of ticks what was renamed, marked or hidden far down', async () => {
    await start(addManyChats);
    await session.dialogs.loadMore();
    const [hidden, renamed, marked] = session.dialogs.dialogs.slice(-45, -42);
    world.hide(ids.me, hidden?.chatId ?? 0);
    world.chat(renamed?.chatId ?? 0).title = 'Renamed';
    world.setUnreadMark(ids.me, marked?.chatId ?? 0, true);
    for (let tick = 0; tick < 21; tick++) await session.refresh();
    assert.equal(session.dialogs.get(hidden?.id ?? ''), undefined);
    assert.equal(session.dialogs.get(renamed?.id ?? '')?.title, 'Renamed');
    assert.equal(session.dialogs.get(marked?.id ?? '')?.isMarkedUnread, true);
    assert.deepEqual(shownChats(session), portalChats(portal));
    assert.equal(session.dialogs.total, await portalTotal(portal));
  });

  it('loses none behind those that went while it had not paged so far', async () => {
    await start(addManyChats);
    for (const dialog of session.dialogs.dialogs.slice(5, 35)) world.hide(ids.me, dialog.chatId);
    await session.refresh();
    await session.dialogs.loadMore();
    assert.deepEqual(shownChats(session), portalChats(portal));
  });

  it('pages on from the new beginning when the list began anew meanwhile', async () => {
    await start(addManyChats);
    const deep = portalChats(portal).slice(200);
    const gate = portal.faults.hold((call) => call.params['OFFSET'] === '190', 'after');
    const paging = session.dialogs.loadMore();
    await gate.reached;
    // Down there everything hides, and above everything moves: what was paged is no more.
    for (const dialog of [...session.dialogs.dialogs]) await post(ids.tai, dialog.id);
    for (const chatId of deep) world.hide(ids.me, chatId);
    const isFresh = new Promise<void>((resolve) => {
      session.dialogs.onDidChange(() => {
        if (shownChats(session).join() === portalChats(portal).join()) resolve();
      });
    });
    await session.refresh();
    await isFresh;
    gate.open();
    await paging;
    assert.deepEqual(shownChats(session), portalChats(portal));
  });

  it('loses none of those that move while it pages', async () => {
    await start(addManyChats);
    const head = session.dialogs.dialogs.slice(3, 9);
    for (const dialog of head) world.hide(ids.me, dialog.chatId);
    for (const row of portalChats(portal).slice(-5)) await post(ids.tai, `chat${row}`);
    await session.dialogs.loadMore();
    await session.refresh();
    assert.deepEqual(shownChats(session), portalChats(portal));
  });

  it('looks on by itself when the first page is empty though there is more', async () => {
    await start((given) => given.addStaleRecents(ids.me, 450, given.clock.now() + 60_000));
    assert.equal(session.dialogs.dialogs.length, 2);
    assert.equal(session.dialogs.hasMore, false);
  });

  it('goes on behind rows that the portal counts and does not show', async () => {
    await start((given) => {
      addManyChats(given);
      given.addStaleRecents(ids.me, 700, given.clock.now() - 200.5 * 60_000);
    });
    assert.equal(session.dialogs.hasMore, true);
    await session.dialogs.loadMore();
    assert.equal(requests(portal).length, 1);
    assert.equal(session.dialogs.hasMore, false);
    assert.equal(session.dialogs.dialogs.length, MANY + 2);
  });

  it('stops at a portal that promises more without end', async () => {
    await start((given) => {
      addManyChats(given);
      given.addStaleRecents(ids.me, 9_000, given.clock.now() - 900 * 60_000);
    });
    await session.dialogs.loadMore();
    assert.equal(session.dialogs.dialogs.length, MANY + 2);
    assert.equal(session.dialogs.hasMore, true);
    await session.dialogs.loadMore();
    assert.equal(session.dialogs.hasMore, false);
    portal.clearCalls();
    await session.dialogs.loadMore();
    assert.deepEqual(requests(portal), []);
  });

  it('loads once for all who ask, and lets them try again after a failure', async () => {
    await start(addManyChats);
    portal.faults.add('im.recent.list', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
    await assert.rejects(session.dialogs.loadMore());
    assert.equal(session.dialogs.hasMore, true);
    portal.clearCalls();
    await Promise.all([session.dialogs.loadMore(), session.dialogs.loadMore()]);
    assert.equal(requests(portal).length, 1);
    assert.deepEqual(shownChats(session), portalChats(portal));
  });
});
