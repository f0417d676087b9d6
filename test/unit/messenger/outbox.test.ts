// What waits goes on by itself: through restarts, crashes, jumping clocks, and in whichever window leads.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { isPortalError } from '../../../src/bitrix24/rest/portalError.ts';
import { MessengerError } from '../../../src/messenger/messengerError.ts';
import { textContent, waitingError } from '../../../src/messenger/outgoing.ts';
import type { Features } from '../../portal/methods/call.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { settled } from '../manualClock.ts';
import { MemoryFolder } from './memoryFolder.ts';
import {
  callsOf,
  makeSession,
  problemOf,
  send,
  type SessionFixture,
  storedTexts,
  untilAllSent,
  writeInVain,
} from './sessionFixture.ts';

const SEND = 'im.message.add';
const DIALOG = `chat${ids.group}`;
const TEXT = 'Exactly once, đúng một lần';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const old: Partial<Features> = { templateId: false, uuidShown: false };
const portals: Readonly<Record<string, Partial<Features>>> = {
  'a portal of today': {},
  'a portal that ignores TEMPLATE_ID': old,
};

describe('messenger: the outbox', () => {
  let portal: Portal;
  const opened: SessionFixture[] = [];

  async function start(features: Partial<Features> = {}): Promise<void> {
    ({ portal } = await startFixture({ features }));
    await portal.as(ids.tai).post(DIALOG, 'Before');
  }

  async function open(given: Parameters<typeof makeSession>[1] = {}): Promise<SessionFixture> {
    const fixture = makeSession(portal, { folder: new MemoryFolder(), ...given });
    opened.push(fixture);
    await fixture.session.startSending();
    return fixture;
  }

  /** The same account over what is left on disk. */
  const reopen = (before: SessionFixture, folder = before.folder): Promise<SessionFixture> => {
    before.session.dispose();
    return open({ state: before.state, account: before.session.account, folder });
  };

  afterEach(async () => {
    for (const { session } of opened.splice(0)) session.dispose();
    await portal.stop();
  });

  const stored = (text = TEXT): readonly number[] => storedTexts(portal, ids.group, text);
  const sends = (): number => callsOf(portal, SEND).length;
  const texts = (): readonly string[] =>
    portal.world
      .chat(ids.group)
      .messages.filter(({ authorId }) => authorId === ids.me)
      .map(({ text }) => text);

  it('goes on after a restart, in order, by itself', async () => {
    await start();
    const before = await open();
    const fault = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    await writeInVain(before.session, { to: DIALOG, text: 'one' });
    for (const text of ['two', 'three']) {
      await before.session.send(textContent(DIALOG, text), { keepFailed: true });
    }
    before.session.dispose();
    fault.dispose();
    const after = await reopen(before);
    await untilAllSent(after.session);
    assert.deepEqual(texts(), ['one', 'two', 'three']);
  });

  it('goes at once when the portal is back', async () => {
    await start();
    const { session, clock } = await open();
    const fault = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    await assert.rejects(session.refresh());
    await writeInVain(session, { to: DIALOG, text: TEXT });
    // Into the long back-offs.
    for (let round = 0; round < 8; round++) await clock.advanceAsync(100_000);
    fault.dispose();
    await session.refresh();
    await untilAllSent(session);
    assert.equal(stored().length, 1);
  });

  it('goes at once when the person asks, and not at all when they discard it', async () => {
    await start();
    const { session } = await open();
    const fault = portal.faults.add(
      '*',
      { kind: 'error', status: 401, error: 'INVALID_CREDENTIALS' },
      Infinity,
    );
    const [kept, discarded] = [
      await writeInVain(session, { to: DIALOG, text: 'kept' }),
      await writeInVain(session, { to: '7', text: 'discarded' }),
    ];
    await session.discardSend(discarded.uuid);
    fault.dispose();
    await session.retrySend(kept.uuid);
    assert.equal(stored('kept').length, 1);
    assert.equal(session.outgoing.size, 0);
    assert.equal(
      callsOf(portal, SEND).filter(({ params }) => params['MESSAGE'] === 'discarded').length <= 1,
      true,
    );
  });

  it('says why all of a dialog waits', async () => {
    await start();
    const { session } = await open();
    portal.faults.add('*', { kind: 'error', status: 401, error: 'INVALID_CREDENTIALS' }, Infinity);
    await writeInVain(session, { to: DIALOG, text: 'one' });
    await session.send(textContent(DIALOG, 'two'), { keepFailed: true });
    // Meanwhile the first one tries again, and that it waits no more is true for as long.
    while (session.outgoing.of(DIALOG)[0]?.state.kind === 'sending') await settled();
    const waiting = session.outgoing.of(DIALOG);
    for (const item of waiting) {
      const error = waitingError(item, waiting);
      assert.ok(isPortalError(error) && error.kind === 'auth', item.content.text);
    }
  });

  it('does not let one dialog whose messages the portal chokes on hold up the others', async () => {
    await start();
    const { session } = await open();
    portal.faults.add(
      (call) => call.params['MESSAGE'] === 'poison',
      { kind: 'error', status: 500, error: 'INTERNAL_SERVER_ERROR' },
      Infinity,
    );
    await writeInVain(session, { to: DIALOG, text: 'poison' });
    await send(session, { to: '7', text: 'elsewhere' });
    assert.deepEqual(
      session.outgoing.items.map(({ content }) => content.text),
      ['poison'],
    );
  });

  it('does not go out where the disk cannot put down that it does', async () => {
    await start();
    const folder = new MemoryFolder();
    const { session, clock } = await open({ folder });
    const outbox = folder.subfolder('outbox');
    let writes = 0;
    outbox.onWrite = () => {
      if (++writes > 1) throw new Error('The disk is full');
    };
    const waiting = await writeInVain(session, { to: DIALOG, text: TEXT });
    assert.ok(waiting.state.kind === 'waiting' && waiting.state.error instanceof MessengerError);
    assert.deepEqual(waiting.state.error.problem, { kind: 'notKept' });
    assert.equal(sends(), 0);
    outbox.onWrite = () => undefined;
    clock.advance(300_000);
    await untilAllSent(session);
    assert.equal(stored().length, 1);
  });

  for (const [name, features] of Object.entries(portals)) {
    describe(`after a crash, on ${name}`, () => {
      for (const point of [1, 2]) {
        it(`before write ${point + 1} of a message`, async () => {
          await start(features);
          const folder = new MemoryFolder();
          const before = await open({ folder });
          let writes = 0;
          const left = new Promise<MemoryFolder>((resolve) => {
            folder.subfolder('outbox').onWrite = () => {
              if (writes++ < point) return;
              if (writes === point + 1) resolve(folder.copy());
              before.session.dispose();
              throw new Error('Crashed');
            };
          });
          const writing = before.session.send(textContent(DIALOG, TEXT), { keepFailed: true });
          writing.catch(() => undefined);
          const after = await reopen(before, await left);
          await untilAllSent(after.session);
          assert.equal(stored().length, 1);
        });
      }

      for (const outcome of ['arrives', 'gets lost'] as const) {
        it(`while the request is under way and ${outcome}`, async () => {
          await start(features);
          const before = await open();
          const gate = portal.faults.hold(SEND);
          await before.session.send(textContent(DIALOG, TEXT), { keepFailed: true });
          await before.session.send(textContent(DIALOG, 'behind it'), { keepFailed: true });
          await gate.reached;
          if (outcome === 'gets lost') await portal.stop();
          const after = outcome === 'arrives' ? await reopen(before) : undefined;
          if (after === undefined) return;
          let looks = 0;
          portal.onCall(({ method }) => {
            looks += method === 'server.time' ? 1 : 0;
            if (looks === 2) gate.open();
          });
          await untilAllSent(after.session);
          assert.deepEqual(texts(), [TEXT, 'behind it']);
        });
      }
    });

    for (const jumpMs of [HOUR, -HOUR]) {
      it(`is not fooled by a clock that jumps ${jumpMs > 0 ? 'ahead' : 'back'} an hour, on ${name}`, async () => {
        await start(features);
        const { session, clock } = await open();
        await portal.as(ids.me).post(DIALOG, TEXT);
        await session.refresh();
        const startedAt = clock.monotonic();
        portal.faults.add(SEND, { kind: 'drop', when: 'before' });
        const jump = portal.onCall(({ method }) => {
          if (method === SEND) clock.jumpWall(jumpMs);
        });
        await send(session, { to: DIALOG, text: TEXT });
        assert.equal(stored().length, 2);
        assert.equal(sends(), 2);
        if (features.templateId === false) assert.ok(clock.monotonic() - startedAt >= 60_000);
        portal.faults.add(SEND, { kind: 'drop', when: 'after' });
        await send(session, { to: DIALOG, text: TEXT });
        jump.dispose();
        assert.equal(stored().length, 3);
        assert.equal(sends(), 3);
      });
    }

    for (const skewMs of [DAY, -DAY]) {
      it(`does not mind a clock that is a day ${skewMs > 0 ? 'ahead of' : 'behind'} the portal’s, on ${name}`, async () => {
        await start(features);
        const { session } = await open({ skewMs });
        await session.refresh();
        for (const when of ['before', 'after'] as const) {
          portal.faults.add(SEND, { kind: 'drop', when });
          await send(session, { to: DIALOG, text: TEXT });
        }
        assert.equal(stored().length, 2);
        assert.equal(sends(), 3);
      });
    }
  }

  describe('by a program', () => {
    it('is told at once that it cannot go now, and nothing goes later', async () => {
      await start();
      const { session, clock } = await open();
      portal.faults.add('*', { kind: 'error', status: 401, error: 'INVALID_CREDENTIALS' }, 2);
      await writeInVain(session, { to: DIALOG, text: 'a person’s' });
      const error = await send(session, { to: DIALOG, text: TEXT }, false);
      assert.ok(isPortalError(error) && error.kind === 'auth');
      await clock.untilScheduled((delayMs) => delayMs > 60_000);
      clock.advance(120_000);
      await untilAllSent(session);
      assert.deepEqual(texts(), ['a person’s']);
    });

    it('is told when the session ends before it went out, and nothing goes later', async () => {
      await start();
      const before = await open();
      const gate = portal.faults.hold(SEND);
      await before.session.send(textContent(DIALOG, 'under way'), { keepFailed: true });
      const { stored: behind } = await before.session.send(textContent(DIALOG, TEXT), { keepFailed: false });
      await gate.reached;
      before.session.dispose();
      assert.deepEqual(await problemOf(behind), { kind: 'signedOut' });
      gate.open();
      const after = await reopen(before);
      await untilAllSent(after.session);
      assert.deepEqual(texts(), ['under way']);
    });
  });
});
