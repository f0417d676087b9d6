/** The same numbers for the same seed, in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Ids that grow with gaps, because a portal counts everything of all chats in one sequence. */
export class IdSource {
  #last: number;
  readonly #maxGap: number;
  readonly #random: () => number;

  constructor(start: number, maxGap: number, random: () => number) {
    this.#last = start;
    this.#maxGap = maxGap;
    this.#random = random;
  }

  next(): number {
    this.#last += 1 + Math.floor(this.#random() * this.#maxGap);
    return this.#last;
  }

  /** Uses the id a seed asks for; the sequence goes on above it. */
  take(id: number | undefined): number {
    if (id === undefined) return this.next();
    this.#last = Math.max(this.#last, id);
    return id;
  }
}

/** A lower-case UUID v4. */
export function randomUuid(random: () => number): string {
  const hex = (length: number): string => {
    let digits = '';
    while (digits.length < length) digits += Math.floor(random() * 16).toString(16);
    return digits;
  };
  const variant = '89ab'[Math.floor(random() * 4)] ?? '8';
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
}
