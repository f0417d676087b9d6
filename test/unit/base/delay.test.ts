import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { delay } from '../../../src/base/delay.ts';
import { ManualClock, settled } from '../manualClock.ts';

describe('delay', () => {
  it('resolves when its time has come, and not before', async () => {
    const clock = new ManualClock();
    let isOver = false;
    const waiting = delay(clock, 500).then(() => {
      isOver = true;
    });

    clock.advance(499);
    await settled();
    assert.equal(isOver, false);
    clock.advance(1);
    await waiting;
    assert.equal(isOver, true);
  });

  it('rejects with the reason of an abort and leaves no timer behind', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const waiting = delay(clock, 500, controller.signal);
    const reason = new Error('enough');

    controller.abort(reason);

    await assert.rejects(waiting, reason);
    assert.deepEqual(clock.pending, []);
  });

  it('does not begin under a signal that is aborted already', async () => {
    const clock = new ManualClock();
    await assert.rejects(delay(clock, 500, AbortSignal.abort(new Error('before'))), /before/);
    assert.deepEqual(clock.pending, []);
  });

  it('is deaf to an abort after its end', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const waiting = delay(clock, 5, controller.signal);
    clock.advance(5);
    controller.abort();
    await waiting;
  });
});
