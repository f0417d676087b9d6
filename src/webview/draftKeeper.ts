import { type HostApi, readSavedPage } from './hostApi.ts';

const postDelayMs = 300;

/** Holds the composer's text: left with VS Code at every key, told to the extension at most every 300 ms. */
export class DraftKeeper {
  readonly #host: HostApi;
  readonly #post: (text: string) => void;
  #dialogId = '';
  #text = '';
  #timer: number | undefined;

  constructor(host: HostApi, post: (text: string) => void) {
    this.#host = host;
    this.#post = post;
  }

  get text(): string {
    return this.#text;
  }

  /** Takes the extension's draft, unless the page has a newer one that the extension was not told of. */
  open(dialogId: string, draft: string): void {
    if (this.#timer !== undefined && this.#dialogId === dialogId) return;

    this.flush();
    const saved = readSavedPage(this.#host);
    const isNewer = saved?.dialogId === dialogId && !saved.isPosted;
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
    this.#post(this.#text);
    this.#save(true);
  }

  #save(isPosted: boolean): void {
    this.#host.setState({ dialogId: this.#dialogId, draft: this.#text, isPosted });
  }
}
