import type { SavedPageStore } from './savedPage.ts';

const postDelayMs = 300;

/** Holds the composer's text: left with VS Code at every key, told to the extension at most every 300 ms. */
export class DraftKeeper {
  readonly #saved: SavedPageStore;
  readonly #post: (dialogId: string, text: string) => void;
  #dialogId = '';
  #text = '';
  #timer: number | undefined;

  constructor(saved: SavedPageStore, post: (dialogId: string, text: string) => void) {
    this.#saved = saved;
    this.#post = post;
  }

  get dialogId(): string {
    return this.#dialogId;
  }

  get text(): string {
    return this.#text;
  }

  /** Takes the extension's draft, unless the page has a newer one that the extension was not told of. */
  open(dialogId: string, draft: string): void {
    if (this.#timer !== undefined && this.#dialogId === dialogId) return;

    this.flush();
    const saved = this.#saved.of(dialogId);
    const isNewer = saved?.isPosted === false;
    this.#dialogId = dialogId;
    this.#text = isNewer ? saved.draft : draft;
    if (isNewer) this.flush(true);
    else this.#save(true);
  }

  edit(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#save(false);
    this.#timer ??= window.setTimeout(() => this.flush(), postDelayMs);
  }

  /** Tells the extension now what it does not know yet; `force` also what it may know. */
  flush(force = false): void {
    if (this.#timer === undefined && !force) return;
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#post(this.#dialogId, this.#text);
    this.#save(true);
  }

  #save(isPosted: boolean): void {
    const before = this.#saved.of(this.#dialogId);
    this.#saved.save({ ...before, dialogId: this.#dialogId, draft: this.#text, isPosted });
  }
}
