/** Does things in the order they come, though some have to wait for what they need. */
export class Turns {
  #last: Promise<void> | undefined;

  /** At once where nothing is needed and nothing waits. What is needed may fail: it has its turn all the same. */
  take(needs: Promise<unknown> | undefined, act: () => void): void {
    if (needs === undefined && this.#last === undefined) return act();
    const turn = Promise.allSettled([needs, this.#last])
      .then(act)
      .finally(() => {
        if (this.#last === turn) this.#last = undefined;
      });
    this.#last = turn;
  }
}
