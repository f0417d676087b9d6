import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Poller } from '../../../src/messenger/poller.ts';
import { ManualClock } from '../manualClock.ts';

describe('messenger: the poller', () => {
  let clock: ManualClock;
  let poller: Poller;
  let ticks: number;
  let outcome: () => Promise<void>;
  let isWindowFocused: boolean;

  beforeEach(() => {
    clock = new ManualClock();
    ticks = 0;
    isWindowFocused = true;
    outcome = () => Promise.resolve();
    poller = new Poller(
      clock,
      () => ({
        windows: [{ isWindowFocused, isThreadVisible: false, isListVisible: true }],
        isOutOfReach: true,
        fastestMs: 2_000,
      }),
      (signal) => {
        ticks += 1;
        assert.equal(signal.aborted, false);
        return outcome();
      },
      () => 1,
    );
  });

  afterEach(() => poller.dispose());

  const failing = (): Promise<void> => Promise.reject(new Error('unreachable'));

  it('ticks at its start, and then as often as the schedule says', async () => {
    poller.start();
    await clock.advanceAsync(4_999);
    assert.equal(ticks, 1);
    await clock.advanceAsync(1);
    assert.equal(ticks, 2);
    await clock.advanceAsync(20_000);
    assert.equal(ticks, 6);
  });

  it('runs one tick at a time; who asks meanwhile joins it', async () => {
    let finish: () => void = () => undefined;
    outcome = () => new Promise((resolve) => (finish = resolve));
    const first = poller.now();
    await clock.advanceAsync(0);
    const second = poller.now();
    assert.equal(first, second);
    await clock.advanceAsync(60_000);
    assert.equal(ticks, 1);
    finish();
    await second;
    assert.equal(ticks, 1);
  });

  it('ticks once more after the tick under way for what happened meanwhile', async () => {
    let finish: () => void = () => undefined;
    outcome = () => new Promise((resolve) => (finish = resolve));
    poller.start();
    await clock.advanceAsync(0);
    poller.again();
    poller.again();
    finish();
    await clock.advanceAsync(0);
    assert.equal(ticks, 2);
    finish();
    await clock.advanceAsync(4_999);
    assert.equal(ticks, 2);
    poller.again();
    await clock.advanceAsync(0);
    assert.equal(ticks, 3);
  });

  it('rejects as the tick does, backs off, and is itself again after a success', async () => {
    outcome = failing;
    await assert.rejects(poller.now(), /unreachable/);
    assert.deepEqual(clock.pending, [10_000]);
    await clock.advanceAsync(10_000);
    assert.deepEqual(clock.pending, [20_000]);
    outcome = () => Promise.resolve();
    await clock.advanceAsync(20_000);
    assert.deepEqual([ticks, ...clock.pending], [3, 5_000]);
  });

  it('outlives a tick that throws before its first wait', async () => {
    outcome = () => {
      throw new Error('at once');
    };
    await assert.rejects(poller.now(), /at once/);
    outcome = () => Promise.resolve();
    await poller.now();
    assert.equal(ticks, 2);
  });

  it('goes at once for a person who asks during a back-off', async () => {
    outcome = failing;
    for (let failure = 0; failure < 5; failure += 1) await assert.rejects(poller.now());
    assert.deepEqual(clock.pending, [60_000]);
    outcome = () => Promise.resolve();
    await poller.now();
    assert.deepEqual(clock.pending, [5_000]);
  });

  it('follows attention, counted from the last tick', async () => {
    isWindowFocused = false;
    await poller.now();
    await clock.advanceAsync(4_000);
    isWindowFocused = true;
    poller.wake();
    assert.deepEqual(clock.pending, [1_000]);
    isWindowFocused = false;
    poller.wake();
    assert.deepEqual(clock.pending, [11_000]);
    await clock.advanceAsync(8_000);
    isWindowFocused = true;
    poller.wake();
    assert.deepEqual(clock.pending, [0]);
  });

  it('does not forget what is to be asked again when attention changes', async () => {
    let finish: () => void = () => undefined;
    outcome = () => new Promise((resolve) => (finish = resolve));
    const tick = poller.now();
    await clock.advanceAsync(0);
    poller.again();
    poller.wake();
    finish();
    await tick;
    poller.wake();
    assert.deepEqual(clock.pending, [0]);
  });

  it('does nothing by being woken before its start, nor after its end', async () => {
    poller.wake();
    assert.deepEqual(clock.pending, []);
    await poller.now();
    poller.dispose();
    poller.wake();
    await clock.advanceAsync(60_000);
    assert.deepEqual([ticks, ...clock.pending], [1]);
  });
});
