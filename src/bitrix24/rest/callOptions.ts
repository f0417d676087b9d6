import type { Lane } from './laneGate.ts';

export interface CallOptions {
  /** `visible` unless said otherwise. */
  readonly lane?: Lane | undefined;
  /** Ends the call in the queue, in flight and between tries. */
  readonly signal?: AbortSignal | undefined;
  /** For each try; 30 s for a send and 15 s for everything else unless said otherwise. */
  readonly timeLimitMs?: number | undefined;
}

export interface BatchOptions extends CallOptions {
  /** Stop at the first command that fails. */
  readonly halt?: boolean | undefined;
}
