export type LoadStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks for what lies beyond an end of the list, one request at a time. After a failure only the person starts another. */
export class RowLoader {
  readonly #load: () => Promise<unknown>;
  readonly #onDidChange: (status: LoadStatus) => void;
  #status: LoadStatus = { kind: 'idle' };
  #mustWait = false;

  constructor(load: () => Promise<unknown>, onDidChange: (status: LoadStatus) => void) {
    this.#load = load;
    this.#onDidChange = onDidChange;
  }

  /** The list is near that end. `rowCount` tells an answer that brought something from one that did not. */
  async request(rowCount: () => number): Promise<void> {
    if (this.#status.kind === 'loading' || this.#mustWait) return;

    const countBefore = rowCount();
    this.#set({ kind: 'loading' });
    try {
      await this.#load();
      // An answer without rows would otherwise ask again at once, for ever.
      this.#mustWait = rowCount() === countBefore;
      this.#set({ kind: 'idle' });
    } catch (error) {
      this.#mustWait = true;
      this.#set({ kind: 'failed', message: error instanceof Error ? error.message : '' });
    }
  }

  /** The person scrolled that way again, or asked for another try. */
  allowAgain(): void {
    this.#mustWait = false;
  }

  #set(status: LoadStatus): void {
    this.#status = status;
    this.#onDidChange(status);
  }
}
