// What changes about an open dialog besides its messages.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal } from './followedPortal.ts';
import { callsOf, openVisible, requests } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
// It comes with the newest page, with every fifth tick.
const ROUND = 5;

describe('messenger: what an open dialog is follows the portal', () => {
  let here: FollowedPortal;

  beforeEach(async () => {
    here = await FollowedPortal.start({ messages: 3 });
  });

  afterEach(() => here.stop());

  it('others’ reading, members and rights show without a request of their own', async () => {
    const thread = await openVisible(here.session, GROUP);
    const readBy = (): number | undefined =>
      thread.details?.readBy.find(({ userId }) => userId === ids.linh)?.messageId;
    assert.notEqual(readBy(), thread.newestId);
    assert.equal(thread.details?.memberCount, 4);
    here.world.readAll(ids.linh, ids.group);
    here.world.removeMember(ids.group, ids.bot);
    here.portal.clearCalls();
    let fired = 0;
    thread.onDidChange(() => (fired += 1));
    await here.tick(ROUND);
    assert.deepEqual([readBy(), thread.details?.memberCount], [thread.newestId, 3]);
    assert.ok(fired > 0);
    assert.equal(callsOf(here.portal, 'im.dialog.get').length, 1);
    assert.equal(requests(here.portal).length, ROUND);
  });

  it('when the other one of a private dialog was last there shows', async () => {
    await here.post(ids.tai, String(ids.me));
    const thread = await openVisible(here.session, String(ids.tai));
    await here.tick(ROUND);
    const seenAt = here.portalClock.now() + 60_000;
    let shown: number | undefined;
    thread.onDidChange(() => (shown = here.session.users.get(ids.tai)?.lastActivityAt));
    here.world.user(ids.tai).lastActivityMs = seenAt;
    await here.tick(ROUND);
    assert.equal(shown, Math.floor(seenAt / 1000) * 1000);
  });

  it('fires nothing where nothing has changed, and asks for no dialog that is not on screen', async () => {
    await here.post(ids.tai, String(ids.me));
    const threads = [
      await openVisible(here.session, GROUP),
      await openVisible(here.session, String(ids.tai)),
    ];
    const fired: string[] = [];
    for (const thread of threads) thread.onDidChange(() => fired.push(thread.dialogId));
    await here.tick(ROUND * 2);
    assert.deepEqual(fired, []);
    for (const { dialogId } of threads) here.session.setThreadVisible(dialogId, false);
    here.portal.clearCalls();
    await here.tick(ROUND);
    assert.equal(callsOf(here.portal, 'im.dialog.get').length, 0);
  });
});
