import type { PortalTime } from './envelope.ts';

// 480 s of execution per method in ten minutes, unless the portal is set up otherwise (api-facts 1.5).
const STOP_AT_S = 480 * 0.95;
const UNKNOWN_RESET_MS = 60_000;
const WINDOW_MS = 600_000;

interface Spent {
  readonly operatingS: number;
  readonly resetAtMs: number;
  readonly blockedUntilMs: number;
}

/** What the portal has said of one method. */
export interface MethodBudget {
  readonly method: string;
  /** Seconds of execution that it counted, of 480 in ten minutes. */
  readonly operatingS: number;
  /** Until it begins to forget them; 0 where that is past. */
  readonly resetInMs: number;
  /** Until the method may run again; 0 where it may. */
  readonly blockedForMs: number;
}

/** The portal's execution time each method has used up. Times are milliseconds that never go back. */
export class TimeBudget {
  readonly #spent = new Map<string, Spent>();

  /** How long the method is blocked from now, 0 when it may run. */
  waitMs(method: string, nowMs: number): number {
    return Math.max(0, (this.#spent.get(method)?.blockedUntilMs ?? 0) - nowMs);
  }

  /** Takes in the `time` of an answer. */
  learn(method: string, time: PortalTime | undefined, nowMs: number): void {
    if (time?.operating === undefined) return;
    const resetAtMs = nowMs + untilReset(time);
    // An answer that overtook a refusal does not lift it.
    const blockedUntilMs = this.#spent.get(method)?.blockedUntilMs ?? 0;
    const stopUntilMs = time.operating >= STOP_AT_S ? resetAtMs : 0;
    this.#spent.set(method, {
      operatingS: time.operating,
      resetAtMs,
      blockedUntilMs: Math.max(blockedUntilMs, stopUntilMs),
    });
  }

  /** Every method that has told of its time, the most used first. */
  methods(nowMs: number): readonly MethodBudget[] {
    return [...this.#spent]
      .map(([method, { operatingS, resetAtMs, blockedUntilMs }]) => ({
        method,
        operatingS,
        resetInMs: Math.max(0, resetAtMs - nowMs),
        blockedForMs: Math.max(0, blockedUntilMs - nowMs),
      }))
      .sort((a, b) => b.operatingS - a.operatingS);
  }

  /**
   * The portal refused the method. Its answer rarely says until when; an earlier one may have (api-facts 1.2).
   * `resetAtMs` is what it said, 0 for nothing.
   */
  block(method: string, nowMs: number, resetAtMs: number): void {
    const { operatingS = 0, resetAtMs: knownMs = 0 } = this.#spent.get(method) ?? {};
    const known = Math.max(knownMs, Math.min(resetAtMs, nowMs + WINDOW_MS));
    const blockedUntilMs = Math.max(nowMs + UNKNOWN_RESET_MS, known);
    this.#spent.set(method, { operatingS, resetAtMs: known, blockedUntilMs });
  }
}

/** By the portal's own clock on both ends, because ours may be wrong by hours. */
function untilReset(time: PortalTime): number {
  if (time.operatingResetAt === undefined || time.finish === undefined) return UNKNOWN_RESET_MS;
  return Math.min(Math.max((time.operatingResetAt - time.finish) * 1000, 0), WINDOW_MS);
}
