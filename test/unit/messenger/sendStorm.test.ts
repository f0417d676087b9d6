// A thousand messages through a network and a portal that fail three times out of ten, in every way they can, while the
// window is torn down now and then: each arrives once, in order.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { textContent } from '../../../src/messenger/outgoing.ts';
import { type Fault, Gate } from '../../portal/faults.ts';
import type { ManualClock as PortalClock } from '../../portal/manualClock.ts';
import type { Features } from '../../portal/methods/call.ts';
import type { Portal } from '../../portal/portal.ts';
import { startFixture } from '../../portal/portalFixture.ts';
import { settled } from '../manualClock.ts';
import { MemoryFolder } from './memoryFolder.ts';
import { callsOf, makeSession, type SessionFixture } from './sessionFixture.ts';

const MESSAGES = 1_000;
const CHATS = [201, 202, 203, 204, 205];
const FAULTY = 0.3;
// Turns of the event loop without a request under way, after which only time can bring anything about.
const IDLE_TURNS = 4;
const MOST_TURNS = 3_000_000;

const portals: Readonly<Record<string, Partial<Features>>> = {
  'a portal of today': {},
  'a portal that ignores TEMPLATE_ID': { templateId: false, uuidShown: false },
};

describe('messenger: a thousand sends in a storm', () => {
  let portal: Portal;
  let portalClock: PortalClock;
  let fixture: SessionFixture;
  let underWay = 0;
  let random: () => number;
  const held = new Set<Gate>();

  afterEach(async () => {
    fixture.session.dispose();
    await portal.stop();
  });

  const open = (before?: SessionFixture): SessionFixture =>
    makeSession(portal, {
      ...(before === undefined
        ? { folder: new MemoryFolder() }
        : { state: before.state, folder: before.folder, account: before.session.account }),
      skipUpToMs: 0,
      fetchOver: async (url, init) => {
        underWay += 1;
        try {
          const response = await fetch(url, init);
          const text = await response.text();
          return { status: response.status, headers: response.headers, text: async () => text };
        } finally {
          underWay -= 1;
        }
      },
    });

  function chooseFault(): Fault | undefined {
    if (random() >= FAULTY) return undefined;
    const kinds: readonly (() => Fault)[] = [
      () => ({ kind: 'drop', when: 'before' }),
      () => ({ kind: 'drop', when: 'after' }),
      () => ({ kind: 'gateway', when: 'before', status: 502 }),
      () => ({ kind: 'gateway', when: 'after', status: 502 }),
      () => ({ kind: 'queryLimit' }),
      () => ({ kind: 'operatingLimit', resetAtSeconds: portal.world.clock.now() / 1_000 + 5 }),
      () => ({ kind: 'cutJson' }),
      () => {
        const gate = new Gate();
        void gate.reached.then(() => held.add(gate));
        return { kind: 'hold', when: 'before', gate };
      },
    ];
    return kinds[Math.floor(random() * kinds.length)]?.();
  }

  function pass(ms: number): void {
    portalClock.advance(ms);
    fixture.clock.advance(ms);
  }

  /** What is held goes on once whoever asked has given it up: later than any time limit, and within the portal's own. */
  async function letLateOnesGo(): Promise<void> {
    if (held.size === 0) return;
    pass(30_500);
    await settled();
    for (const gate of held) gate.open();
    held.clear();
  }

  /** Lets time pass whenever nothing else can happen. */
  async function drive(isOver: () => boolean): Promise<void> {
    let idleTurns = 0;
    for (let turn = 0; turn < MOST_TURNS && !isOver(); turn++) {
      await settled();
      await letLateOnesGo();
      idleTurns = underWay === 0 ? idleTurns + 1 : 0;
      const [next] = fixture.clock.pending;
      if (idleTurns < IDLE_TURNS || next === undefined) continue;
      idleTurns = 0;
      pass(next);
    }
    assert.ok(isOver(), `Still ${fixture.session.waitingCount} of them wait`);
  }

  for (const [name, features] of Object.entries(portals)) {
    it(`stores each once and in order, on ${name}`, async function () {
      this.timeout(120_000);
      random = seeded(20_261_122);
      ({ portal, clock: portalClock } = await startFixture({ features }, (world) => {
        for (const id of CHATS) world.addChat({ id, title: `Chat ${id}`, owner: 1, members: [7] });
      }));
      fixture = open();
      await fixture.session.startSending();
      portal.faults.storm(chooseFault);

      const written = new Map(CHATS.map((id): [number, string[]] => [id, []]));
      for (let index = 0; index < MESSAGES; index++) {
        const chatId = CHATS[Math.floor(random() * CHATS.length)] ?? 0;
        // Some say the same as others, as people do.
        const text = index % 7 === 0 ? 'ok' : `Message ${index}`;
        written.get(chatId)?.push(text);
        await fixture.session.send(textContent(`chat${chatId}`, text), { keepFailed: true });
      }

      for (const left of [900, 600, 300, 100]) {
        await drive(() => fixture.session.waitingCount <= left);
        fixture.session.dispose();
        fixture = open(fixture);
        await fixture.session.startSending();
      }
      await drive(() => fixture.session.waitingCount === 0);

      for (const [chatId, texts] of written) {
        const stored = portal.world.chat(chatId).messages.filter(({ authorId }) => authorId === 1);
        assert.deepEqual(
          stored.map(({ text }) => text),
          texts,
        );
      }
      // That it was a storm at all.
      assert.ok(callsOf(portal, 'im.message.add').length > 0);
      assert.ok(portal.calls.filter(({ status }) => status !== 200).length > 20);
    });
  }
});

/** 0 up to 1, the same each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
