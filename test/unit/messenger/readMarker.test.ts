import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Session } from '../../../src/messenger/session.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { ReadMarker } from '../../../src/messenger/readMarker.ts';
import { ManualClock } from '../manualClock.ts';
import { SilentLogger } from '../silentLogger.ts';
import { callsOf, makeSession, openVisible, portalErrorOf } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const READ = 'im.dialog.read';

describe('messenger: marking read', () => {
  let portal: Portal;
  let session: Session;
  let clock: ManualClock;
  let posted: readonly number[];

  beforeEach(async () => {
    ({ portal } = await startFixture());
    const ofTai = portal.as(ids.tai);
    posted = [
      await ofTai.post(GROUP, 'one'),
      await ofTai.post(GROUP, 'two'),
      await ofTai.post(GROUP, 'three'),
    ];
    ({ session, clock } = makeSession(portal));
    await session.refresh();
    portal.clearCalls();
  });

  afterEach(async () => {
    session.dispose();
    await portal.stop();
  });

  function told(): readonly unknown[] {
    return callsOf(portal, READ).map((call) => call.params['MESSAGE_ID']);
  }

  function untilTold(messageId: number | undefined): Promise<unknown> {
    return portal.waitForCall(
      (call) => call.method === READ && call.status === 200 && call.params['MESSAGE_ID'] === messageId,
    );
  }

  /** Until the list shows what the answer said. */
  function untilUnread(unread: number): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (session.dialogs.get(GROUP)?.unread === unread) resolve();
      };
      session.dialogs.onDidChange(check);
      check();
    });
  }

  it('tells the portal once how far was seen, after a moment', async () => {
    for (const messageId of posted) session.readMarker.saw(GROUP, messageId);
    session.readMarker.saw(GROUP, posted[0] ?? 0);
    assert.deepEqual(told(), []);
    await untilTold(posted[2]);
    await untilUnread(0);
    assert.deepEqual(
      callsOf(portal, READ).map((call) => call.params),
      [{ DIALOG_ID: GROUP, MESSAGE_ID: posted[2] }],
    );
    assert.equal(session.dialogs.total, 0);
  });

  it('tells what was seen meanwhile after the answer, one call at a time', async () => {
    const gate = portal.faults.hold(READ);
    session.readMarker.saw(GROUP, posted[0] ?? 0);
    await gate.reached;
    session.readMarker.saw(GROUP, posted[1] ?? 0);
    session.readMarker.saw(GROUP, posted[2] ?? 0);
    gate.open();
    await untilTold(posted[2]);
    await untilUnread(0);
    assert.deepEqual(told(), [posted[0], posted[2]]);
  });

  it('tries again until the portal has heard', async () => {
    portal.faults.add(READ, { kind: 'drop', when: 'before' });
    portal.faults.add(READ, { kind: 'gateway', when: 'after', status: 502 });
    session.readMarker.saw(GROUP, posted[2] ?? 0);
    await untilTold(posted[2]);
    await untilUnread(0);
    assert.deepEqual(told(), [posted[2], posted[2], posted[2]]);
    assert.equal(portal.world.chat(ids.group).members.get(ids.me)?.unread, 0);
  });

  /** With a clock of its own, so that no time limit of the network comes due with its waits. */
  function ownMarker(): {
    readonly marker: ReadMarker;
    readonly ownClock: ManualClock;
    readonly read: unknown[];
  } {
    const ownClock = new ManualClock();
    const read: unknown[] = [];
    const marker = new ReadMarker(session.portal, ownClock, new SilentLogger(), (_dialogId, messageId) => {
      read.push(messageId);
    });
    return { marker, ownClock, read };
  }

  it('does not ask again what the portal refused, until it is seen again', async () => {
    portal.faults.add(READ, { kind: 'error', status: 403, error: 'ACCESS_ERROR' });
    const { marker, ownClock, read } = ownMarker();
    marker.saw(GROUP, posted[1] ?? 0);
    ownClock.advance(400);
    await portal.waitForCall((call) => call.method === READ);
    // Waits for its turn behind the answer.
    await marker.mark(GROUP, posted[0]);
    assert.deepEqual(ownClock.pending, []);
    marker.saw(GROUP, posted[1] ?? 0);
    ownClock.advance(400);
    await untilTold(posted[1]);
    await marker.mark(GROUP, undefined);
    assert.deepEqual(read, [posted[0], posted[1], undefined]);
    marker.dispose();
  });

  it('gives up after some tries, and takes the next sight as a new beginning', async () => {
    const fault = portal.faults.add(READ, { kind: 'drop', when: 'before' }, Infinity);
    const { marker, ownClock, read } = ownMarker();
    marker.saw(GROUP, posted[2] ?? 0);
    for (const delayMs of [400, 3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000, 60_000]) {
      await ownClock.untilScheduled((pendingMs) => pendingMs === delayMs);
      assert.deepEqual(ownClock.pending, [delayMs]);
      ownClock.advance(delayMs);
      await portal.waitForCall((call) => call.method === READ);
      portal.clearCalls();
    }
    fault.dispose();
    // The last answer is still on its way to the marker; what is marked here waits for it.
    await marker.mark(GROUP, posted[0]);
    assert.deepEqual(ownClock.pending, []);
    marker.saw(GROUP, posted[2] ?? 0);
    assert.deepEqual(ownClock.pending, [400]);
    ownClock.advance(400);
    await untilTold(posted[2]);
    await marker.mark(GROUP, undefined);
    assert.deepEqual(read, [posted[0], posted[2], undefined]);
    marker.dispose();
  });

  it('marks to the end or to a message, and gives what the portal says', async () => {
    const result = await session.readMarker.mark(GROUP, posted[1]);
    assert.deepEqual(result, { dialogId: GROUP, chatId: ids.group, lastId: posted[1], counter: 1 });
    assert.deepEqual([session.dialogs.get(GROUP)?.unread, session.dialogs.total], [1, 1]);
    assert.deepEqual(await session.readMarker.mark(GROUP, undefined), {
      dialogId: GROUP,
      chatId: ids.group,
      lastId: posted[2],
      counter: 0,
    });
    assert.deepEqual(
      callsOf(portal, READ).map((call) => call.params),
      [{ DIALOG_ID: GROUP, MESSAGE_ID: posted[1] }, { DIALOG_ID: GROUP }],
    );
    assert.equal(session.dialogs.total, 0);
  });

  it('never goes back, not even when answers might overtake each other', async () => {
    const gate = portal.faults.hold(READ, 'after');
    session.readMarker.saw(GROUP, posted[0] ?? 0);
    await gate.reached;
    const toTheEnd = session.readMarker.mark(GROUP, undefined);
    gate.open();
    await toTheEnd;
    assert.equal(await session.readMarker.mark(GROUP, posted[0]), undefined);
    const dialog = session.dialogs.get(GROUP);
    assert.deepEqual([dialog?.unread, dialog?.lastReadId, session.dialogs.total], [0, posted[2], 0]);
  });

  it('clears a manual mark', async () => {
    await portal.as(ids.me).read(GROUP);
    await portal.as(ids.me).call('im.recent.unread', { DIALOG_ID: GROUP });
    await session.refresh();
    assert.equal(session.dialogs.total, 1);
    await session.readMarker.mark(GROUP, undefined);
    assert.deepEqual([session.dialogs.get(GROUP)?.isMarkedUnread, session.dialogs.total], [false, 0]);
  });

  it('says why a person’s own mark failed, and changes nothing', async () => {
    portal.faults.add(READ, { kind: 'error', status: 401, error: 'insufficient_scope' });
    const error = await portalErrorOf(session.readMarker.mark(GROUP, undefined));
    assert.equal(error.kind, 'scope');
    assert.deepEqual([session.dialogs.get(GROUP)?.unread, session.dialogs.total], [3, 3]);
  });

  it('counts 100 and more as the portal does: no further', async () => {
    for (let index = 0; index < 130; index += 1) await portal.as(ids.tai).post(GROUP, `#${index}`);
    await session.refresh();
    assert.equal(session.dialogs.total, 133);
    await session.readMarker.mark(GROUP, posted[1]);
    // 131 are left; the portal says 100 or more, and the count stays until it is told anew.
    assert.equal(session.dialogs.total, 133);
    await session.refresh();
    assert.equal(session.dialogs.total, 131);
  });

  it('asks for the total where a dialog is not on the list', async () => {
    const chat = portal.world.addChat({ title: 'Deep', owner: ids.tai, members: [ids.me] });
    await portal.as(ids.tai).post(`chat${chat.id}`, 'unseen by the list');
    portal.clearCalls();
    await session.readMarker.mark(`chat${chat.id}`, undefined);
    await portal.waitForCall((call) => call.method === 'im.counters.get');
  });

  it('is silent once the session is gone', async () => {
    await openVisible(session, GROUP);
    session.readMarker.saw(GROUP, posted[2] ?? 0);
    session.dispose();
    session.readMarker.saw(GROUP, (posted[2] ?? 0) + 1);
    await clock.advanceAsync(60_000);
    assert.deepEqual(told(), []);
  });
});
