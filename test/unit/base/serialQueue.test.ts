import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SerialQueue } from '../../../src/base/serialQueue.ts';
import { settled } from '../manualClock.ts';

describe('SerialQueue', () => {
  it('runs one task at a time, in order, past a failure', async () => {
    const queue = new SerialQueue();
    const gate = Promise.withResolvers<void>();
    const started: string[] = [];
    const first = queue.run(async () => {
      started.push('first');
      await gate.promise;
      throw new Error('first failed');
    });
    const second = queue.run(() => {
      started.push('second');
      return Promise.resolve('done');
    });

    await settled();
    assert.deepEqual(started, ['first']);
    assert.equal(queue.isIdle, false);
    gate.resolve();

    await assert.rejects(first, /first failed/);
    assert.equal(await second, 'done');
    assert.deepEqual(started, ['first', 'second']);
    assert.equal(queue.isIdle, true);
  });

  it('refuses what is over its limit without running it', async () => {
    const queue = new SerialQueue(1);
    const gate = Promise.withResolvers<void>();
    const running = queue.run(() => gate.promise);
    let ran = false;
    await assert.rejects(
      queue.run(() => {
        ran = true;
        return Promise.resolve();
      }),
    );
    gate.resolve();
    await running;
    assert.equal(ran, false);
  });
});
