/** The portal's request rate: one counter per source address, +1 a request, leaking at a steady rate (api-facts 1.5). */
export class LeakyBucket {
  readonly #capacity: number;
  readonly #leakPerSecond: number;
  readonly #monotonic: () => number;
  readonly #levels = new Map<string, { level: number; atMs: number }>();

  constructor(
    limits: { readonly capacity: number; readonly leakPerSecond: number },
    monotonic: () => number,
  ) {
    this.#capacity = limits.capacity;
    this.#leakPerSecond = limits.leakPerSecond;
    this.#monotonic = monotonic;
  }

  /** @returns false when the request is over the limit; a refused one does not count */
  take(address: string): boolean {
    const nowMs = this.#monotonic();
    const last = this.#levels.get(address) ?? { level: 0, atMs: nowMs };
    const level = Math.max(0, last.level - ((nowMs - last.atMs) / 1000) * this.#leakPerSecond);
    const isFree = level + 1 <= this.#capacity;
    this.#levels.set(address, { level: isFree ? level + 1 : level, atMs: nowMs });
    return isFree;
  }
}
