import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { Clock } from '../../../src/base/ports.ts';
import { WakeWatch } from '../../../src/messenger/wakeWatch.ts';
import { ManualClock } from '../manualClock.ts';

describe('messenger: waking up', () => {
  let clock: ManualClock;
  let wallJumpMs: number;
  let woken: number;
  let watch: WakeWatch;

  beforeEach(() => {
    clock = new ManualClock();
    wallJumpMs = 0;
    woken = 0;
    // A computer whose timers stand still while it sleeps, and whose wall clock does not.
    const sleeping: Clock = {
      now: () => clock.now() + wallJumpMs,
      monotonic: () => clock.monotonic(),
      schedule: (action, delayMs) => clock.schedule(action, delayMs),
    };
    watch = new WakeWatch(sleeping);
    watch.onDidWake(() => (woken += 1));
    watch.start();
  });

  it('is not noticed while the computer is awake, however busy', () => {
    clock.advance(3_600_000);
    wallJumpMs += 5_000;
    clock.advance(10_000);
    assert.equal(woken, 0);
  });

  it('is noticed within two seconds after the night, once', () => {
    clock.advance(10_000);
    wallJumpMs += 8 * 3_600_000;
    clock.advance(2_000);
    assert.equal(woken, 1);
    clock.advance(60_000);
    assert.equal(woken, 1);
  });

  it('is not what a wall clock does that is set back', () => {
    wallJumpMs -= 3_600_000;
    clock.advance(10_000);
    assert.equal(woken, 0);
  });

  it('is over with the session', () => {
    watch.dispose();
    wallJumpMs += 3_600_000;
    clock.advance(10_000);
    assert.deepEqual([woken, ...clock.pending], [0]);
  });
});
