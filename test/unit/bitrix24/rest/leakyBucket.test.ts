import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { LeakyBucket } from '../../../../src/bitrix24/rest/leakyBucket.ts';

const settings = { capacity: 50, leakPerSecond: 2, reserved: 5 };

interface Ask {
  readonly afterMs: number;
  readonly isPerson: boolean;
}

const asks = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })),
    isPerson: fc.boolean(),
  }),
  { maxLength: 300 },
);

function grants(bucket: LeakyBucket, sequence: readonly Ask[]): number[] {
  const granted: number[] = [];
  let nowMs = 0;
  for (const { afterMs, isPerson } of sequence) {
    nowMs += afterMs;
    if (bucket.take(nowMs, isPerson) === 0) granted.push(nowMs);
  }
  return granted;
}

describe('LeakyBucket', () => {
  it('never grants more than the portal lets through in any stretch of time', () => {
    fc.assert(
      fc.property(asks, (sequence) => {
        const granted = grants(new LeakyBucket(settings), sequence);
        for (let from = 0; from < granted.length; from++) {
          for (let to = from; to < granted.length; to++) {
            const seconds = ((granted[to] ?? 0) - (granted[from] ?? 0)) / 1000;
            assert.ok(to - from + 1 <= settings.capacity + settings.leakPerSecond * seconds + 1e-6);
          }
        }
      }),
    );
  });

  it('never keeps a person waiting while a place is free', () => {
    fc.assert(
      fc.property(asks, fc.integer({ min: 0, max: 5_000 }), (sequence, laterMs) => {
        const bucket = new LeakyBucket(settings);
        grants(bucket, sequence);
        const nowMs = sequence.reduce((sum, ask) => sum + ask.afterMs, 0) + laterMs;
        const isFree = bucket.level(nowMs) + 1 <= settings.capacity;
        if (isFree) assert.equal(bucket.take(nowMs, true), 0);
      }),
    );
  });

  it('grants at the time it named', () => {
    fc.assert(
      fc.property(asks, fc.boolean(), (sequence, isPerson) => {
        const bucket = new LeakyBucket(settings);
        grants(bucket, sequence);
        const nowMs = sequence.reduce((sum, ask) => sum + ask.afterMs, 0);
        const waitMs = bucket.take(nowMs, isPerson);
        if (waitMs > 0) assert.equal(bucket.take(nowMs + waitMs, isPerson), 0);
      }),
    );
  });

  it('keeps five places for people', () => {
    const bucket = new LeakyBucket(settings);
    for (let count = 0; count < 45; count++) assert.equal(bucket.take(0, false), 0);
    assert.equal(bucket.take(0, false), 500);
    for (let count = 0; count < 5; count++) assert.equal(bucket.take(0, true), 0);
    assert.equal(bucket.take(0, true), 500);
    assert.equal(bucket.take(0, false), 3_000);
  });

  it('takes the portal at its word when it is full', () => {
    const bucket = new LeakyBucket(settings);
    bucket.take(0, true);
    bucket.overflow(1_000, 700);
    assert.equal(bucket.level(1_000), 50);
    assert.equal(bucket.take(1_100, true), 600);
    assert.equal(bucket.take(1_700, true), 0);
    // Full at 1 s, a person through at 1.7 s: 49.6 left, and the others have 45.
    assert.equal(bucket.take(1_700, false), 2_800);
  });

  it('does not mind a clock that was asked for an earlier time', () => {
    const bucket = new LeakyBucket(settings);
    for (let count = 0; count < 10; count++) bucket.take(10_000, true);
    assert.equal(bucket.level(9_000), 10);
    assert.equal(bucket.level(11_000), 8);
  });
});
