import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock } from '../base/ports.ts';
import type { PageOptions, RecentPage } from '../bitrix24/api/recentApi.ts';
import type { Lane } from '../bitrix24/rest/laneGate.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { Counters } from '../model/counters.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import type { DialogLook } from './dialogLook.ts';
import type { DialogStore } from './dialogStore.ts';
import type { EventFeed, EventNews, ToldEvents } from './eventFeed.ts';
import type { Portal } from './portal.ts';
import type { TickAnswer, TickRequest, TickThread } from './tickRequest.ts';
import type { Thread } from './thread.ts';
import type { UserDirectory } from './userDirectory.ts';
import type { News, ThreadNews } from './windows/news.ts';

const LATER_PAGE_SIZE = 50;
// How far others have read what is on screen shows within this many ticks; edits and deletions, too, where the portal
// records no events.
const WHOLE_PAGE_EVERY = 5;
// Further down the list, titles and marks follow page by page.
const WINDOW_EVERY = 3;
const WINDOW_OVERLAP = 10;

export interface ReceivedMessage {
  readonly dialogId: DialogId;
  readonly message: Message;
}

/** A message of this person that the portal itself shows. */
export interface OwnSight {
  readonly uuid: string;
  readonly messageId: number;
}

/** What a tick is to bring. */
export interface TickWishes {
  readonly threads: readonly TickThread[];
  /** Rows of the list that are shown somewhere. */
  readonly rowCount: number;
  /** All that can be had in one request: a large page of the list, the newest page of every thread. */
  readonly isWhole: boolean;
  /** Reading the log of events takes it from every other reader, so one window at most does. */
  readonly readsEvents: boolean;
}

/** One look at the portal, and what it showed. */
export interface Tick {
  /** For comparison with this person's own doings. */
  readonly moment: number;
  /** Wall clock. */
  readonly askedAt: number;
  readonly request: TickRequest;
  /** The threads of this window at the time. */
  readonly threads: ReadonlyMap<DialogId, Thread>;
  readonly answer: TickAnswer;
  /** What happened on the portal since the tick before, where it tells. */
  readonly events: ToldEvents | undefined;
}

/** Looks at the portal: the list's first page, the counts and what is new in threads on screen; and takes in what came. */
export class Ticker implements Disposable {
  readonly #portal: Portal;
  readonly #clock: Clock;
  readonly #dialogs: DialogStore;
  readonly #users: UserDirectory;
  readonly #events: EventFeed;
  readonly #received = new Emitter<ReceivedMessage>();
  readonly #sawOwn = new Emitter<OwnSight>();
  #count = 0;
  #windowOffset = 0;
  // The first round through a list of an earlier session is made at once.
  #isRenewing = false;

  constructor(portal: Portal, clock: Clock, dialogs: DialogStore, users: UserDirectory, events: EventFeed) {
    this.#portal = portal;
    this.#clock = clock;
    this.#dialogs = dialogs;
    this.#users = users;
    this.#events = events;
  }

  /** Fires for what has come into threads on screen, own messages among it. */
  get onDidReceive(): Event<ReceivedMessage> {
    return this.#received.event;
  }

  get onDidSeeOwn(): Event<OwnSight> {
    return this.#sawOwn.event;
  }

  /** True when the portal has more news than one look brought. */
  get wantsAnother(): boolean {
    return this.#dialogs.wantsLargePage || this.#events.wantsMore;
  }

  /** Rejects where the request as a whole failed. */
  async ask(
    wishes: TickWishes,
    threads: ReadonlyMap<DialogId, Thread>,
    lane: Lane,
    signal: AbortSignal,
  ): Promise<Tick> {
    const moment = this.#dialogs.beginTick();
    const askedAt = this.#clock.now();
    const startedAt = this.#clock.monotonic();
    this.#isRenewing ||= this.#dialogs.staleSince !== undefined;
    const request = this.#nextRequest(wishes);
    const answer = await this.#answerTo(request, lane, signal);
    if (!signal.aborted && !this.#dialogs.isLoaded) {
      this.#dialogs.noteDuration(this.#clock.monotonic() - startedAt, 1);
    }
    return { moment, askedAt, request, threads, answer, events: this.#events.told(answer) };
  }

  /** Takes in all that came; rejects where the list failed. */
  async take({ moment, request, threads, answer }: Tick): Promise<void> {
    const { recent, counters, window } = answer;
    if (recent.ok) this.#takeList(moment, recent.value, counters);
    // A row of the window may stand where this window's list does not reach to.
    const knowsWindow = (request.window?.offset ?? 0) < this.#dialogs.dialogs.length;
    if (recent.ok && window !== undefined && knowsWindow) this.#takeWindow(moment, window);
    for (const { dialogId, afterId } of request.threads) {
      const [thread, part] = [threads.get(dialogId), answer.threads.get(dialogId)];
      if (thread !== undefined && part !== undefined)
        await this.#takeThread(thread, { dialogId, afterId, answer: part });
    }
    for (const look of answer.looks) this.#takeLook(threads.get(look.details.id), look);
    this.#takeEvents(this.#events.take(answer));
    if (!recent.ok) throw recent.error;
  }

  /** Takes in what a tick of another window brought. Rejects with the portal's error where there was more to load. */
  async takeNews(news: News, threadOf: (dialogId: DialogId) => Thread | undefined): Promise<void> {
    const moment = this.#dialogs.momentOf(news.askedAt);
    // What the other window takes for a large page is one: the portal gives no more in time.
    const isSmall = (news.recent?.nextOffset ?? 0) < this.#dialogs.largePage;
    if (news.isLarge && isSmall) this.#dialogs.noteTooSlow();
    if (news.recent !== undefined) this.#takeList(moment, news.recent, news.counters);
    if (news.window !== undefined && news.window.offset < this.#dialogs.dialogs.length)
      this.#takeWindow(moment, news.window.page);
    for (const item of news.threads) {
      const thread = threadOf(item.dialogId);
      if (thread === undefined) continue;
      const isHole = item.afterId !== undefined && item.afterId > (thread.reachedId ?? 0);
      if (isHole && thread.load.kind === 'ready') await thread.open();
      else await this.#takeThread(thread, item);
    }
    for (const look of news.looks) this.#takeLook(threadOf(look.details.id), look);
    if (news.events !== undefined) this.#takeEvents(this.#events.takeTold(news.events, news.threads));
  }

  dispose(): void {
    this.#received.dispose();
    this.#sawOwn.dispose();
  }

  async #answerTo(request: TickRequest, lane: Lane, signal: AbortSignal): Promise<TickAnswer> {
    try {
      return await this.#portal.tick(request, lane, signal);
    } catch (error) {
      const isTooSlow = isPortalError(error) && error.kind === 'timeout';
      // The next tick asks for less; this one has kept whoever looks waiting long enough.
      if (isTooSlow && request.recentLimit > LATER_PAGE_SIZE) this.#dialogs.noteTooSlow();
      this.#events.noteFailedTick();
      throw error;
    }
  }

  #nextRequest({ threads, rowCount, isWhole, readsEvents }: TickWishes): TickRequest {
    const count = this.#count++;
    const isLarge = isWhole || this.#dialogs.wantsLargePage;
    const isRound = isWhole || count % WHOLE_PAGE_EVERY === 0;
    // Another program may have taken an event away, which nothing tells: the page that would show it takes the place of
    // the one after what is known.
    const isNewest = isRound || (this.#events.isInUse && this.#portal.hasTimeForPages);
    return {
      isLarge,
      recentLimit: isLarge ? this.#dialogs.largePage : LATER_PAGE_SIZE,
      window: isLarge ? undefined : this.#nextWindow(count, rowCount),
      threads: threads.map(({ dialogId, afterId }) => ({
        dialogId,
        afterId: isNewest ? undefined : afterId,
      })),
      looks: isRound ? threads.map(({ dialogId }) => dialogId) : [],
      events: readsEvents ? this.#events.nextRequest() : undefined,
    };
  }

  /** Goes through the list below its first page, round after round. Pages overlap, because what is hidden between two of them is on neither. */
  #nextWindow(count: number, rowCount: number): PageOptions | undefined {
    if (rowCount <= LATER_PAGE_SIZE || (!this.#isRenewing && count % WINDOW_EVERY !== 0)) return undefined;
    const limit = this.#isRenewing ? this.#dialogs.largePage : LATER_PAGE_SIZE;
    this.#windowOffset += limit - WINDOW_OVERLAP;
    if (this.#windowOffset >= rowCount) {
      this.#isRenewing = false;
      this.#windowOffset = LATER_PAGE_SIZE - WINDOW_OVERLAP;
    }
    return { offset: this.#windowOffset, limit };
  }

  #takeList(moment: number, page: RecentPage, counters: Counters | undefined): void {
    this.#users.learn(page.users);
    this.#dialogs.applyTick(moment, page, counters);
    for (const { lastMessage } of page.dialogs) this.#noteOwn(lastMessage);
  }

  #takeWindow(moment: number, page: RecentPage): void {
    this.#users.learn(page.users);
    this.#dialogs.applyWindow(moment, page);
  }

  async #takeThread(thread: Thread, { dialogId, afterId, answer }: ThreadNews): Promise<void> {
    // Closed meanwhile, and perhaps opened anew: the answer belongs to the thread that asked.
    if (thread.isDisposed) return;
    if (!answer.ok) {
      thread.noteFailure(answer.error);
      return;
    }
    for (const message of answer.value.page.messages) this.#noteOwn(message);
    const news = await thread.applyTick(answer.value, afterId !== undefined);
    for (const message of news) this.#received.fire({ dialogId, message });
  }

  #takeLook(thread: Thread | undefined, { details, peer }: DialogLook): void {
    if (peer !== undefined) this.#users.learn([peer]);
    thread?.applyLook(details, peer?.lastActivityAt);
  }

  #takeEvents({ received, posted }: EventNews): void {
    for (const message of posted) this.#noteOwn(message);
    for (const news of received) this.#received.fire(news);
  }

  #noteOwn(message: Pick<Message, 'id' | 'authorId' | 'uuid'> | undefined): void {
    if (message?.uuid === undefined || message.authorId !== this.#portal.ownId) return;
    this.#sawOwn.fire({ uuid: message.uuid, messageId: message.id });
  }
}
