export interface BucketSettings {
  /** Requests the portal holds before it blocks. */
  readonly capacity: number;
  readonly leakPerSecond: number;
  /** Of the capacity, kept free for what a person just did. */
  readonly reserved: number;
}

/** Every cloud plan but Enterprise (api-facts 1.5). */
const cloudSettings: BucketSettings = { capacity: 50, leakPerSecond: 2, reserved: 5 };

// Sums of thirds of a second do not come out even.
const EPSILON = 1e-9;

/**
 * The portal's own count of our requests, kept in step on this side. Holds no timer: every call names the time, in
 * milliseconds that never go back. The portal counts per address, so clients of one portal share one bucket.
 */
export class LeakyBucket {
  readonly #settings: BucketSettings;
  #level = 0;
  #countedAtMs = 0;
  #pausedUntilMs = 0;

  constructor(settings: BucketSettings = cloudSettings) {
    this.#settings = settings;
  }

  /** Takes a place and answers 0, or takes none and answers after how many milliseconds to ask again. */
  take(nowMs: number, mayUseReserved: boolean): number {
    if (nowMs < this.#pausedUntilMs) return this.#pausedUntilMs - nowMs;
    const { capacity, leakPerSecond, reserved } = this.#settings;
    const room = capacity - (mayUseReserved ? 0 : reserved) - this.level(nowMs);
    if (room >= 1 - EPSILON) {
      this.#level += 1;
      return 0;
    }
    return Math.ceil(((1 - EPSILON - room) / leakPerSecond) * 1000);
  }

  /** The portal says it is full, whatever was counted here: others use the same address. */
  overflow(nowMs: number, pauseMs: number): void {
    this.#level = this.#settings.capacity;
    this.#countedAtMs = nowMs;
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + pauseMs);
  }

  /** How long nothing may go because the portal said it is full; 0 where it may. */
  pausedForMs(nowMs: number): number {
    return Math.max(0, this.#pausedUntilMs - nowMs);
  }

  level(nowMs: number): number {
    const leakedMs = Math.max(0, nowMs - this.#countedAtMs);
    this.#level = Math.max(0, this.#level - (leakedMs / 1000) * this.#settings.leakPerSecond);
    this.#countedAtMs = Math.max(this.#countedAtMs, nowMs);
    return this.#level;
  }
}
