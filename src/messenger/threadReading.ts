import { firstUnreadId, newestId, type Timeline } from './timeline.ts';

/** How far this person has read in a thread, and where what is new to them begins. */
export class ThreadReading {
  readonly #ownId: number;
  readonly #watchers = new Set<object>();
  #readId = 0;
  #readIdAtOpen: number | undefined;
  #restoredReadId: number | undefined;
  #firstUnreadId: number | undefined;

  constructor(ownId: number) {
    this.#ownId = ownId;
  }

  /** The last message this person has read. */
  get readId(): number {
    return this.#readId;
  }

  /** The first message that was unread when the thread was opened, or came while nobody looked. */
  get firstUnreadId(): number | undefined {
    return this.#firstUnreadId;
  }

  /** As an earlier session knew it. */
  restore(readId: number): void {
    this.#readId = Math.max(this.#readId, readId);
    this.#restoredReadId = this.#readId;
    this.#readIdAtOpen ??= this.#readId;
  }

  /** As the portal tells it when the thread is opened; what was restored gives way, unless more is known by now. */
  open(lastReadId: number): void {
    const isRestored = this.#readId === this.#restoredReadId;
    if (isRestored) this.#readIdAtOpen = lastReadId;
    this.#restoredReadId = undefined;
    this.#readId = isRestored ? lastReadId : Math.max(this.#readId, lastReadId);
    this.#readIdAtOpen ??= lastReadId;
  }

  /** Writing reads. */
  noteOwn(messageId: number): void {
    this.#readId = Math.max(this.#readId, messageId);
    this.#readIdAtOpen = Math.max(this.#readIdAtOpen ?? 0, this.#readId);
  }

  /** Read marks only go forward here; false where that was known. */
  noteReadUpTo(messageId: number): boolean {
    if (messageId <= this.#readId) return false;
    this.#readId = messageId;
    // Read elsewhere while nobody looks here: nothing is new to them when they come back.
    if (this.#watchers.size === 0 && this.#readIdAtOpen !== undefined) {
      this.#readIdAtOpen = Math.max(this.#readIdAtOpen, messageId);
    }
    return true;
  }

  noteUnreadFrom(messageId: number): void {
    this.#readId = Math.min(this.#readId, messageId - 1);
    this.#readIdAtOpen = this.#readId;
  }

  /** What comes while somebody watches is no news to them; what comes while nobody does is set apart. */
  setWatched(isWatched: boolean, watcher: object): void {
    const wasWatched = this.#watchers.size > 0;
    if (isWatched) this.#watchers.add(watcher);
    else this.#watchers.delete(watcher);
    if (!wasWatched || this.#watchers.size > 0 || this.#readIdAtOpen === undefined) return;
    this.#readIdAtOpen = this.#readId;
  }

  /** The messages changed before the eyes of whoever watches. */
  noteLive(timeline: Timeline): void {
    if (this.#watchers.size > 0 && this.#firstUnreadId === undefined) this.#readIdAtOpen = newestId(timeline);
  }

  /** Finds the first unread message anew, in stretches from the oldest to the newest. */
  placeSeparator(stretches: readonly Timeline[]): void {
    if (this.#readIdAtOpen === undefined) return;
    const found = firstUnreadId(stretches, this.#readIdAtOpen, this.#ownId);
    const known = this.#firstUnreadId;
    // Found further back than what is loaded now: it stays the first.
    const isKnownFirst = known !== undefined && known > this.#readIdAtOpen && known < (found ?? 0);
    this.#firstUnreadId = isKnownFirst ? known : found;
  }
}
