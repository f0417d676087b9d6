import { performance } from 'node:perf_hooks';
import { toDisposable } from '../../src/base/disposable.ts';
import type { Clock } from '../../src/base/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule: (action, delayMs) => {
    const timer = setTimeout(action, delayMs);
    return toDisposable(() => clearTimeout(timer));
  },
};
