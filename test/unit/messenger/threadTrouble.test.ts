// Open threads on a bad day: no network, no access, tabs that close in the middle.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { isPortalError } from '../../../src/bitrix24/rest/portalError.ts';
import type { Session } from '../../../src/messenger/session.ts';
import type { Thread } from '../../../src/messenger/thread.ts';
import type { ManualClock } from '../../portal/manualClock.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import type { World } from '../../portal/world.ts';
import { makeSession, openVisible } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const MESSAGES = 'im.dialog.messages.get';

describe('messenger: an open thread when something goes wrong', () => {
  let portal: Portal;
  let world: World;
  let portalClock: ManualClock;
  let session: Session;

  async function start(): Promise<void> {
    ({ portal, world, clock: portalClock } = await startFixture());
    await fill(ids.group, 3);
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

  it('says why a dialog does not open, and opens it by itself when the portal is back', async () => {
    await start();
    const fault = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    const { thread } = session.openThread(GROUP);
    session.setThreadVisible(GROUP, true);
    await thread.open();
    assert.ok(thread.load.kind === 'failed' && isPortalError(thread.load.error));
    assert.equal(thread.load.error.kind, 'network');
    await assert.rejects(session.refresh());
    fault.dispose();
    const isReady = new Promise<void>((resolve) => {
      thread.onDidChange(() => {
        if (thread.load.kind === 'ready') resolve();
      });
    });
    await session.refresh();
    await isReady;
    assert.deepEqual(shown(thread), stored());
  });

  it('keeps what is on screen through a bad moment', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    const fault = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    await thread.open();
    assert.equal(thread.load.kind, 'ready');
    await assert.rejects(thread.loadOlder().then(() => session.refresh()));
    assert.deepEqual(shown(thread), stored());
    fault.dispose();
  });

  it('says so when this person is no longer let in, and the list goes on', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    world.removeMember(ids.group, ids.me);
    await tick();
    assert.ok(thread.load.kind === 'failed' && isPortalError(thread.load.error));
    assert.equal(thread.load.error.code, 'ACCESS_ERROR');
    assert.equal(session.connection.kind, 'online');
    assert.equal(session.dialogs.get(GROUP), undefined);
  });

  it('leaves a thread as it is when a scope is lost that concerns everything', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    portal.setScopes(ids.me, ['user']);
    await assert.rejects(session.refresh(), { kind: 'scope' });
    assert.equal(thread.load.kind, 'ready');
    const other = session.openThread(`chat${ids.channel}`).thread;
    await other.open();
    assert.equal(other.load.kind, 'failed');
    portal.setScopes(ids.me, ['im']);
    await session.refresh();
    await other.open();
    assert.equal(other.load.kind, 'ready');
  });

  it('shows what comes in a thread while the list alone fails', async () => {
    await start();
    const thread = await openVisible(session, GROUP);
    const messageId = await portal.as(ids.tai).post(GROUP, 'news');
    portal.faults.add('im.recent.list', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
    await assert.rejects(session.refresh());
    assert.equal(thread.newestId, messageId);
    assert.equal(session.connection.kind, 'failing');
  });

  it('does not take a closed tab for a broken portal', async () => {
    await start();
    const opened = session.openThread(GROUP);
    session.setThreadVisible(GROUP, true);
    await opened.thread.open();
    await tick();
    await fill(ids.group, 120);
    const reached = opened.thread.newestId;
    // The first page comes with the tick; the next one is asked for alone.
    const gate = portal.faults.hold(({ method, params }) => {
      return method === MESSAGES && Number(params['FIRST_ID'] ?? 0) > reached;
    });
    const ticking = session.refresh();
    await gate.reached;
    opened.dispose();
    gate.open();
    await ticking;
    assert.equal(session.connection.kind, 'online');
  });

  it('gives a tick’s answer to the thread that asked, not to the one opened since', async () => {
    await start();
    const opened = session.openThread(GROUP);
    session.setThreadVisible(GROUP, true);
    await opened.thread.open();
    await tick();
    const gate = portal.faults.hold('batch', 'after');
    await portal.as(ids.tai).post(GROUP, 'news');
    const ticking = session.refresh();
    await gate.reached;
    opened.dispose();
    const again = session.openThread(GROUP).thread;
    gate.open();
    await Promise.all([ticking, again.open()]);
    assert.deepEqual(shown(again), stored());
    assert.equal(opened.thread.timeline.messages.length, 3);
  });
});
