// The dialog list over a restart: shown before the portal answers, right once it has.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal } from './followedPortal.ts';
import { addManyChats } from './manyChats.ts';
import { Restarts } from './restarts.ts';
import { callsOf, portalChats, portalTotal, requests, shownChats } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;

describe('messenger: the list of an earlier session', () => {
  let here: FollowedPortal;
  let restarts: Restarts;

  beforeEach(async () => {
    here = await FollowedPortal.start({ furnish: addManyChats, messages: 3 });
    await here.post(ids.tai, GROUP, 'unread');
    restarts = new Restarts(here);
    here.portal.clearCalls();
  });

  afterEach(async () => {
    restarts.kill();
    await here.stop();
  });

  /** A first run that has gone to the list's end. */
  async function firstRun(): Promise<number | undefined> {
    const { session } = await restarts.start();
    await session.refresh();
    await session.dialogs.loadMore();
    await restarts.stop();
    here.portal.clearCalls();
    return session.lastSyncAt;
  }

  it('is there before anything is asked, with its order, its counts and its total', async () => {
    const asOf = await firstRun();
    const { session } = await restarts.start();
    assert.deepEqual(requests(here.portal), []);
    assert.deepEqual(shownChats(session), portalChats(here.portal));
    assert.equal(session.dialogs.get(GROUP)?.unread, 1);
    assert.equal(session.dialogs.total, await portalTotal(here.portal));
    assert.equal(session.dialogs.hasMore, false);
    assert.equal(session.dialogs.isLoaded, false);
    assert.equal(session.dialogs.staleSince, asOf);
  });

  it('gives its first rows before all of them are read', async () => {
    await firstRun();
    const { session } = await restarts.start();
    restarts.kill();
    const sizes: number[] = [];
    const again = await restarts.start();
    again.session.dialogs.onDidChange(() => sizes.push(again.session.dialogs.dialogs.length));
    await again.session.cache.restoreList();
    assert.deepEqual(sizes, [200, session.dialogs.dialogs.length]);
  });

  it('is no longer marked stale once the portal has answered, and only what differs changes', async () => {
    await firstRun();
    const { session } = await restarts.start();
    await here.post(ids.tai, GROUP, 'news');
    const before = new Map(session.dialogs.dialogs.map((dialog) => [dialog.id, dialog]));
    await session.refresh();
    assert.equal(session.dialogs.staleSince, undefined);
    assert.equal(session.dialogs.get(GROUP)?.unread, 2);
    assert.equal(session.dialogs.total, await portalTotal(here.portal));
    const changed = session.dialogs.dialogs.filter((dialog) => before.get(dialog.id) !== dialog);
    assert.deepEqual(
      changed.map((dialog) => dialog.id),
      [GROUP],
    );
    assert.equal(requests(here.portal).length, 1);
  });

  it('comes right within a round of ticks, however far down something has changed', async () => {
    await firstRun();
    const chats = portalChats(here.portal);
    const [hidden = 0, renamed = 0, left = 0] = [chats[100], chats[230], chats[250]];
    here.world.hide(ids.me, hidden);
    here.world.chat(renamed).title = 'Renamed meanwhile';
    here.world.removeMember(left, ids.me);
    const { session } = await restarts.start();
    assert.equal(shownChats(session).length, chats.length);
    await session.refresh();
    assert.ok(!shownChats(session).includes(hidden));
    here.portal.clearCalls();
    await session.refresh();
    assert.deepEqual(shownChats(session), portalChats(here.portal));
    assert.equal(session.dialogs.get(`chat${renamed}`)?.title, 'Renamed meanwhile');
    assert.equal(requests(here.portal).length, 1, 'with the tick that goes anyway');
    await session.refresh();
    assert.ok(callsOf(here.portal, 'im.recent.list').length <= 4, 'then the usual pace again');
  });

  it('reports no message as received that came while nobody was here', async () => {
    await firstRun();
    await here.post(ids.tai, GROUP, 'while away');
    const { session } = await restarts.start();
    const received: number[] = [];
    session.onDidReceiveMessage(({ message }) => received.push(message.id));
    const { thread } = session.openThread(GROUP);
    session.setThreadVisible(GROUP, true);
    await thread.open();
    await session.refresh();
    assert.deepEqual(received, []);
    const id = await here.post(ids.tai, GROUP, 'now');
    await session.refresh();
    assert.deepEqual(received, [id]);
  });

  it('stays through a start without a portal, and counts as failing since then', async () => {
    await firstRun();
    const fault = here.portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    const { session } = await restarts.start();
    await assert.rejects(session.refresh());
    assert.equal(session.connection.kind, 'failing');
    assert.deepEqual(shownChats(session), portalChats(here.portal));
    const asOf = session.dialogs.staleSince;
    await restarts.stop();
    const next = await restarts.start();
    assert.equal(next.session.dialogs.staleSince, asOf, 'nothing newer was heard');
    fault.dispose();
    await next.session.refresh();
    assert.equal(next.session.connection.kind, 'online');
  });

  it('comes too late when the portal was faster', async () => {
    await firstRun();
    const { session } = await restarts.start();
    await session.refresh();
    const shown = session.dialogs.dialogs;
    await session.cache.restoreList();
    assert.equal(session.dialogs.dialogs, shown);
    assert.equal(session.dialogs.staleSince, undefined);
  });

  it('begins anew where more has moved than a page holds', async () => {
    await firstRun();
    for (const chatId of portalChats(here.portal).slice(0, 230)) {
      if (chatId > ids.channel) await here.post(ids.tai, `chat${chatId}`);
    }
    const { session } = await restarts.start();
    await session.refresh();
    await session.refresh();
    assert.deepEqual(shownChats(session), portalChats(here.portal).slice(0, shownChats(session).length));
    await session.dialogs.loadMore();
    assert.deepEqual(shownChats(session), portalChats(here.portal));
  });

  it('writes the first file and those with a changed row, and no others', async () => {
    await firstRun();
    const { session } = await restarts.start();
    await session.refresh();
    await session.flush();
    const stampsOf = async (): Promise<ReadonlyMap<string, string>> =>
      new Map((await restarts.cacheFolder.list()).map(({ name, stamp }) => [name, stamp]));
    const before = await stampsOf();
    assert.ok(before.size > 5, [...before.keys()].join());
    const deep = session.dialogs.dialogs[240];
    assert.ok(deep);
    session.dialogs.applyOwnChange(deep.id, (dialog) => ({ ...dialog, isMuted: true }));
    await session.flush();
    const after = await stampsOf();
    const written = [...after].filter(([name, stamp]) => before.get(name) !== stamp).map(([name]) => name);
    assert.equal(written.length, 2, written.join());
    assert.ok(written.includes('list.json'));
  });
});
