// What a person and a program see of a send: patience, order, and what is left when it fails.
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { afterEach, describe, it } from 'mocha';
import { isPortalError, type PortalError } from '../../../src/bitrix24/rest/portalError.ts';
import type { DiskFolder } from '../../../src/editor/diskFolder.ts';
import type { Gate } from '../../portal/faults.ts';
import type { Features } from '../../portal/methods/call.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import {
  callsOf,
  makeSession,
  send,
  type SessionFixture,
  storedTexts,
  untilAllSent,
  writeInVain,
} from './sessionFixture.ts';

const SEND = 'im.message.add';
const DIALOG = `chat${ids.group}`;
const TEXT = 'Exactly once, đúng một lần';

describe('messenger: sending in time and in order', () => {
  let portal: Portal;
  let fixture: SessionFixture;

  async function start(features: Partial<Features> = {}): Promise<void> {
    ({ portal } = await startFixture({ features }));
    await portal.as(ids.tai).post(DIALOG, 'Before');
    fixture = makeSession(portal);
    await fixture.session.refresh();
    portal.clearCalls();
  }

  afterEach(async () => {
    fixture.session.dispose();
    await portal.stop();
  });

  const stored = (text = TEXT): readonly number[] => storedTexts(portal, ids.group, text);
  const sends = (): number => callsOf(portal, SEND).length;

  /** To a portal that has shown that it keeps uuids: the first try stands at the gate, and its time is over. */
  async function sendPastTheLimitWithUuids(): Promise<{
    readonly gate: Gate;
    readonly result: Promise<number | PortalError>;
  }> {
    await start();
    await send(fixture.session, { to: DIALOG, text: 'The portal shows this one with its uuid' });
    await fixture.session.refresh();
    portal.clearCalls();
    const gate = portal.faults.hold(SEND);
    const result = send(fixture.session, { to: DIALOG, text: TEXT });
    await gate.reached;
    fixture.clock.advance(30_000);
    return { gate, result };
  }

  describe('beyond the time limit', () => {
    it('repeats nothing before the portal’s own limit is over, where it has not shown that it keeps uuids', async () => {
      await start({ templateId: false, uuidShown: false });
      const gate = portal.faults.hold(SEND);
      const result = send(fixture.session, { to: DIALOG, text: TEXT });
      await gate.reached;
      let looks = 0;
      portal.onCall(({ method }) => {
        looks += method === 'server.time' ? 1 : 0;
        // After the looks at 0, 1.5, 3.5 and 13.5 seconds: late, and within the limit.
        if (looks === 4) gate.open();
      });
      fixture.clock.advance(30_000);
      assert.deepEqual([await result], stored());
      assert.equal(sends(), 1);
    });

    it('is sent again once that limit is over and it is not there', async () => {
      await start({ templateId: false, uuidShown: false });
      const startedAt = fixture.clock.monotonic();
      portal.faults.add(SEND, { kind: 'drop', when: 'before' });
      const messageId = await send(fixture.session, { to: DIALOG, text: TEXT });
      assert.deepEqual(stored(), [messageId]);
      assert.equal(sends(), 2);
      assert.ok(fixture.clock.monotonic() - startedAt >= 60_000);
    });

    it('becomes sent by itself when the portal shows it after all', async () => {
      await start();
      const gate = portal.faults.hold(SEND);
      // Nobody lets it look, so nothing but the list can tell.
      const refusal = { kind: 'error', status: 403, error: 'ACCESS_ERROR' } as const;
      portal.faults.add('im.dialog.messages.get', refusal, Infinity);
      const writing = writeInVain(fixture.session, { to: DIALOG, text: TEXT });
      await gate.reached;
      fixture.clock.advance(30_000);
      const { state, mayHaveArrived } = await writing;
      assert.deepEqual([state.kind, mayHaveArrived], ['failed', true]);
      gate.open();
      await portal.waitForCall((call) => call.method === SEND);
      await fixture.session.refresh();
      await untilAllSent(fixture.session);
      assert.equal(stored().length, 1);
      assert.equal(fixture.session.dialogs.get(DIALOG)?.lastMessage?.id, stored()[0]);
    });

    it('is repeated with the same uuid where the portal keeps them, and is refused while the first is on its way', async () => {
      const { gate, result } = await sendPastTheLimitWithUuids();
      const refusal = await portal.waitForCall((call) => call.error === 'MESSAGE_DUPLICATED_BY_UUID');
      gate.open();
      const messageId = await result;
      assert.deepEqual(stored(), [messageId]);
      const uuids = callsOf(portal, SEND).map((call) => call.params['TEMPLATE_ID']);
      assert.deepEqual(new Set(uuids), new Set([refusal.params['TEMPLATE_ID']]));
    });
  });

  it('waits patiently where the portal says that the message is on its way', async () => {
    const { gate, result } = await sendPastTheLimitWithUuids();
    await portal.waitForCall((call) => call.error === 'MESSAGE_DUPLICATED_BY_UUID');
    let looks = 0;
    portal.onCall((call) => {
      if (call.method === 'server.time') looks += 1;
      if (looks === 3) gate.open();
    });
    assert.deepEqual([await result], stored());
    assert.deepEqual(
      callsOf(portal, SEND).map((call) => call.status),
      [400, 200],
    );
  });

  it('is sent, and no more waits, when the disk fails after it has gone out', async () => {
    await start();
    const gate = portal.faults.hold(SEND);
    const result = send(fixture.session, { to: DIALOG, text: TEXT });
    await gate.reached;
    await rm((fixture.folder as DiskFolder).path, { recursive: true });
    await writeFile((fixture.folder as DiskFolder).path, 'a file where the folder was');
    gate.open();
    assert.deepEqual([await result], stored());
    assert.equal(fixture.session.outgoing.size, 0);
  });

  describe('in order', () => {
    it('has one in flight per dialog, and dialogs do not wait for each other', async () => {
      await start();
      const gate = portal.faults.hold((call) => call.params['MESSAGE'] === 'one');
      const results = ['one', 'two', 'three'].map((text) => send(fixture.session, { to: DIALOG, text }));
      await gate.reached;
      await send(fixture.session, { to: '7', text: 'elsewhere' });
      assert.deepEqual(
        callsOf(portal, SEND).map((call) => call.params['MESSAGE']),
        ['elsewhere'],
      );
      gate.open();
      await Promise.all(results);
      assert.deepEqual(
        callsOf(portal, SEND).map((call) => call.params['MESSAGE']),
        ['elsewhere', 'one', 'two', 'three'],
      );
    });

    it('goes on with the next one when one is refused', async () => {
      await start();
      portal.faults.add(SEND, { kind: 'error', status: 400, error: 'CANCELED' });
      const results = await Promise.all(
        ['one', 'two'].map((text) => send(fixture.session, { to: DIALOG, text })),
      );
      assert.ok(isPortalError(results[0]));
      assert.deepEqual(stored('two'), [results[1]]);
    });
  });

  describe('by a program', () => {
    it('leaves nothing behind when it is refused', async () => {
      await start();
      portal.faults.add(SEND, { kind: 'error', status: 400, error: 'CANCELED' });
      const error = await send(fixture.session, { to: DIALOG, text: TEXT }, false);
      assert.ok(isPortalError(error));
      assert.equal(fixture.session.outgoing.size, 0);
    });

    it('stands in the thread where nobody can tell what became of it', async () => {
      await start();
      const fault = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
      await send(fixture.session, { to: DIALOG, text: TEXT }, false);
      fault.dispose();
      assert.equal(fixture.session.outgoing.of(DIALOG)[0]?.state.kind, 'failed');
    });
  });
});
