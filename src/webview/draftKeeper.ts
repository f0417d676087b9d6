import type { DraftContext, Mention } from '../model/draft.ts';
import type { SavedPageStore } from './savedPage.ts';

const postDelayMs = 300;

/** What the extension is told of a composer. */
export interface PostedDraft extends DraftContext {
  readonly dialogId: string;
  readonly text: string;
}

/**
 * Holds what stands in the composer: left with VS Code at every key, told to the extension at most every 300 ms. While
 * a message is being reworded the text of the draft waits behind it.
 */
export class DraftKeeper {
  readonly #saved: SavedPageStore;
  readonly #post: (draft: PostedDraft) => void;
  #dialogId = '';
  #text = '';
  #context: DraftContext = {};
  #timer: number | undefined;
  #isTouched = false;

  constructor(saved: SavedPageStore, post: (draft: PostedDraft) => void) {
    this.#saved = saved;
    this.#post = post;
  }

  get dialogId(): string {
    return this.#dialogId;
  }

  /** What belongs into the field. */
  get text(): string {
    return this.#context.edit?.text ?? this.#text;
  }

  /** The draft of a new message, also while another one is being reworded. */
  get newText(): string {
    return this.#text;
  }

  get context(): DraftContext {
    return this.#context;
  }

  /** The people that `@name` in the field means. */
  get mentions(): readonly Mention[] {
    const { edit, mentions } = this.#context;
    return edit?.mentions ?? mentions ?? [];
  }

  /** Whether the row of formats is open: a habit, not part of the draft. */
  get showsFormats(): boolean {
    return this.#saved.of(this.#dialogId)?.showsFormats === true;
  }

  set showsFormats(showsFormats: boolean) {
    const saved = this.#saved.of(this.#dialogId);
    if (saved !== undefined) this.#saved.save({ ...saved, showsFormats });
  }

  /**
   * Takes the extension's draft, unless the page has a newer one: that the extension was not told of, or had not heard of
   * yet when it sent this.
   */
  open(dialogId: string, draft: string, context: DraftContext = {}): void {
    if (this.#dialogId === dialogId && (this.#isTouched || this.#timer !== undefined)) return;

    this.flush();
    const saved = this.#saved.of(dialogId);
    const isNewer = saved?.isPosted === false;
    this.#isTouched = false;
    this.#dialogId = dialogId;
    this.#text = isNewer ? saved.draft : draft;
    this.#context = isNewer ? (saved.context ?? {}) : context;
    if (isNewer) this.flush(true);
    else this.#save(true);
  }

  /** Takes what was written elsewhere, unless somebody is writing here; false where nothing is different now. */
  take(dialogId: string, draft: string, context: DraftContext): boolean {
    if (dialogId !== this.#dialogId || this.#isTouched || this.#timer !== undefined) return false;
    if (JSON.stringify([draft, context]) === JSON.stringify([this.#text, this.#context])) return false;
    this.#text = draft;
    this.#context = context;
    this.#save(true);
    return true;
  }

  /** Nobody is writing here any more. */
  leave(): void {
    this.flush();
    this.#isTouched = false;
  }

  /** The field holds this now. */
  edit(text: string): void {
    if (text === this.text) return;
    const { edit } = this.#context;
    if (edit === undefined) this.#text = text;
    else this.#context = { ...this.#context, edit: { ...edit, text } };
    this.#changed();
  }

  /** What the text is about is something else now. The field may have to show another text. */
  about(context: DraftContext): void {
    this.#context = context;
    this.#changed();
  }

  /** The draft of a new message becomes this. */
  replace(text: string, context: DraftContext): void {
    this.#text = text;
    this.about(context);
  }

  /** The draft from before comes back. */
  leaveEdit(): void {
    const { edit: _, ...rest } = this.#context;
    this.about(rest);
  }

  leaveReply(): void {
    const { replyTo: _, ...rest } = this.#context;
    this.about(rest);
  }

  mention(mention: Mention): void {
    const others = this.mentions.filter(({ name }) => name !== mention.name);
    const mentions = [...others, mention].slice(-100);
    const { edit } = this.#context;
    this.about(
      edit === undefined ? { ...this.#context, mentions } : { ...this.#context, edit: { ...edit, mentions } },
    );
  }

  /** Tells the extension now what it does not know yet; `force` also what it may know. */
  flush(force = false): void {
    if (this.#timer === undefined && !force) return;
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#post({ dialogId: this.#dialogId, text: this.#text, ...this.#context });
    this.#save(true);
  }

  #changed(): void {
    this.#isTouched = true;
    this.#save(false);
    this.#timer ??= window.setTimeout(() => this.flush(), postDelayMs);
  }

  #save(isPosted: boolean): void {
    const { context: _, ...before } = this.#saved.of(this.#dialogId) ?? {};
    const context = Object.keys(this.#context).length > 0 ? { context: this.#context } : {};
    this.#saved.save({ ...before, dialogId: this.#dialogId, draft: this.#text, isPosted, ...context });
  }
}
