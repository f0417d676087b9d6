import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beforeEach, describe, it } from 'mocha';
import { type Admission, type Lane, LaneGate } from '../../../../src/bitrix24/rest/laneGate.ts';
import { LeakyBucket } from '../../../../src/bitrix24/rest/leakyBucket.ts';
import { ManualClock, settled } from '../../manualClock.ts';

const never = new AbortController().signal;

describe('LaneGate', () => {
  let clock: ManualClock;
  let gate: LaneGate;
  let through: string[];

  beforeEach(() => {
    clock = new ManualClock();
    gate = new LaneGate(new LeakyBucket({ capacity: 3, leakPerSecond: 2, reserved: 1 }), clock);
    through = [];
  });

  function enter(
    name: string,
    lane: Lane,
    signal: AbortSignal = never,
    isRepeat = false,
  ): Promise<Admission> {
    return gate.enter(lane, signal, isRepeat).then((admission) => {
      through.push(admission === 'open' ? name : `${name} ${admission}`);
      return admission;
    });
  }

  async function fill(): Promise<void> {
    await Promise.all([enter('1', 'person'), enter('2', 'person'), enter('3', 'person')]);
    through.length = 0;
  }

  it('lets through at once while there is room', async () => {
    await enter('a', 'background');
    await enter('b', 'visible');
    assert.deepEqual(through, ['a', 'b']);
    assert.deepEqual(clock.pending, []);
  });

  it('serves a person first, then the screen, then the rest, each in its order', async () => {
    await fill();
    void enter('b1', 'background');
    void enter('v1', 'visible');
    void enter('b2', 'background');
    void enter('p1', 'person');
    void enter('v2', 'visible');
    void enter('p2', 'person');
    await clock.advanceAsync(10_000);
    assert.deepEqual(through, ['p1', 'p2', 'v1', 'v2', 'b1', 'b2']);
  });

  it('keeps the reserved place for a person even while others wait', async () => {
    void enter('b1', 'background');
    void enter('b2', 'background');
    void enter('b3', 'background');
    await settled();
    assert.deepEqual(through, ['b1', 'b2']);
    await enter('p1', 'person');
    assert.deepEqual(through, ['b1', 'b2', 'p1']);
  });

  it('puts a repeat in front of its lane', async () => {
    await fill();
    void enter('v1', 'visible');
    void enter('v2', 'visible', never, true);
    await clock.advanceAsync(10_000);
    assert.deepEqual(through, ['v2', 'v1']);
  });

  it('gives the place of an aborted one to the next and spends nothing on it', async () => {
    await fill();
    const controller = new AbortController();
    const leaving = enter('p1', 'person', controller.signal);
    void enter('p2', 'person');
    controller.abort();
    assert.equal(await leaving, 'closed');
    assert.deepEqual(gate.queued(), { person: 1, visible: 0, background: 0 });
    await clock.advanceAsync(500);
    assert.deepEqual(through, ['p1 closed', 'p2']);
  });

  it('does not admit under a signal that is aborted already', async () => {
    assert.equal(await gate.enter('person', AbortSignal.abort(), false), 'closed');
  });

  it('refuses a thousand and first in a lane and keeps the others open', async () => {
    await fill();
    for (let count = 0; count < 1_000; count++) void gate.enter('background', never, false);
    assert.equal(await gate.enter('background', never, false), 'full');
    assert.equal(gate.queued().background, 1_000);
    void enter('p1', 'person');
    await clock.advanceAsync(500);
    assert.deepEqual(through, ['p1']);
  });

  it('sends everyone home when it is disposed', async () => {
    await fill();
    const waiting = enter('v1', 'visible');
    gate.dispose();
    assert.equal(await waiting, 'closed');
    assert.deepEqual(clock.pending, []);
  });

  it('lets everyone through in the end, each lane in order', async () => {
    const lanes = fc.constantFrom<Lane>('person', 'visible', 'background');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(lanes, fc.integer({ min: 0, max: 900 })), { maxLength: 40 }),
        async (calls) => {
          const ownClock = new ManualClock();
          const ownGate = new LaneGate(
            new LeakyBucket({ capacity: 3, leakPerSecond: 2, reserved: 1 }),
            ownClock,
          );
          const seen: Record<Lane, number[]> = { person: [], visible: [], background: [] };
          for (const [index, [lane, afterMs]] of calls.entries()) {
            await ownClock.advanceAsync(afterMs);
            void ownGate.enter(lane, never, false).then(() => seen[lane].push(index));
          }
          await ownClock.advanceAsync(60_000);
          for (const order of Object.values(seen))
            assert.deepEqual(
              order,
              order.toSorted((a, b) => a - b),
            );
          assert.equal(Object.values(seen).flat().length, calls.length);
        },
      ),
      { numRuns: 50 },
    );
  });
});
