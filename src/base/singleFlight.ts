/** Lets everyone who asks for the same thing while it is being fetched share that one fetch. */
export class SingleFlight<T> {
  readonly #running = new Map<string, Promise<T>>();

  /** Starts the action, or joins the one that is running under this key. A failure reaches all who joined. */
  run(key: string, action: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const started = action().finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }
}
