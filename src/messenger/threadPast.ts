import type { MessagePage } from '../model/message.ts';
import type { PortalEvent } from '../model/portalEvent.ts';
import { hasUnreadSince, type ReadingPlace } from './readingPlaces.ts';
import { PAGE_SIZE, type ThreadPages } from './threadPages.ts';
import { newestId, oldestId, type Timeline, withMessages, withOlderEnd, withWholePage } from './timeline.ts';
import { withEvents } from './timelineEvents.ts';

/**
 * A stretch of a dialog's past: messages without a hole among them that do not reach the newest ones. It is shown while
 * somebody is so far back that what lies between is not worth loading.
 */
export class ThreadPast {
  readonly #pages: ThreadPages;
  #stretch: Timeline | undefined;
  #beginning: ReadingPlace | undefined;

  constructor(pages: ThreadPages) {
    this.#pages = pages;
  }

  /** `undefined` where the newest messages are shown. */
  get stretch(): Timeline | undefined {
    return this.#stretch;
  }

  /** Where somebody left off reading. */
  begin(place: ReadingPlace): void {
    this.#beginning = place;
  }

  /** Loads what is around the place where reading is to go on, if the newest messages do not reach back to it. */
  async loadBeginning(present: Timeline, readId: number): Promise<PagesAround | undefined> {
    const left = this.#beginning;
    this.#beginning = undefined;
    const isLeft = left !== undefined && !hasUnreadSince(left, newestId(present), readId);
    const beginningId = isLeft ? left.messageId : readId;
    const oldest = oldestId(present);
    // Where nothing was ever read there is no place to go on from.
    if (oldest === undefined || !present.hasOlder || beginningId === 0) return undefined;
    if (oldest <= (isLeft ? beginningId : beginningId + 1)) return undefined;
    return this.loadAround(beginningId, false);
  }

  leave(): void {
    this.#stretch = undefined;
  }

  /** What is posted does not reach back to here. */
  takeEvents(events: readonly PortalEvent[]): void {
    if (this.#stretch !== undefined) this.#stretch = withEvents(this.#stretch, events, Infinity);
  }

  /** Loads what is around a message; false where it is not there and has to be. Rejects with the portal's error. */
  async loadAround(messageId: number, mustBeThere: boolean): Promise<PagesAround | undefined> {
    const { before, after } = await this.#pages.around(messageId);
    if (mustBeThere && before.messages.at(-1)?.id !== messageId) return undefined;
    this.#stretch = withOlderEnd(
      withMessages({ messages: [], hasOlder: true }, [...before.messages, ...after.messages]),
      !before.isLast,
    );
    return { isLast: after.isLast };
  }

  /** Loads on towards the newest messages. */
  async loadNewer(): Promise<PagesAround | undefined> {
    const asked = this.#stretch;
    if (asked === undefined) return undefined;
    const page = await this.#pages.after(newestId(asked));
    // Left meanwhile for another stretch, or for the newest messages; what older ones were loaded stays.
    if (this.#stretch === undefined || newestId(this.#stretch) !== newestId(asked)) return undefined;
    this.#stretch = withMessages(this.#stretch, page.messages);
    return { isLast: page.isLast };
  }

  /** Looks again at a page of what is shown; gives it, unless the newest page shows all of it by itself. */
  async renewFrom(messageId: number, present: Timeline): Promise<MessagePage | undefined> {
    const newestPageFrom = present.messages.at(-PAGE_SIZE)?.id ?? 0;
    if (this.#stretch === undefined && messageId >= newestPageFrom) return undefined;
    const page = await this.#pages.after(messageId - 1);
    if (this.#stretch !== undefined) this.#stretch = withPageAgain(this.#stretch, page);
    return page;
  }

  takeOlder(page: MessagePage): void {
    if (this.#stretch !== undefined) this.#stretch = withPageBefore(this.#stretch, page);
  }

  /** Gives the stretch up for one timeline with the newest messages, as soon as nothing is missing between them. */
  joined(present: Timeline, { isLast }: PagesAround): Timeline | undefined {
    const stretch = this.#stretch;
    if (stretch === undefined) return undefined;
    if (!isLast && newestId(stretch) < (oldestId(present) ?? 0)) return undefined;
    this.#stretch = undefined;
    return withMessages(stretch, present.messages);
  }
}

/** Whether the portal has nothing after the page that was loaded last. */
export interface PagesAround {
  readonly isLast: boolean;
}

/** A page that was known: only what lies between the ends of what is, so that no hole comes of it. */
export function withPageAgain(timeline: Timeline, { messages }: MessagePage): Timeline {
  const [oldest, newest] = [oldestId(timeline) ?? Infinity, newestId(timeline)];
  return withWholePage(
    timeline,
    messages.filter(({ id }) => id >= oldest && id <= newest),
  );
}

/** A page before the oldest message. One that leads no further back is the last, whatever it holds. */
export function withPageBefore(timeline: Timeline, page: MessagePage): Timeline {
  const before = oldestId(timeline) ?? Infinity;
  const next = withMessages(timeline, page.messages);
  return withOlderEnd(next, !page.isLast && (oldestId(next) ?? Infinity) < before);
}
