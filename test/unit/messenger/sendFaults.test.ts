// A send under everything that can go wrong on the way: exactly one copy on the portal, and the truth on the screen.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { PortalErrorKind } from '../../../src/bitrix24/rest/portalError.ts';
import { isPortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { textContent } from '../../../src/messenger/outgoing.ts';
import type { Fault } from '../../portal/faults.ts';
import type { ManualClock } from '../../portal/manualClock.ts';
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

const portals: Readonly<Record<string, Partial<Features>>> = {
  'a portal of today': {},
  'a portal that shows no uuids': { uuidShown: false },
  'an old portal without uuids': { uuidShown: false, templateId: false },
  'an old portal without the newest page': { uuidShown: false, templateId: false, lastIdZero: false },
};

/** Faults after which the message is sent all the same; with how many tries on the wire. */
const survived: Readonly<Record<string, { readonly fault: Fault; readonly sends: number }>> = {
  'a drop before the commit': { fault: { kind: 'drop', when: 'before' }, sends: 2 },
  'a drop after the commit': { fault: { kind: 'drop', when: 'after' }, sends: 1 },
  'a 502 before the commit': { fault: { kind: 'gateway', when: 'before', status: 502 }, sends: 2 },
  'a 502 after the commit': { fault: { kind: 'gateway', when: 'after', status: 502 }, sends: 1 },
  'a 504 after the commit': { fault: { kind: 'gateway', when: 'after', status: 504 }, sends: 1 },
  'a 503 of the rate limit': { fault: { kind: 'queryLimit' }, sends: 2 },
  'an answer cut in the middle': { fault: { kind: 'cutJson' }, sends: 1 },
  'an internal error after the commit': { fault: { kind: 'serverError' }, sends: 1 },
  'a captive portal’s page': { fault: { kind: 'captivePortal' }, sends: 2 },
};

/** Faults that end the attempt: the message is not on the portal, says why, and waits until it can go. */
const waits: Readonly<Record<string, { readonly fault: Fault; readonly kind: PortalErrorKind }>> = {
  'a 429 of the method’s time': { fault: { kind: 'operatingLimit' }, kind: 'budget' },
  'a 302 to another host': { fault: { kind: 'moved', origin: 'https://new.example' }, kind: 'moved' },
  'a revoked webhook': { fault: { kind: 'error', status: 401, error: 'INVALID_CREDENTIALS' }, kind: 'auth' },
};

/** Faults that end in a no: the message is not on the portal, says why, and needs the person. */
const refused: Readonly<Record<string, { readonly fault: Fault; readonly kind: PortalErrorKind }>> = {
  'a missing scope': { fault: { kind: 'error', status: 401, error: 'insufficient_scope' }, kind: 'scope' },
  'no access': { fault: { kind: 'error', status: 403, error: 'ACCESS_ERROR' }, kind: 'rejected' },
};

const card = {
  ...textContent(DIALOG, ''),
  attach: [{ MESSAGE: 'Build 12 is green' }],
};

describe('messenger: sending', () => {
  let portal: Portal;
  let portalClock: ManualClock;
  let fixture: SessionFixture;

  async function start(features: Partial<Features> = {}, skewMs = 0): Promise<void> {
    ({ portal, clock: portalClock } = await startFixture({ features }));
    await portal.as(ids.tai).post(DIALOG, 'Before');
    fixture = makeSession(portal, { skewMs });
    await fixture.session.refresh();
    portal.clearCalls();
  }

  async function restart(): Promise<void> {
    const { session, state, folder } = fixture;
    session.dispose();
    fixture = makeSession(portal, { state, folder, account: session.account });
    await fixture.session.startSending();
  }

  afterEach(async () => {
    fixture.session.dispose();
    await portal.stop();
  });

  const stored = (text = TEXT): readonly number[] => storedTexts(portal, ids.group, text);
  const sends = (): number => callsOf(portal, SEND).length;

  for (const [portalName, features] of Object.entries(portals)) {
    describe(`to ${portalName}`, () => {
      for (const [name, { fault, sends: expected }] of Object.entries(survived)) {
        it(`survives ${name}`, async () => {
          await start(features);
          portal.faults.add(SEND, fault);
          const messageId = await send(fixture.session, { to: DIALOG, text: TEXT });
          assert.deepEqual(stored(), [messageId]);
          assert.equal(sends(), expected);
          assert.equal(fixture.session.outgoing.size, 0);
        });
      }

      for (const [name, { fault, kind }] of Object.entries(waits)) {
        it(`waits after ${name}, and goes by itself in time`, async () => {
          await start(features);
          portal.faults.add(SEND, fault);
          const waiting = await writeInVain(fixture.session, { to: DIALOG, text: TEXT });
          assert.ok(waiting.state.kind === 'waiting' && isPortalError(waiting.state.error));
          assert.equal(waiting.state.error.kind, kind);
          assert.equal(waiting.mayHaveArrived, false);
          assert.deepEqual(stored(), []);
          assert.equal(sends(), 1);
          fixture.clock.advance(700_000);
          await untilAllSent(fixture.session);
          assert.equal(stored().length, 1);
        });
      }

      for (const [name, { fault, kind }] of Object.entries(refused)) {
        it(`ends at ${name}, and a retry brings it over`, async () => {
          await start(features);
          portal.faults.add(SEND, fault);
          const error = await send(fixture.session, { to: DIALOG, text: TEXT });
          assert.ok(isPortalError(error));
          assert.equal(error.kind, kind);
          assert.deepEqual(stored(), []);
          assert.equal(sends(), 1);
          const [waiting] = fixture.session.outgoing.of(DIALOG);
          assert.deepEqual(waiting?.state, { kind: 'failed', error });
          assert.equal(waiting.mayHaveArrived, false);
          assert.equal(waiting.content.text, TEXT);
          const messageId = await fixture.session.retrySend(waiting.uuid);
          assert.deepEqual(stored(), [messageId]);
          assert.equal(fixture.session.outgoing.size, 0);
        });
      }

      it('keeps a message that does not get through, and sends one copy by itself once it does', async () => {
        await start(features);
        const fault = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
        const waiting = await writeInVain(fixture.session, { to: DIALOG, text: TEXT });
        assert.ok(waiting.state.kind === 'waiting' && isPortalError(waiting.state.error));
        assert.equal(waiting.state.error.kind, 'network');
        fault.dispose();
        fixture.clock.advance(300_000);
        await untilAllSent(fixture.session);
        assert.equal(stored().length, 1);
      });

      it('does not send again what arrived while every answer was lost', async () => {
        await start(features);
        portal.faults.add(SEND, { kind: 'drop', when: 'after' });
        const fault = portal.faults.add('batch', { kind: 'drop', when: 'before' }, Infinity);
        const waiting = await writeInVain(fixture.session, { to: DIALOG, text: TEXT });
        fault.dispose();
        await portal.as(ids.tai).post(DIALOG, 'Meanwhile');
        await portal.as(ids.tai).post(DIALOG, 'seen here as well');
        if (features.uuidShown === false) await fixture.session.refresh();
        await Promise.all([fixture.session.retrySend(waiting.uuid), untilAllSent(fixture.session)]);
        assert.equal(stored().length, 1);
        assert.equal(sends(), 1);
      });

      it('looks again after a retry whose look failed', async () => {
        await start(features);
        portal.faults.add(SEND, { kind: 'drop', when: 'after' });
        const fault = portal.faults.add('batch', { kind: 'drop', when: 'before' }, Infinity);
        const { uuid } = await writeInVain(fixture.session, { to: DIALOG, text: TEXT });
        let looks = 0;
        portal.onCall(({ method }) => {
          looks += method === 'batch' ? 1 : 0;
          // The first one of the retry has failed: its read was repeated before that.
          if (looks === 4) fault.dispose();
        });
        await fixture.session.retrySend(uuid);
        assert.equal(stored().length, 1);
        assert.equal(sends(), 1);
      });

      it('tells two messages of the same words apart, when both answers are lost', async () => {
        await start(features);
        portal.faults.add(SEND, { kind: 'drop', when: 'after' }, 2);
        const results = await Promise.all([
          send(fixture.session, { to: DIALOG, text: TEXT }),
          send(fixture.session, { to: DIALOG, text: TEXT }),
        ]);
        assert.deepEqual(stored(), results);
        assert.equal(sends(), 2);
      });

      it('does not take an older message of the same words for its own', async () => {
        await start(features);
        const older = await portal.as(ids.me).post(DIALOG, TEXT);
        await fixture.session.refresh();
        portal.faults.add(SEND, { kind: 'drop', when: 'before' });
        const messageId = await send(fixture.session, { to: DIALOG, text: TEXT });
        assert.deepEqual(stored(), [older, messageId]);
      });

      it('does not take the one that was sent after it for its own, even after a restart', async () => {
        await start(features);
        portal.faults.add(SEND, { kind: 'drop', when: 'before' });
        // The look is refused, so the person has to say how it goes on.
        portal.faults.add('im.dialog.messages.get', { kind: 'error', status: 403, error: 'ACCESS_ERROR' });
        const waiting = await writeInVain(fixture.session, { to: DIALOG, text: TEXT });
        assert.deepEqual([waiting.state.kind, waiting.mayHaveArrived], ['failed', true]);
        const second = await send(fixture.session, { to: DIALOG, text: TEXT });
        await restart();
        assert.equal(fixture.session.outgoing.get(waiting.uuid)?.state.kind, 'failed');
        const first = await fixture.session.retrySend(waiting.uuid);
        assert.deepEqual(stored(), [second, first]);
      });

      it('finds its copy in a dialog it knows nothing of, whatever the two clocks say', async () => {
        await start(features, -40 * 60_000);
        portal.faults.add(SEND, { kind: 'drop', when: 'after' });
        const messageId = await send(fixture.session, { to: String(ids.linh), text: TEXT });
        const chat = portal.world.privateChat(ids.me, ids.linh);
        assert.deepEqual(storedTexts(portal, chat.id, TEXT), [messageId]);
      });

      it('does not take what was written elsewhere while it waited for its turn', async () => {
        await start(features);
        const gate = portal.faults.hold((call) => call.params['MESSAGE'] === 'the one before');
        const before = send(fixture.session, { to: DIALOG, text: 'the one before' });
        await gate.reached;
        const waiting = send(fixture.session, { to: DIALOG, text: TEXT });
        const elsewhere = await portal.as(ids.me).post(DIALOG, TEXT);
        await fixture.session.refresh();
        portal.faults.add((call) => call.params['MESSAGE'] === TEXT, { kind: 'drop', when: 'before' });
        gate.open();
        await before;
        assert.deepEqual([elsewhere, await waiting], stored());
      });

      it('tells its own from others in a dialog it knows nothing of', async () => {
        await start(features);
        portal.faults.add('im.recent.list', { kind: 'error', status: 403, error: 'ACCESS_DENIED' }, Infinity);
        const to = String(ids.linh);
        const chat = portal.world.privateChat(ids.me, ids.linh);
        const old = await portal.as(ids.me).post(to, TEXT);
        portalClock.advance(600_000);
        fixture.clock.advance(600_000);
        portal.faults.add(SEND, { kind: 'drop', when: 'before' });
        const first = await send(fixture.session, { to, text: TEXT });
        portal.faults.add(SEND, { kind: 'drop', when: 'before' });
        const second = await send(fixture.session, { to, text: TEXT });
        assert.deepEqual(storedTexts(portal, chat.id, TEXT), [old, first, second]);
      });

      it('finds its copy among many that came before and after it', async () => {
        await start(features);
        const others = async (count: number): Promise<void> => {
          for (let index = 0; index < count; index += 1) await portal.as(ids.tai).post(DIALOG, `#${index}`);
        };
        await others(70);
        portal.faults.add(SEND, { kind: 'drop', when: 'after' });
        const fault = portal.faults.add('batch', { kind: 'drop', when: 'before' }, Infinity);
        const { uuid } = await writeInVain(fixture.session, { to: DIALOG, text: TEXT });
        await others(70);
        fault.dispose();
        assert.deepEqual([await fixture.session.retrySend(uuid)], stored());
        assert.equal(sends(), 1);
      });

      it('does not take a file from elsewhere for a card of its own', async () => {
        await start(features);
        const file = portal.world.addFile({ name: 'plan.pdf', author: ids.me });
        portal.world.post({ chat: ids.group, author: ids.me, text: '', files: [file.id], uuid: null });
        portal.faults.add(SEND, { kind: 'drop', when: 'before' });
        const messageId = await send(fixture.session, { ...card });
        assert.equal(portal.world.chat(ids.group).messages.at(-1)?.id, messageId);
        assert.equal(sends(), 2);
      });

      it('keeps in mind that it may have arrived, through a retry that is refused', async () => {
        await start(features);
        const fault = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
        const { uuid } = await writeInVain(fixture.session, { to: DIALOG, text: TEXT });
        fault.dispose();
        portal.faults.add(SEND, { kind: 'error', status: 403, error: 'ACCESS_ERROR' });
        await assert.rejects(fixture.session.retrySend(uuid), { code: 'ACCESS_ERROR' });
        const item = fixture.session.outgoing.get(uuid);
        assert.deepEqual([item?.state.kind, item?.mayHaveArrived], ['failed', true]);
      });

      it('finds a card without words of its own', async () => {
        await start(features);
        portal.faults.add(SEND, { kind: 'drop', when: 'after' });
        const result = await send(fixture.session, { ...card });
        assert.equal(portal.world.chat(ids.group).messages.at(-1)?.id, result);
        assert.equal(sends(), 1);
      });
    });
  }
});
