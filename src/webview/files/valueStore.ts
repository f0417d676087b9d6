import { useEffect, useState } from 'preact/hooks';

/** A value that is pushed from outside, for those parts of the page that show it. */
export class ValueStore<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export function useValue<T>(store: ValueStore<T>): T {
  const [, setSerial] = useState(0);
  const { value } = store;
  useEffect(() => {
    const again = (): void => setSerial((serial) => serial + 1);
    // Something may have come between the drawing and this.
    if (store.value !== value) again();
    return store.watch(again);
  }, [store]);
  return value;
}
