import type { Measurement } from './measurement.ts';
import { median } from './median.ts';

/** Of one extension, as its host met it. */
export interface ActivationTime {
  /** Reading and running the files of the entry. */
  readonly loadMs: number;
  /** `activate`, until it returns. */
  readonly activateMs: number;
}

/** Load and activation of the product against those of an extension that is empty, in the same places. */
export function activationMeasurement(
  what: string,
  own: readonly ActivationTime[],
  empty: readonly ActivationTime[],
  say: (line: string) => void,
): Measurement {
  const totals = (times: readonly ActivationTime[]): readonly number[] =>
    times.map(({ loadMs, activateMs }) => loadMs + activateMs);
  const loadMs = median(own.map((time) => time.loadMs));
  const activateMs = median(own.map((time) => time.activateMs));
  say(`${what}: load ${loadMs.toFixed(1)} ms, activate ${activateMs.toFixed(1)} ms`);
  say(
    `  each: ${totals(own)
      .map((ms) => ms.toFixed(1))
      .join(', ')}`,
  );
  return {
    what,
    value: median(totals(own)),
    unit: 'ms',
    goal: { kind: 'overPeer', value: 5 },
    peer: { name: 'empty extension', value: median(totals(empty)) },
    runs: own.length,
  };
}
