import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { Lease } from '../../../../src/messenger/windows/lease.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { SimulatedComputer, SimulatedWindow, type WindowTraits } from './simulatedComputer.ts';

const TROUBLE_MS = 30_000;
const QUIET_MS = 10_000;

/** How a window lives: it comes, may close in order, may be killed. */
interface Life {
  readonly traits: WindowTraits;
  readonly startsAtMs: number;
  readonly end: { readonly kind: 'close' | 'kill'; readonly atMs: number } | undefined;
}

const anyLife: fc.Arbitrary<Life> = fc.record({
  traits: fc.record({
    rate: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
    wallOffsetMs: fc.constantFrom(0, -3_600_000, 3_600_000),
    pauses: fc.array(
      fc
        .tuple(fc.nat({ max: TROUBLE_MS }), fc.nat({ max: 12_000 }))
        .map(([from, length]) => [from, Math.min(TROUBLE_MS, from + length)] as const),
      { maxLength: 4 },
    ),
  }),
  startsAtMs: fc.nat({ max: 8_000 }),
  end: fc.option(
    fc.record({
      kind: fc.constantFrom('close' as const, 'kill' as const),
      atMs: fc.nat({ max: TROUBLE_MS }),
    }),
    { nil: undefined },
  ),
});

const immortal: Life = {
  ...{ traits: { rate: 1, wallOffsetMs: 0, pauses: [] } },
  startsAtMs: 0,
  end: undefined,
};

describe('messenger: the lease between windows', () => {
  it('is held by one at most at any moment, and by one ten seconds after all is quiet', async function () {
    this.timeout(60_000);
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.noBias(fc.array(anyLife, { minLength: 1, maxLength: 4 })),
        fc.noBias(anyLife),
        fc.nat(),
        fc.constantFrom(5, 300, 800, 1_500, 2_500),
        async (lives, last, seed, diskDelayMs) => {
          const computer = new SimulatedComputer(randomOf(seed), diskDelayMs);
          const windows = [...lives, { ...last, end: undefined }].map((life) => live(computer, life));
          const leading = (): number => windows.filter((window) => window.isLeading()).length;
          let before = 0;
          const look = (): void => {
            assert.ok(leading() <= 1, `two lead after ${computer.nowMs} ms`);
            if (leading() !== before) changes += 1;
            before = leading();
          };
          await computer.runUntil(TROUBLE_MS, look);
          computer.diskDelayMs = 20;
          await computer.runUntil(TROUBLE_MS + QUIET_MS, look);
          assert.equal(leading(), 1, 'nobody leads');
          for (const window of windows) window.dispose();
        },
      ),
      { numRuns: 800 },
    );
    // The property would hold for windows that never lead.
    assert.ok(changes > 1_000);
  });

  it('moves at once when its holder closes, and within ten seconds when it is killed', async () => {
    for (const kind of ['close', 'kill'] as const) {
      const computer = new SimulatedComputer(randomOf(1), 5);
      const first = live(computer, { ...immortal, end: { kind, atMs: 10_000 } });
      const second = live(computer, { ...immortal, startsAtMs: 3_000 });
      await computer.runUntil(9_999, () => undefined);
      assert.deepEqual([first.isLeading(), second.isLeading()], [true, false]);
      let movedAtMs: number | undefined;
      await computer.runUntil(20_000, () => {
        if (second.isLeading()) movedAtMs ??= computer.nowMs;
      });
      assert.ok((movedAtMs ?? Infinity) <= (kind === 'close' ? 11_000 : 17_000), `${kind}: ${movedAtMs}`);
      second.dispose();
    }
  });

  it('goes to the other at once when its holder stood still for too long, and not back', async () => {
    const computer = new SimulatedComputer(randomOf(2), 5);
    const first = live(computer, {
      ...immortal,
      traits: { ...immortal.traits, pauses: [[10_000, 13_900]] },
    });
    const second = live(computer, { ...immortal, startsAtMs: 1_000 });
    await computer.runUntil(12_900, () => undefined);
    // What it holds has run out, though nobody else could take it yet.
    assert.deepEqual([first.isLeading(), second.isLeading()], [false, false]);
    await computer.runUntil(16_000, () => undefined);
    assert.equal(Number(first.isLeading()) + Number(second.isLeading()), 1);
    for (const window of [first, second]) window.dispose();
  });

  it('lets its holder tell the others something', async () => {
    const computer = new SimulatedComputer(randomOf(3), 5);
    const [first, second] = [live(computer, immortal), live(computer, { ...immortal, startsAtMs: 2_000 })];
    const heard: string[] = [];
    await computer.runUntil(3_000, () => undefined);
    second.lease().onDidHear((message) => heard.push(message));
    first.lease().tell('news', true);
    await computer.runUntil(4_100, () => undefined);
    assert.deepEqual([heard, second.lease().heard], [['news'], 'news']);
    assert.deepEqual([first.lease().hasHolder, second.lease().hasHolder], [false, true]);
    for (const window of [first, second]) window.dispose();
  });

  it('survives damaged files, and keeps few old ones', async () => {
    const computer = new SimulatedComputer(randomOf(4), 5);
    computer.write('lease-7.json', '{"window"');
    computer.write('lease-x.json', 'x');
    for (const epoch of [2, 3, 4]) computer.write(`lease-${epoch}.json`, 'null');
    const window = live(computer, immortal);
    await computer.runUntil(8_000, () => undefined);
    assert.equal(window.isLeading(), true);
    assert.deepEqual(
      computer.list().map(({ name }) => name),
      ['lease-7.json', 'lease-x.json', 'lease-8.json'],
    );
    window.dispose();
  });

  it('confirms the lead, and takes it back once another epoch is there', async () => {
    const computer = new SimulatedComputer(randomOf(5), 5);
    const window = live(computer, immortal);
    await computer.runUntil(1_000, () => undefined);
    const confirmed = window.lease().confirm();
    await computer.runUntil(1_100, () => undefined);
    assert.equal(await confirmed, true);
    computer.write('lease-2.json', '{}');
    const refused = window.lease().confirm();
    await computer.runUntil(1_200, () => undefined);
    assert.equal(await refused, false);
    window.dispose();
  });

  it('leads alone where the disk does not work, and falls in line when it does again', async () => {
    const computer = new SimulatedComputer(randomOf(6), 5);
    const window = new SimulatedWindow(computer, immortal.traits);
    const logger = new SilentLogger();
    let isBroken = true;
    const { folder } = window;
    const lease = new Lease(
      {
        ...folder,
        create: (name, content) =>
          isBroken ? Promise.reject(new Error('The disk is full')) : folder.create(name, content),
      },
      window,
      logger,
    );
    const changes: boolean[] = [];
    lease.onDidChange((isLeading) => changes.push(isLeading));
    void lease.start();
    await computer.runUntil(4_000, () => undefined);
    assert.equal(lease.isLeading, false);
    await computer.runUntil(8_000, () => undefined);
    assert.deepEqual([lease.isLeading, changes], [true, [true]]);
    isBroken = false;
    computer.write('lease-3.json', '{"beat":1}');
    await computer.runUntil(10_500, () => undefined);
    assert.deepEqual([lease.isLeading, changes], [false, [true, false]]);
    lease.dispose();
  });
});

interface LivingWindow {
  isLeading(): boolean;
  lease(): Lease;
  dispose(): void;
}

function live(computer: SimulatedComputer, { traits, startsAtMs, end }: Life): LivingWindow {
  const window = new SimulatedWindow(computer, traits);
  const lease = new Lease(window.folder, window, new SilentLogger());
  computer.at(window.awakeAt(startsAtMs), () => void lease.start());
  if (end !== undefined) {
    computer.at(end.kind === 'kill' ? end.atMs : window.awakeAt(end.atMs), () => {
      if (end.kind === 'kill') window.isDead = true;
      else lease.dispose();
    });
  }
  return {
    isLeading: () => !window.isDead && lease.isLeading,
    lease: () => lease,
    dispose: () => {
      window.isDead = true;
      lease.dispose();
    },
  };
}

/** Numbers that look random and come again with the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
