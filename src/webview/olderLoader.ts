export type OlderStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks for older messages, one request at a time. After a failure only the person starts another one. */
export class OlderLoader {
  readonly #load: () => Promise<unknown>;
  readonly #onDidChange: (status: OlderStatus) => void;
  #status: OlderStatus = { kind: 'idle' };
  #mustWait = false;

  constructor(load: () => Promise<unknown>, onDidChange: (status: OlderStatus) => void) {
    this.#load = load;
    this.#onDidChange = onDidChange;
  }

  /** The list is at its top. `rowCount` tells an answer that brought something from one that did not. */
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

  /** The person scrolled up again, or asked for another try. */
  allowAgain(): void {
    this.#mustWait = false;
  }

  #set(status: OlderStatus): void {
    this.#status = status;
    this.#onDidChange(status);
  }
}
