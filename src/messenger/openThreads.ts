import type { Disposable } from '../base/disposable.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Thread } from './thread.ts';

/** One thread for each dialog that somebody looks at, shared by all who do. */
export class OpenThreads implements Disposable {
  readonly #entries = new Map<DialogId, { readonly thread: Thread; users: number }>();
  readonly #make: (dialogId: DialogId) => Thread;
  readonly #onOpen: (thread: Thread) => void;
  readonly #onClose: (thread: Thread) => void;

  /** `onClose` hears of a thread before it is disposed. */
  constructor(
    make: (dialogId: DialogId) => Thread,
    onOpen: (thread: Thread) => void,
    onClose: (thread: Thread) => void,
  ) {
    this.#make = make;
    this.#onOpen = onOpen;
    this.#onClose = onClose;
  }

  get all(): readonly Thread[] {
    return [...this.#entries.values()].map(({ thread }) => thread);
  }

  of(dialogId: DialogId): Thread | undefined {
    return this.#entries.get(dialogId)?.thread;
  }

  /** Each disposes what it was given. */
  open(dialogId: DialogId): { readonly thread: Thread } & Disposable {
    const entry = this.#entries.get(dialogId) ?? { thread: this.#make(dialogId), users: 0 };
    if (entry.users === 0) {
      this.#entries.set(dialogId, entry);
      this.#onOpen(entry.thread);
    }
    entry.users += 1;
    let isOpen = true;
    return {
      thread: entry.thread,
      dispose: () => {
        if (!isOpen) return;
        isOpen = false;
        entry.users -= 1;
        if (entry.users > 0) return;
        this.#entries.delete(dialogId);
        this.#onClose(entry.thread);
        entry.thread.dispose();
      },
    };
  }

  dispose(): void {
    for (const { thread } of this.#entries.values()) thread.dispose();
    this.#entries.clear();
  }
}
