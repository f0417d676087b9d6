import type { MessageRow } from '../protocol/thread.ts';

/** What the composer does for the rest of the page. */
export interface ComposerTarget {
  replyTo(row: MessageRow): void;
  edit(row: MessageRow): void;
  quote(row: MessageRow): void;
  insertText(text: string): void;
  focus(): void;
}

/**
 * By this the rest of the page writes: `replyTo(row)`, `edit(row)`, `quote(row)`, `insertText(text)`. Where nothing may
 * be written there is no composer, and all of it does nothing.
 */
export class ComposerIntent implements ComposerTarget {
  #target: ComposerTarget | undefined;

  /** The composer on screen; gives what takes it away again. */
  attach(target: ComposerTarget): () => void {
    this.#target = target;
    return () => {
      if (this.#target === target) this.#target = undefined;
    };
  }

  get canWrite(): boolean {
    return this.#target !== undefined;
  }

  /** The next message answers this one. */
  replyTo(row: MessageRow): void {
    this.#target?.replyTo(row);
  }

  /** Rewords this own message; what was half-written comes back after it. */
  edit(row: MessageRow): void {
    this.#target?.edit(row);
  }

  /** Puts the message's words into the text, as a quote that leads to it. */
  quote(row: MessageRow): void {
    this.#target?.quote(row);
  }

  /** Where the cursor is, undoable, and the cursor goes there. */
  insertText(text: string): void {
    this.#target?.insertText(text);
  }

  focus(): void {
    this.#target?.focus();
  }
}
