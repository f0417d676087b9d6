/** A part of the page with a script of its own, which is fetched when somebody wants it, or a little before. */
export class LazyPart<T> {
  readonly #fetch: () => Promise<T>;
  #loaded: T | undefined;
  #loading: Promise<T> | undefined;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  /** `undefined` until it is there, and where it cannot be had. */
  get loaded(): T | undefined {
    return this.#loaded;
  }

  load(): Promise<T> {
    this.#loading ??= this.#fetch().then(
      (part) => (this.#loaded = part),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /** At once where it is there: nothing that is pressed later can come before. */
  whenLoaded(act: (part: T) => void, onMissing: () => void): void {
    if (this.#loaded !== undefined) return act(this.#loaded);
    this.load().then(act, onMissing);
  }
}
