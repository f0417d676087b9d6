import type { Dialog } from '../../model/dialog.ts';
import type { DialogId } from '../../model/dialogId.ts';

/** A row of the list with something new in it. */
export interface FoundArrival {
  readonly dialog: Dialog;
  /** The newest message that was known before. */
  readonly afterId: number;
  /** New messages that are unread; at least one. */
  readonly count: number;
  /** Came before this window followed the portal. */
  readonly isFromBefore: boolean;
}

interface Known {
  readonly messageId: number;
  readonly unread: number;
}

/**
 * Tells what is new in the list from what only became known. Message ids grow over the whole portal, so a row that shows
 * for the first time is new where its message is newer than all others: further pages of the list are not.
 */
export class ArrivalFinder {
  readonly #ownId: number;
  readonly #known = new Map<DialogId, Known>();
  #newestId = 0;
  #hasBaseline = false;
  // The newest message of the portal's first answer: from there on this window follows.
  #startId: number | undefined;

  constructor(ownId: number) {
    this.#ownId = ownId;
  }

  /** `isLoaded`: the portal has answered; until then rows are what an earlier run knew. */
  find(rows: Iterable<Dialog>, isLoaded: boolean): readonly FoundArrival[] {
    const newestBefore = this.#newestId;
    const isSilent = !isLoaded || !this.#hasBaseline;
    const startId = this.#startId ?? Infinity;
    const found: FoundArrival[] = [];
    for (const dialog of rows) {
      const arrival = this.#take(dialog, newestBefore);
      if (arrival === undefined || isSilent) continue;
      // What stands further down the list shows later, and came before all the same.
      found.push({ ...arrival, isFromBefore: (dialog.lastMessage?.id ?? 0) <= startId });
    }
    // An empty list is a beginning, too, once it is the portal's.
    this.#hasBaseline ||= isLoaded || this.#known.size > 0;
    if (isLoaded) this.#startId ??= this.#newestId;
    return found;
  }

  #take(dialog: Dialog, newestBefore: number): Omit<FoundArrival, 'isFromBefore'> | undefined {
    const { id, lastMessage, unread, lastReadId } = dialog;
    const messageId = lastMessage?.id ?? 0;
    const known = this.#known.get(id);
    const afterId = known?.messageId ?? newestBefore;
    this.#known.set(id, { messageId: Math.max(messageId, known?.messageId ?? 0), unread });
    if (lastMessage === undefined || lastMessage.authorId === this.#ownId) return undefined;
    this.#newestId = Math.max(this.#newestId, messageId);
    if (messageId <= afterId || messageId <= lastReadId || unread === 0) return undefined;
    const unreadBefore = known === undefined || lastReadId >= known.messageId ? 0 : known.unread;
    return {
      dialog,
      afterId: Math.max(known?.messageId ?? 0, lastReadId),
      count: Math.max(1, unread - unreadBefore),
    };
  }
}
