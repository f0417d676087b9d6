import type { DialogId } from '../model/dialogId.ts';

/** Where somebody left off reading. */
export interface ReadingPlace {
  /** The first message in view. */
  readonly messageId: number;
  /** How far its top was below the top of the list, in pixels. */
  readonly offset: number;
  /** The newest message of the dialog at that time: unread ones beyond it are read first. */
  readonly newestId: number;
}

/** Own messages count as read, so that what is unread is somebody else's. */
export function hasUnreadSince(place: ReadingPlace, newestId: number, readId: number): boolean {
  return newestId > Math.max(place.newestId, readId);
}

const maxPlaces = 200;

/** The places of dialogs whose page is gone: a closed tab, or a sidebar that shows another dialog now. */
export class ReadingPlaces {
  // The one noted last is the last.
  readonly #places = new Map<DialogId, ReadingPlace>();

  /** `undefined`: at the end, or never shown. */
  of(dialogId: DialogId): ReadingPlace | undefined {
    return this.#places.get(dialogId);
  }

  note(dialogId: DialogId, place: ReadingPlace | undefined): void {
    this.#places.delete(dialogId);
    if (place === undefined) return;
    this.#places.set(dialogId, place);
    const [oldest] = this.#places.keys();
    if (this.#places.size > maxPlaces && oldest !== undefined) this.#places.delete(oldest);
  }
}
