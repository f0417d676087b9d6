/** Runs tasks one after another, in the order they came; one that fails does not stop the next. */
export class SerialQueue {
  readonly #limit: number;
  #tail: Promise<unknown> = Promise.resolve();
  #length = 0;

  /** `limit` bounds the tasks held, the running one included. */
  constructor(limit = 1_000) {
    this.#limit = limit;
  }

  get isIdle(): boolean {
    return this.#length === 0;
  }

  /** Settles as the task does; rejects without running it where the queue is full. */
  run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#length >= this.#limit) return Promise.reject(new Error('Too many tasks are waiting'));
    this.#length += 1;
    const result = this.#tail.then(task).finally(() => {
      this.#length -= 1;
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }
}
