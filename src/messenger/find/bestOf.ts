/** The few with the highest score of many, the best first. */
export class BestOf<T> {
  readonly #limit: number;
  /** Decides between equal scores. */
  readonly #compare: (a: T, b: T) => number;
  readonly #best: { readonly item: T; readonly score: number }[] = [];

  constructor(limit: number, compare: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  get all(): readonly { readonly item: T; readonly score: number }[] {
    return this.#best;
  }

  add(item: T, score: number): void {
    const last = this.#best[this.#best.length - 1];
    const isFull = this.#best.length >= this.#limit;
    if (isFull && (last === undefined || !this.#isBefore(item, score, last))) return;
    let low = 0;
    let high = this.#best.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#best[middle];
      if (other !== undefined && this.#isBefore(item, score, other)) high = middle;
      else low = middle + 1;
    }
    this.#best.splice(low, 0, { item, score });
    if (isFull) this.#best.pop();
  }

  #isBefore(item: T, score: number, other: { readonly item: T; readonly score: number }): boolean {
    return score > other.score || (score === other.score && this.#compare(item, other.item) < 0);
  }
}
