/** Something that holds a resource. Disposing twice is harmless. */
export interface Disposable {
  dispose(): void;
}

/** Wraps an action so that it runs once, at the first `dispose`. */
export function toDisposable(action: () => void): Disposable {
  let isDone = false;
  return {
    dispose: () => {
      if (isDone) return;
      isDone = true;
      action();
    },
  };
}

/** Owns disposables and lets go of them together, newest first. What is added after that dies at once. */
export class DisposableStore implements Disposable {
  readonly #items = new Set<Disposable>();
  #isDisposed = false;

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  add<T extends Disposable>(item: T): T {
    if (this.#isDisposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  /** Lets go of everything held so far; the store stays usable. */
  clear(): void {
    const items = [...this.#items].reverse();
    this.#items.clear();
    for (const item of items) item.dispose();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.clear();
  }
}
