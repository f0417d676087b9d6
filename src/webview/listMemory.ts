import type { ListPosition } from './listScroller.ts';
import type { SavedPageStore } from './savedPage.ts';

const saveDelayMs = 300;

/** Where the list of one dialog stands; outlives the list, and the page. */
export class ListMemory {
  readonly #saved: SavedPageStore;
  readonly #dialogId: string;
  #position: ListPosition | undefined;
  #isSaving = false;

  constructor(saved: SavedPageStore, dialogId: string) {
    this.#saved = saved;
    this.#dialogId = dialogId;
    this.#position = saved.of(dialogId)?.position;
  }

  /** `undefined`: at the end, or never shown. */
  get position(): ListPosition | undefined {
    return this.#position;
  }

  /** For every pixel scrolled; VS Code is told a few times a second. */
  remember(position: ListPosition | undefined): void {
    this.#position = position;
    if (this.#isSaving) return;
    this.#isSaving = true;
    window.setTimeout(() => {
      this.#isSaving = false;
      this.#save();
    }, saveDelayMs);
  }

  #save(): void {
    const before = this.#saved.of(this.#dialogId);
    // Another dialog has taken the page over.
    if (!before || isSame(before.position, this.#position)) return;
    const { dialogId, draft, isPosted } = before;
    this.#saved.save({ dialogId, draft, isPosted, ...(this.#position && { position: this.#position }) });
  }
}

function isSame(a: ListPosition | undefined, b: ListPosition | undefined): boolean {
  return a?.key === b?.key && a?.offset === b?.offset;
}
