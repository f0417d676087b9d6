import * as v from 'valibot';
import type { Disposable } from '../base/disposable.ts';
import type { Clock, StateStore } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import { placesKey } from './stateKeys.ts';

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
const WRITE_AFTER_MS = 1_000;

const Stored = v.array(
  v.strictTuple([
    v.string(),
    v.strictObject({ messageId: v.number(), offset: v.number(), newestId: v.number() }),
  ]),
);

/**
 * The places of dialogs whose page is gone: a closed tab, or a sidebar that shows another dialog now. Kept for the next
 * start, too; what another window noted meanwhile stays beside it.
 */
export class ReadingPlaces implements Disposable {
  readonly #state: StateStore;
  readonly #key: string;
  readonly #clock: Clock;
  // The one noted last is the last. `undefined` until somebody asks.
  #places: Map<DialogId, ReadingPlace> | undefined;
  readonly #noted = new Set<DialogId>();
  #timer: Disposable | undefined;

  constructor(state: StateStore, accountId: string, clock: Clock) {
    this.#state = state;
    this.#key = placesKey(accountId);
    this.#clock = clock;
  }

  /** `undefined`: at the end, or never shown. */
  of(dialogId: DialogId): ReadingPlace | undefined {
    return this.#known().get(dialogId);
  }

  note(dialogId: DialogId, place: ReadingPlace | undefined): void {
    const places = this.#known();
    places.delete(dialogId);
    if (place !== undefined) places.set(dialogId, place);
    trim(places);
    this.#noted.add(dialogId);
    this.#timer ??= this.#clock.schedule(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** Writes what was noted since. Where that fails the next start begins at the newest. */
  async flush(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = undefined;
    if (this.#noted.size === 0) return;
    const places = this.#known();
    const stored = this.#stored();
    for (const dialogId of this.#noted) {
      const place = places.get(dialogId);
      stored.delete(dialogId);
      if (place !== undefined) stored.set(dialogId, place);
    }
    this.#noted.clear();
    trim(stored);
    await this.#state.set(this.#key, [...stored]).catch(() => undefined);
  }

  /** At sign-out nothing may be written behind it. */
  dispose(): void {
    this.#timer?.dispose();
  }

  #known(): Map<DialogId, ReadingPlace> {
    return (this.#places ??= this.#stored());
  }

  #stored(): Map<DialogId, ReadingPlace> {
    const read = v.safeParse(Stored, this.#state.get(this.#key));
    return new Map(read.success ? read.output : []);
  }
}

function trim(places: Map<DialogId, ReadingPlace>): void {
  for (const oldest of places.keys()) {
    if (places.size <= maxPlaces) return;
    places.delete(oldest);
  }
}
