interface Waiter {
  readonly resolve: (messageId: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Who waits for what becomes of a message, by its uuid. */
export class Waiters {
  readonly #waiting = new Map<string, readonly Waiter[]>();

  wait(uuid: string): Promise<number> {
    const settled = new Promise<number>((resolve, reject) => {
      this.#waiting.set(uuid, [...(this.#waiting.get(uuid) ?? []), { resolve, reject }]);
    });
    // Whoever asked may not wait for the outcome; the thread shows it all the same.
    settled.catch(() => undefined);
    return settled;
  }

  resolve(uuid: string, messageId: number): void {
    for (const waiter of this.#take(uuid)) waiter.resolve(messageId);
  }

  reject(uuid: string, error: unknown): void {
    for (const waiter of this.#take(uuid)) waiter.reject(error);
  }

  rejectAll(error: unknown): void {
    for (const uuid of this.#waiting.keys()) this.reject(uuid, error);
  }

  #take(uuid: string): readonly Waiter[] {
    const waiting = this.#waiting.get(uuid) ?? [];
    this.#waiting.delete(uuid);
    return waiting;
  }
}
