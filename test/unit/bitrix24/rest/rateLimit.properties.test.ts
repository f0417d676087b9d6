// The gate and its bucket against the portal's own count, whatever is asked when.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Lane, LaneGate } from '../../../../src/bitrix24/rest/laneGate.ts';
import { LeakyBucket } from '../../../../src/bitrix24/rest/leakyBucket.ts';
import { LeakyBucket as PortalBucket } from '../../../portal/rest/leakyBucket.ts';
import { ManualClock, settled } from '../../manualClock.ts';

const LIMITS = { capacity: 50, leakPerSecond: 2 };
const ADDRESS = 'here';
const PAUSE_MS = 600;

type Step =
  | { readonly kind: 'ask'; readonly lane: Lane; readonly count: number }
  /** `pace`: how fast our clock goes, which sleeps with the machine, beside the portal's. */
  | { readonly kind: 'wait'; readonly ms: number; readonly pace: number }
  /** Another program behind the same address. */
  | { readonly kind: 'foreign'; readonly count: number }
  | { readonly kind: 'abort' };

const ask = fc.record({
  kind: fc.constant('ask' as const),
  lane: fc.constantFrom('person' as const, 'visible' as const, 'background' as const),
  count: fc.integer({ min: 1, max: 40 }),
});
const wait = fc.record({
  kind: fc.constant('wait' as const),
  ms: fc.integer({ min: 1, max: 20_000 }),
  pace: fc.constantFrom(0, 0.5, 0.999, 1),
});
const foreign = fc.record({
  kind: fc.constant('foreign' as const),
  count: fc.integer({ min: 1, max: 60 }),
});
const abort = fc.record({ kind: fc.constant('abort' as const) });

interface Run {
  readonly refusals: number;
  /** Moments at which the portal refused since others last used their share. */
  readonly wavesSinceForeign: number;
  readonly admitted: number;
  readonly asked: number;
}

/** Plays the steps and waits until everybody is through. */
async function play(steps: readonly Step[]): Promise<Run> {
  const clock = new ManualClock();
  let portalMs = 0;
  const portal = new PortalBucket(LIMITS, () => portalMs);
  const bucket = new LeakyBucket();
  const gate = new LaneGate(bucket, clock);
  const run = { refusals: 0, admitted: 0, asked: 0 };
  const waves = new Set<number>();
  const aborts: AbortController[] = [];
  const inQueue = new Map<object, Lane>();

  async function call(lane: Lane, signal: AbortSignal, isRepeat = false): Promise<void> {
    const waiting = {};
    inQueue.set(waiting, lane);
    const admission = await gate.enter(lane, signal, isRepeat);
    inQueue.delete(waiting);
    if (admission !== 'open') return;
    if (portal.take(ADDRESS)) {
      run.admitted += 1;
      return;
    }
    run.refusals += 1;
    waves.add(portalMs);
    bucket.overflow(clock.monotonic(), PAUSE_MS);
    await call(lane, signal, true);
  }

  /** In small steps, so that both clocks stand where they should when a request goes out. */
  async function pass(ms: number, pace: number): Promise<void> {
    for (let left = ms; left > 0; left -= 250) {
      const stepMs = Math.min(250, left);
      portalMs += stepMs;
      await clock.advanceAsync(stepMs * pace);
    }
  }

  for (const step of steps) {
    switch (step.kind) {
      case 'ask':
        for (let count = 0; count < step.count; count += 1) {
          const controller = new AbortController();
          aborts.push(controller);
          run.asked += 1;
          void call(step.lane, controller.signal);
        }
        await settled();
        break;
      case 'wait':
        await pass(step.ms, step.pace);
        break;
      case 'foreign':
        for (let count = 0; count < step.count; count += 1) portal.take(ADDRESS);
        waves.clear();
        break;
      case 'abort':
        aborts.pop()?.abort();
        await settled();
    }
  }
  // Two a second let through a thousand in less than ten minutes.
  for (let minute = 0; minute < 15 && inQueue.size > 0; minute += 1) await pass(60_000, 1);
  assert.equal(inQueue.size, 0, 'nobody waits for ever');
  gate.dispose();
  return { ...run, wavesSinceForeign: waves.size };
}

describe('rate limit', () => {
  it('is never reached by what goes through the gate, whatever is asked, given up or slept through', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(ask, wait, abort), { maxLength: 25, size: 'max' }),
        async (steps) => {
          assert.equal((await play(steps)).refusals, 0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is learnt where others use it up: one refusal, and no more until they come again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(ask, wait, foreign), { maxLength: 25, size: 'max' }),
        async (steps) => {
          const { wavesSinceForeign, admitted, asked } = await play(steps);
          // What went out together before the first refusal came back is refused together.
          assert.ok(wavesSinceForeign <= 1, `refused at ${wavesSinceForeign} moments`);
          assert.equal(admitted, asked);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('lets nobody pass a person who waits', async () => {
    const lanes = fc.array(
      fc.tuple(fc.constantFrom('person' as const, 'visible' as const, 'background' as const), fc.nat(800)),
      {
        maxLength: 120,
        size: 'max',
      },
    );
    await fc.assert(
      fc.asyncProperty(lanes, async (arrivals) => {
        const clock = new ManualClock();
        const gate = new LaneGate(new LeakyBucket({ capacity: 6, leakPerSecond: 2, reserved: 2 }), clock);
        const never = new AbortController().signal;
        let moment = 0;
        const served: { readonly lane: Lane; readonly cameAt: number; readonly wentAt: number }[] = [];
        for (const [lane, afterMs] of arrivals) {
          const cameAt = ++moment;
          void gate.enter(lane, never, false).then(() => {
            served.push({ lane, cameAt, wentAt: ++moment });
          });
          await clock.advanceAsync(afterMs);
        }
        await clock.advanceAsync(120_000);
        assert.equal(served.length, arrivals.length);
        const people = served.filter(({ lane }) => lane === 'person');
        const passed = served.filter(
          ({ lane, wentAt }) =>
            lane !== 'person' && people.some((one) => one.cameAt < wentAt && wentAt < one.wentAt),
        );
        assert.deepEqual(passed, []);
      }),
      { numRuns: 40 },
    );
  });
});
