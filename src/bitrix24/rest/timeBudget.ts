import type { PortalTime } from './envelope.ts';

// 480 s of execution per method in ten minutes, unless the portal is set up otherwise (api-facts 1.5).
const STOP_AT_S = 480 * 0.95;
const UNKNOWN_RESET_MS = 60_000;
const WINDOW_MS = 600_000;

interface Spent {
  readonly resetAtMs: number;
  readonly blockedUntilMs: number;
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
    this.#spent.set(method, { resetAtMs, blockedUntilMs: Math.max(blockedUntilMs, stopUntilMs) });
  }

  /**
   * The portal refused the method. Its answer rarely says until when; an earlier one may have (api-facts 1.2).
   * `resetAtMs` is what it said, 0 for nothing.
   */
  block(method: string, nowMs: number, resetAtMs: number): void {
    const known = Math.max(this.#spent.get(method)?.resetAtMs ?? 0, Math.min(resetAtMs, nowMs + WINDOW_MS));
    this.#spent.set(method, { resetAtMs: known, blockedUntilMs: Math.max(nowMs + UNKNOWN_RESET_MS, known) });
  }
}

/** By the portal's own clock on both ends, because ours may be wrong by hours. */
function untilReset(time: PortalTime): number {
  if (time.operatingResetAt === undefined || time.finish === undefined) return UNKNOWN_RESET_MS;
  return Math.min(Math.max((time.operatingResetAt - time.finish) * 1000, 0), WINDOW_MS);
}
