type Minute = { readonly minute: number; readonly firstCallSeconds: number; seconds: number };

export type Operating = { readonly operating: number; readonly operating_reset_at: number };

const FREE_SECONDS = 0.1;
const WINDOW_MINUTES = 10;

/** Execution time per credential and method over ten one-minute buckets (api-facts 1.5). */
export class OperatingMeter {
  readonly #limitSeconds: number;
  readonly #nowMs: () => number;
  readonly #minutes = new Map<string, Minute[]>();

  constructor(limitSeconds: number, nowMs: () => number) {
    this.#limitSeconds = limitSeconds;
    this.#nowMs = nowMs;
  }

  /** Checked before a call only, so the call that crosses the limit still finishes. */
  isBlocked(credential: string, method: string): boolean {
    return this.read(credential, method).operating >= this.#limitSeconds;
  }

  add(credential: string, method: string, seconds: number): void {
    const nowSeconds = Math.floor(this.#nowMs() / 1000);
    const minute = Math.floor(nowSeconds / 60);
    const minutes = this.#recent(credential, method);
    const spent = seconds > FREE_SECONDS ? seconds : 0;
    const current = minutes.find((entry) => entry.minute === minute);
    if (current === undefined) minutes.push({ minute, firstCallSeconds: nowSeconds, seconds: spent });
    else current.seconds += spent;
  }

  read(credential: string, method: string): Operating {
    const minutes = this.#recent(credential, method);
    const nowSeconds = Math.floor(this.#nowMs() / 1000);
    return {
      operating: minutes.reduce((sum, entry) => sum + entry.seconds, 0),
      operating_reset_at: (minutes[0]?.firstCallSeconds ?? nowSeconds) + WINDOW_MINUTES * 60,
    };
  }

  #recent(credential: string, method: string): Minute[] {
    const key = `${credential} ${method}`;
    const nowSeconds = Math.floor(this.#nowMs() / 1000);
    const minutes = (this.#minutes.get(key) ?? []).filter(
      (entry) => entry.firstCallSeconds + WINDOW_MINUTES * 60 > nowSeconds,
    );
    this.#minutes.set(key, minutes);
    return minutes;
  }
}
