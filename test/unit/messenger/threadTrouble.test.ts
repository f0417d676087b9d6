// Open threads on a bad day: no network, no access, tabs that close in the middle.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { isPortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal, shown } from './followedPortal.ts';
import { openVisible } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const MESSAGES = 'im.dialog.messages.get';

describe('messenger: an open thread when something goes wrong', () => {
  let here: FollowedPortal;

  afterEach(() => here.stop());

  it('says why a dialog does not open, and opens it by itself when the portal is back', async () => {
    here = await FollowedPortal.start({ messages: 3 });
    const fault = here.portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    const { thread } = here.session.openThread(GROUP);
    here.session.setThreadVisible(GROUP, true);
    await thread.open();
    assert.ok(thread.load.kind === 'failed' && isPortalError(thread.load.error));
    assert.equal(thread.load.error.kind, 'network');
    await assert.rejects(here.session.refresh());
    fault.dispose();
    const isReady = new Promise<void>((resolve) => {
      thread.onDidChange(() => {
        if (thread.load.kind === 'ready') resolve();
      });
    });
    await here.session.refresh();
    await isReady;
    assert.deepEqual(shown(thread), here.stored());
  });

  it('keeps what is on screen through a bad moment', async () => {
    here = await FollowedPortal.start({ messages: 3 });
    const thread = await openVisible(here.session, GROUP);
    const fault = here.portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    await thread.open();
    assert.equal(thread.load.kind, 'ready');
    await assert.rejects(thread.loadOlder().then(() => here.session.refresh()));
    assert.deepEqual(shown(thread), here.stored());
    fault.dispose();
  });

  it('says so when this person is no longer let in, and the list goes on', async () => {
    here = await FollowedPortal.start({ messages: 3 });
    const thread = await openVisible(here.session, GROUP);
    here.world.removeMember(ids.group, ids.me);
    await here.tick();
    assert.ok(thread.load.kind === 'failed' && isPortalError(thread.load.error));
    assert.equal(thread.load.error.code, 'ACCESS_ERROR');
    assert.equal(here.session.connection.kind, 'online');
    assert.equal(here.session.dialogs.get(GROUP), undefined);
  });

  it('leaves a thread as it is when a scope is lost that concerns everything', async () => {
    here = await FollowedPortal.start({ messages: 3 });
    const thread = await openVisible(here.session, GROUP);
    here.portal.setScopes(ids.me, ['user']);
    await assert.rejects(here.session.refresh(), { kind: 'scope' });
    assert.equal(thread.load.kind, 'ready');
    const other = here.session.openThread(`chat${ids.channel}`).thread;
    await other.open();
    assert.equal(other.load.kind, 'failed');
    here.portal.setScopes(ids.me, ['im']);
    await here.session.refresh();
    await other.open();
    assert.equal(other.load.kind, 'ready');
  });

  it('shows what comes in a thread while the list alone fails', async () => {
    here = await FollowedPortal.start({ messages: 3 });
    const thread = await openVisible(here.session, GROUP);
    const messageId = await here.portal.as(ids.tai).post(GROUP, 'news');
    here.portal.faults.add('im.recent.list', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
    await assert.rejects(here.session.refresh());
    assert.equal(thread.newestId, messageId);
    assert.equal(here.session.connection.kind, 'failing');
  });

  it('does not take a closed tab for a broken portal', async () => {
    here = await FollowedPortal.start({ messages: 3 });
    const opened = here.session.openThread(GROUP);
    here.session.setThreadVisible(GROUP, true);
    await opened.thread.open();
    await here.tick();
    here.fill(ids.group, 120);
    const reached = opened.thread.newestId;
    // The first page comes with the tick; the next one is asked for alone.
    const gate = here.portal.faults.hold(({ method, params }) => {
      return method === MESSAGES && Number(params['FIRST_ID'] ?? 0) > reached;
    });
    const ticking = here.session.refresh();
    await gate.reached;
    opened.dispose();
    gate.open();
    await ticking;
    assert.equal(here.session.connection.kind, 'online');
  });

  it('gives a tick’s answer to the thread that asked, not to the one opened since', async () => {
    here = await FollowedPortal.start({ messages: 3 });
    const opened = here.session.openThread(GROUP);
    here.session.setThreadVisible(GROUP, true);
    await opened.thread.open();
    await here.tick();
    const gate = here.portal.faults.hold('batch', 'after');
    await here.portal.as(ids.tai).post(GROUP, 'news');
    const ticking = here.session.refresh();
    await gate.reached;
    opened.dispose();
    const again = here.session.openThread(GROUP).thread;
    gate.open();
    await Promise.all([ticking, again.open()]);
    assert.deepEqual(shown(again), here.stored());
    assert.equal(opened.thread.timeline.messages.length, 3);
  });
});
