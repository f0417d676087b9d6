import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock } from '../base/ports.ts';
import type { PageOptions, RecentPage } from '../bitrix24/api/recentApi.ts';
import type { Lane } from '../bitrix24/rest/laneGate.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import type { DialogStore } from './dialogStore.ts';
import type { EventFeed } from './eventFeed.ts';
import type { Portal, TickAnswer, TickRequest, TickThread } from './portal.ts';
import type { Thread } from './thread.ts';
import type { UserDirectory } from './userDirectory.ts';

const LATER_PAGE_SIZE = 50;
// Edits and deletions of what is on screen show within this many ticks.
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

interface ThreadOfTick extends TickThread {
  readonly thread: Thread;
}

/** One look at the portal: the list's first page, the counts and what is new in the threads on screen. */
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

  /** Takes in all that came; rejects where the request failed, or the list did. */
  async tick(threads: readonly Thread[], lane: Lane, signal: AbortSignal): Promise<void> {
    const moment = this.#dialogs.beginTick();
    const startedAt = this.#clock.monotonic();
    this.#isRenewing ||= this.#dialogs.staleSince !== undefined;
    const request = this.#nextRequest(threads);
    const answer = await this.#ask(request, lane, signal);
    if (signal.aborted) return;
    if (!this.#dialogs.isLoaded) this.#dialogs.noteDuration(this.#clock.monotonic() - startedAt, 1);
    if (answer.recent.ok) this.#applyList(moment, answer.recent.value, answer);
    await this.#applyThreads(request.threads, answer.threads);
    this.#applyEvents(answer);
    if (!answer.recent.ok) throw answer.recent.error;
  }

  dispose(): void {
    this.#received.dispose();
    this.#sawOwn.dispose();
  }

  async #ask(request: TickRequest, lane: Lane, signal: AbortSignal): Promise<TickAnswer> {
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

  #nextRequest(threads: readonly Thread[]): TickRequest & { readonly threads: readonly ThreadOfTick[] } {
    const count = this.#count++;
    const isLarge = this.#dialogs.wantsLargePage;
    return {
      recentLimit: isLarge ? this.#dialogs.largePage : LATER_PAGE_SIZE,
      window: isLarge ? undefined : this.#nextWindow(count),
      threads: threads
        .filter((thread) => thread.load.kind === 'ready')
        .map((thread) => {
          const afterId = count % WHOLE_PAGE_EVERY === 0 ? undefined : thread.reachedId;
          return { dialogId: thread.dialogId, afterId, thread };
        }),
      events: this.#events.nextRequest(),
    };
  }

  /** Goes through the list below its first page, round after round. Pages overlap, because what is hidden between two of them is on neither. */
  #nextWindow(count: number): PageOptions | undefined {
    const rows = this.#dialogs.dialogs.length;
    if (rows <= LATER_PAGE_SIZE || (!this.#isRenewing && count % WINDOW_EVERY !== 0)) return undefined;
    const limit = this.#isRenewing ? this.#dialogs.largePage : LATER_PAGE_SIZE;
    this.#windowOffset += limit - WINDOW_OVERLAP;
    if (this.#windowOffset >= rows) {
      this.#isRenewing = false;
      this.#windowOffset = LATER_PAGE_SIZE - WINDOW_OVERLAP;
    }
    return { offset: this.#windowOffset, limit };
  }

  #applyList(moment: number, page: RecentPage, { counters, window }: TickAnswer): void {
    this.#users.learn(page.users);
    this.#dialogs.applyTick(moment, page, counters);
    for (const { lastMessage } of page.dialogs) this.#noteOwn(lastMessage);
    if (window === undefined) return;
    this.#users.learn(window.users);
    this.#dialogs.applyWindow(moment, window);
  }

  #applyEvents(answer: TickAnswer): void {
    const { received, posted } = this.#events.take(answer);
    for (const message of posted) this.#noteOwn(message);
    for (const news of received) this.#received.fire(news);
  }

  #noteOwn(message: Pick<Message, 'id' | 'authorId' | 'uuid'> | undefined): void {
    if (message?.uuid === undefined || message.authorId !== this.#portal.ownId) return;
    this.#sawOwn.fire({ uuid: message.uuid, messageId: message.id });
  }

  async #applyThreads(threads: readonly ThreadOfTick[], answers: TickAnswer['threads']): Promise<void> {
    for (const { dialogId, afterId, thread } of threads) {
      const answer = answers.get(dialogId);
      // Closed meanwhile, and perhaps opened anew: the answer belongs to the thread that asked.
      if (answer === undefined || thread.isDisposed) continue;
      if (answer.ok) {
        for (const message of answer.value.page.messages) this.#noteOwn(message);
        const news = await thread.applyTick(answer.value, afterId !== undefined);
        for (const message of news) this.#received.fire({ dialogId, message });
      } else {
        thread.noteFailure(answer.error);
      }
    }
  }
}
