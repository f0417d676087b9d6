import type { DialogId } from '../model/dialogId.ts';
import type { ListPlace } from '../protocol/thread.ts';
import type { ListPosition } from './listScroller.ts';
import { placeOf, type SavedPageStore } from './savedPage.ts';

const saveDelayMs = 300;

/** The extension is told too: it keeps the place when the page goes for good, or turns to another dialog. */
export type TellPlace = (stood: { readonly dialogId: DialogId; readonly place?: ListPlace }) => void;

/** Where the list of one dialog stands; outlives the list, and the page. */
export class ListMemory {
  readonly #saved: SavedPageStore;
  readonly #dialogId: DialogId;
  readonly #tell: TellPlace;
  #position: ListPosition | undefined;
  #isSaving = false;

  constructor(saved: SavedPageStore, dialogId: DialogId, tell: TellPlace) {
    this.#saved = saved;
    this.#dialogId = dialogId;
    this.#tell = tell;
    this.#position = saved.of(dialogId)?.position;
  }

  /** `undefined`: at the end, or never shown. */
  get position(): ListPosition | undefined {
    return this.#position;
  }

  /** For every pixel scrolled; VS Code and the extension are told a few times a second. */
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
    const page = this.#saved.of(this.#dialogId);
    // Another dialog has taken the page over.
    if (!page || isSame(page.position, this.#position)) return;
    const { position: _, ...rest } = page;
    this.#saved.save({ ...rest, ...(this.#position && { position: this.#position }) });
    const place = placeOf(this.#position);
    this.#tell({ dialogId: this.#dialogId, ...(place && { place }) });
  }
}

function isSame(a: ListPosition | undefined, b: ListPosition | undefined): boolean {
  return a?.key === b?.key && a?.offset === b?.offset && a?.newestId === b?.newestId;
}
