// Paging through a list that is longer than a page and does not hold still.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal } from './followedPortal.ts';
import { addManyChats, MANY } from './manyChats.ts';
import {
  callsOf,
  makeSession,
  portalChats,
  portalErrorOf,
  portalTotal,
  requests,
  shownChats,
} from './sessionFixture.ts';

describe('messenger: a list of many pages', () => {
  let here: FollowedPortal;

  afterEach(() => here.stop());

  it('asks for 50 rows a tick, and for 200 when more than those have moved', async () => {
    here = await FollowedPortal.start({ furnish: addManyChats });
    await here.session.dialogs.loadMore();
    for (const dialog of here.session.dialogs.dialogs.slice(100, 180)) await here.post(ids.tai, dialog.id);
    here.portal.clearCalls();
    const joined = new Promise<void>((resolve) => {
      here.session.onDidChangeConnection(() => undefined);
      const done = (): void => {
        if (
          here.session.dialogs.total === 80 &&
          shownChats(here.session).join() === portalChats(here.portal).join()
        )
          resolve();
      };
      here.session.dialogs.onDidChange(done);
      here.session.dialogs.onDidChangeTotal(done);
    });
    await here.session.refresh();
    await joined;
    const firstPages = callsOf(here.portal, 'im.recent.list').filter((call) => call.params['OFFSET'] === '0');
    assert.deepEqual(
      firstPages.map((call) => call.params['LIMIT']),
      ['50', '200'],
    );
  });

  it('begins anew when more has moved than it can see', async () => {
    here = await FollowedPortal.start({ furnish: addManyChats });
    await here.session.dialogs.loadMore();
    for (const dialog of [...here.session.dialogs.dialogs].slice(0, 250)) await here.post(ids.tai, dialog.id);
    const isFresh = new Promise<void>((resolve) => {
      here.session.dialogs.onDidChange(() => {
        if (here.session.dialogs.hasMore) resolve();
      });
    });
    await here.session.refresh();
    await isFresh;
    assert.deepEqual(shownChats(here.session), portalChats(here.portal).slice(0, 200));
    await here.session.dialogs.loadMore();
    assert.deepEqual(shownChats(here.session), portalChats(here.portal));
  });

  it('learns within a round of ticks what was renamed, marked or hidden far down', async () => {
    here = await FollowedPortal.start({ furnish: addManyChats });
    await here.session.dialogs.loadMore();
    const [hidden, renamed, marked] = here.session.dialogs.dialogs.slice(-45, -42);
    here.world.hide(ids.me, hidden?.chatId ?? 0);
    here.world.chat(renamed?.chatId ?? 0).title = 'Renamed';
    here.world.setUnreadMark(ids.me, marked?.chatId ?? 0, true);
    for (let tick = 0; tick < 21; tick++) await here.session.refresh();
    assert.equal(here.session.dialogs.get(hidden?.id ?? ''), undefined);
    assert.equal(here.session.dialogs.get(renamed?.id ?? '')?.title, 'Renamed');
    assert.equal(here.session.dialogs.get(marked?.id ?? '')?.isMarkedUnread, true);
    assert.deepEqual(shownChats(here.session), portalChats(here.portal));
    assert.equal(here.session.dialogs.total, await portalTotal(here.portal));
  });

  it('loses none behind those that went while it had not paged so far', async () => {
    here = await FollowedPortal.start({ furnish: addManyChats });
    for (const dialog of here.session.dialogs.dialogs.slice(5, 35)) here.world.hide(ids.me, dialog.chatId);
    await here.session.refresh();
    await here.session.dialogs.loadMore();
    assert.deepEqual(shownChats(here.session), portalChats(here.portal));
  });

  it('pages on from the new beginning when the list began anew meanwhile', async () => {
    here = await FollowedPortal.start({ furnish: addManyChats });
    const deep = portalChats(here.portal).slice(200);
    const gate = here.portal.faults.hold((call) => call.params['OFFSET'] === '190', 'after');
    const paging = here.session.dialogs.loadMore();
    await gate.reached;
    // Down there everything hides, and above everything moves: what was paged is no more.
    for (const dialog of [...here.session.dialogs.dialogs]) await here.post(ids.tai, dialog.id);
    for (const chatId of deep) here.world.hide(ids.me, chatId);
    const isFresh = new Promise<void>((resolve) => {
      here.session.dialogs.onDidChange(() => {
        if (shownChats(here.session).join() === portalChats(here.portal).join()) resolve();
      });
    });
    await here.session.refresh();
    await isFresh;
    gate.open();
    await paging;
    assert.deepEqual(shownChats(here.session), portalChats(here.portal));
  });

  it('loses none of those that move while it pages', async () => {
    here = await FollowedPortal.start({ furnish: addManyChats });
    const head = here.session.dialogs.dialogs.slice(3, 9);
    for (const dialog of head) here.world.hide(ids.me, dialog.chatId);
    for (const row of portalChats(here.portal).slice(-5)) await here.post(ids.tai, `chat${row}`);
    await here.session.dialogs.loadMore();
    await here.session.refresh();
    assert.deepEqual(shownChats(here.session), portalChats(here.portal));
  });

  it('looks on by itself when the first page is empty though there is more', async () => {
    here = await FollowedPortal.start({
      furnish: (given) => given.addStaleRecents(ids.me, 450, given.clock.now() + 60_000),
    });
    assert.equal(here.session.dialogs.dialogs.length, 2);
    assert.equal(here.session.dialogs.hasMore, false);
  });

  it('goes on behind rows that the portal counts and does not show', async () => {
    here = await FollowedPortal.start({
      furnish: (given) => {
        addManyChats(given);
        given.addStaleRecents(ids.me, 700, given.clock.now() - 200.5 * 60_000);
      },
    });
    assert.equal(here.session.dialogs.hasMore, true);
    await here.session.dialogs.loadMore();
    assert.equal(requests(here.portal).length, 1);
    assert.equal(here.session.dialogs.hasMore, false);
    assert.equal(here.session.dialogs.dialogs.length, MANY + 2);
  });

  it('stops at a portal that promises more without end', async () => {
    here = await FollowedPortal.start({
      furnish: (given) => {
        addManyChats(given);
        given.addStaleRecents(ids.me, 9_000, given.clock.now() - 900 * 60_000);
      },
    });
    await here.session.dialogs.loadMore();
    assert.equal(here.session.dialogs.dialogs.length, MANY + 2);
    assert.equal(here.session.dialogs.hasMore, true);
    await here.session.dialogs.loadMore();
    assert.equal(here.session.dialogs.hasMore, false);
    here.portal.clearCalls();
    await here.session.dialogs.loadMore();
    assert.deepEqual(requests(here.portal), []);
  });

  it('asks a portal that took too long for one page the next time', async () => {
    here = await FollowedPortal.start({ furnish: addManyChats });
    const gate = here.portal.faults.hold('im.recent.list');
    const paging = portalErrorOf(here.session.dialogs.loadMore());
    await gate.reached;
    await here.clock.advanceAsync(15_000);
    assert.equal((await paging).kind, 'timeout');
    here.portal.clearCalls();
    await here.session.dialogs.loadMore();
    assert.equal(callsOf(here.portal, 'im.recent.list').length, 1);
  });

  it('asks a portal that gives no large page in time for a smaller one, and says so at the first time limit', async () => {
    here = await FollowedPortal.start({ furnish: addManyChats });
    const { session, clock } = makeSession(here.portal);
    session.setListVisible(true);
    const gate = here.portal.faults.hold('im.recent.list');
    const failing = portalErrorOf(session.refresh());
    await gate.reached;
    await clock.advanceAsync(15_000);
    assert.equal((await failing).kind, 'timeout');
    here.portal.clearCalls();
    await session.refresh();
    assert.deepEqual(callsOf(here.portal, 'im.recent.list')[0]?.params, { OFFSET: '0', LIMIT: '50' });
    assert.equal(session.dialogs.dialogs.length, 50);
    await session.dialogs.loadMore();
    assert.deepEqual(shownChats(session), portalChats(here.portal));
    session.dispose();
  });

  it('loads once for all who ask, and lets them try again after a failure', async () => {
    here = await FollowedPortal.start({ furnish: addManyChats });
    here.portal.faults.add('im.recent.list', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
    await assert.rejects(here.session.dialogs.loadMore());
    assert.equal(here.session.dialogs.hasMore, true);
    here.portal.clearCalls();
    await Promise.all([here.session.dialogs.loadMore(), here.session.dialogs.loadMore()]);
    assert.equal(requests(here.portal).length, 1);
    assert.deepEqual(shownChats(here.session), portalChats(here.portal));
  });
});
