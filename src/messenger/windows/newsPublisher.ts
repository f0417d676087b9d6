import type { Logger } from '../../base/ports.ts';
import type { RecentPage } from '../../bitrix24/api/recentApi.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { User } from '../../model/user.ts';
import type { Tick } from '../ticker.ts';
import { encodeNews, type News, type ThreadNews } from './news.ts';
import type { NewsFeed } from './newsFeed.ts';

const MOST_PARTS = 1_000;
// Shorter than what counts as online.
const SEEN_STEP_MS = 2 * 60_000;

/** Which parts are to be told though they are as they were. */
export interface Emphasis {
  readonly isListWanted: boolean;
  readonly isWhole: boolean;
}

/** Writes down what ticks bring for the other windows, and only what they do not know yet. */
export class NewsPublisher {
  readonly #feed: NewsFeed;
  readonly #logger: Logger;
  // Of what was told last, by part: enough to know it again.
  readonly #told = new Map<string, string>();
  #latest = 0;
  #isFailing = false;

  constructor(feed: NewsFeed, logger: Logger) {
    this.#feed = feed;
    this.#logger = logger;
  }

  /** The number of the latest news; 0 while there is none. */
  get latest(): number {
    return this.#latest;
  }

  /** Another window may have told something since: what it told is not known here. */
  reset(): void {
    this.#told.clear();
  }

  /** True where there was something to tell. A disk that fails costs the others news, and this window nothing. */
  async publish(tick: Tick, emphasis: Emphasis): Promise<boolean> {
    if (emphasis.isWhole) this.reset();
    const before = new Map(this.#told);
    const news = this.#news(tick, emphasis);
    if (news === undefined) return false;
    try {
      this.#latest = await this.#feed.publish(encodeNews(news));
      this.#isFailing = false;
      return true;
    } catch {
      this.#told.clear();
      for (const [part, print] of before) this.#told.set(part, print);
      if (!this.#isFailing) this.#logger.warn('What the portal said could not be written for other windows');
      this.#isFailing = true;
      return false;
    }
  }

  #news({ askedAt, request, answer, events }: Tick, { isListWanted }: Emphasis): News | undefined {
    const { recent, counters, window } = answer;
    const page = recent.ok ? recent.value : undefined;
    const list = page && [
      listPrint(page),
      counters?.messenger,
      counters?.notifications,
      [...(counters?.byDialog ?? [])],
    ];
    const isListNew = this.#isNew('list', list) || isListWanted;
    const offset = request.window?.offset ?? 0;
    const isWindowNew = this.#isNew(`window ${offset}`, window && listPrint(window));
    const threads = request.threads.flatMap(({ dialogId, afterId }): readonly ThreadNews[] => {
      const part = answer.threads.get(dialogId);
      if (part === undefined) return [];
      const item = { dialogId, afterId, answer: part };
      return this.#isThreadNew(item) ? [item] : [];
    });
    const looks = answer.looks.filter((look) => this.#isNew(`look ${look.details.id}`, look));
    const isListTold = isListNew && page !== undefined;
    const isThreadTold = threads.length + looks.length > 0;
    if (!isListTold && !isWindowNew && !isThreadTold && events === undefined) return undefined;
    return {
      askedAt,
      recent: isListNew ? page : undefined,
      isLarge: request.isLarge,
      counters: isListNew ? counters : undefined,
      window: isWindowNew && window !== undefined ? { offset, page: window } : undefined,
      threads,
      looks,
      events,
    };
  }

  #isThreadNew({ dialogId, afterId, answer }: ThreadNews): boolean {
    // What went wrong on the way is no news; that the portal lets nobody in any more is.
    if (!answer.ok) {
      const isRefused = isPortalError(answer.error) && answer.error.kind === 'rejected';
      return isRefused && this.#isNew(partOf(dialogId), answer.error.code);
    }
    const { messages } = answer.value.page;
    if (afterId !== undefined) return messages.length > 0;
    return this.#isNew(partOf(dialogId), messages);
  }

  /** Nothing is never new. */
  #isNew(part: string, value: unknown): boolean {
    if (value === undefined) return false;
    const print = fingerprint(JSON.stringify(value));
    if (this.#told.get(part) === print) return false;
    if (this.#told.size >= MOST_PARTS) this.#told.clear();
    this.#told.set(part, print);
    return true;
  }
}

function partOf(dialogId: DialogId): string {
  return `thread ${dialogId}`;
}

/** When somebody was last seen changes all the time; as exactly as this it shows in who is online. */
function listPrint({ dialogs, users, hasMore }: RecentPage): unknown {
  const seenAt = (at: number | undefined): number => Math.floor((at ?? 0) / SEEN_STEP_MS);
  const shown = users.map(({ lastActivityAt, mobileAt, ...user }: User) => [
    user,
    seenAt(lastActivityAt),
    seenAt(mobileAt),
  ]);
  return [dialogs, shown, hasMore];
}

/** Two texts with the same one are the same, but for one pair in billions. */
function fingerprint(text: string): string {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return `${text.length} ${hash}`;
}
