import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { SingleFlight } from '../base/singleFlight.ts';
import type { DialogDetails } from '../model/dialogDetails.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message, MessagePage } from '../model/message.ts';
import type { PortalEvent } from '../model/portalEvent.ts';
import type { User } from '../model/user.ts';
import type { OpenedThread, Portal, ThreadPageAnswer } from './portal.ts';
import { idsToRenew, renewedTimeline } from './renewedTimeline.ts';
import { looksSame, type ShownThread } from './shownThread.ts';
import {
  emptyTimeline,
  hasMessage,
  newMessages,
  newestId,
  oldestId,
  restartedTimeline,
  type Timeline,
  withMessages,
  withOlderEnd,
  withWholePage,
} from './timeline.ts';
import { isRefusal, type ThreadLoad } from './threadLoad.ts';
import { ThreadReading } from './threadReading.ts';
import { withEvents } from './timelineEvents.ts';
import type { UserDirectory } from './userDirectory.ts';

// Where more is unread than this, the thread still opens; the rest comes by scrolling up.
const UNREAD_PAGES = 6;
// Where more has come than this, the thread begins anew at its newest end.
const CATCH_UP_PAGES = 6;
const BACK_PAGES = 20;
const PAGE_SIZE = 50;

/** What a later session can begin with. */
export interface ThreadSnapshot {
  readonly details: DialogDetails;
  readonly readId: number;
  /** Without a hole up to its newest message. */
  readonly timeline: Timeline;
}

/** What is known of one open dialog. Whoever opened it disposes it. */
export class Thread implements Disposable {
  readonly dialogId: DialogId;
  readonly #portal: Portal;
  readonly #users: UserDirectory;
  readonly #changed = new Emitter<void>();
  readonly #loads = new SingleFlight<void>();
  readonly #olderLoads = new SingleFlight<void>();
  readonly #lifetime = new AbortController();
  #load: ThreadLoad = { kind: 'loading' };
  #details: DialogDetails | undefined;
  #timeline: Timeline = emptyTimeline;
  // Everything up to here is known; own messages may stand beyond it before the portal's pages reach them.
  #reachedId = 0;
  readonly #reading: ThreadReading;
  #wantsWholePage = false;

  constructor(dialogId: DialogId, portal: Portal, users: UserDirectory) {
    this.dialogId = dialogId;
    this.#portal = portal;
    this.#users = users;
    this.#reading = new ThreadReading(portal.ownId);
  }

  /** Fires when something that is shown has changed. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  get load(): ThreadLoad {
    return this.#load;
  }

  get details(): DialogDetails | undefined {
    return this.#details;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  /** The last message this person has read. */
  get readId(): number {
    return this.#reading.readId;
  }

  /** The first message that was unread when the thread was opened, or came while nobody looked. */
  get firstUnreadId(): number | undefined {
    return this.#reading.firstUnreadId;
  }

  get newestId(): number {
    return newestId(this.#timeline);
  }

  /** After which message news are to be asked for; `undefined` while none is known. */
  get reachedId(): number | undefined {
    return this.#reachedId > 0 && !this.#wantsWholePage ? this.#reachedId : undefined;
  }

  /** True where the thread could not be loaded, and not because the portal does not let this person in. */
  get wantsAnotherTry(): boolean {
    const { load } = this;
    return (
      (load.kind === 'failed' || load.kind === 'stale') && load.error !== undefined && !isRefusal(load.error)
    );
  }

  /** `undefined` until the portal has answered. */
  get snapshot(): ThreadSnapshot | undefined {
    if (this.#load.kind !== 'ready' || this.#details === undefined) return undefined;
    return { details: this.#details, readId: this.readId, timeline: this.#timeline };
  }

  get isDisposed(): boolean {
    return this.#lifetime.signal.aborted;
  }

  /** Shows what an earlier session knew, as of a moment in milliseconds since 1970. The portal's own answer stands. */
  restore({ details, readId, timeline }: ThreadSnapshot, asOf: number): void {
    const { load } = this;
    const error = load.kind === 'failed' ? load.error : undefined;
    if (this.isDisposed || load.kind === 'ready' || load.kind === 'stale' || isRefusal(error)) return;
    this.#details ??= details;
    // What was sent meanwhile stands already.
    this.#timeline = withMessages(timeline, this.#timeline.messages);
    this.#reachedId = newestId(timeline);
    this.#reading.restore(readId);
    this.#reading.placeSeparator(this.#timeline);
    this.#set({ kind: 'stale', asOf, error });
  }

  /** Loads the newest messages, back to the first unread one. Failing is a state, not an error. */
  open(): Promise<void> {
    return this.#loads.run('open', async () => {
      const wasReady = this.#load.kind === 'ready';
      if (this.#load.kind === 'failed') this.#set({ kind: 'loading' });
      if (this.#load.kind === 'stale') this.#set({ ...this.#load, error: undefined });
      const before = this.#shown();
      const restored = this.#load.kind === 'stale' ? this.#timeline : emptyTimeline;
      try {
        const answer = await this.#portal.openThread(
          this.dialogId,
          idsToRenew(restored),
          this.#lifetime.signal,
        );
        this.#learn(answer.users, answer.page);
        this.#details = answer.details;
        this.#reading.open(answer.details.lastReadId);
        if (wasReady) await this.#takeNewest(answer.page);
        else this.#renew(answer);
        if (!wasReady) await this.#loadUnread();
      } catch (error) {
        if (!this.isDisposed) this.#noteNotOpened(error);
        return;
      }
      if (this.isDisposed) return;
      if (wasReady) this.#fireIfChanged(before);
      else this.#set({ kind: 'ready' });
    });
  }

  /** Rejects with the portal's error; the thread stays as it was. */
  loadOlder(): Promise<void> {
    return this.#olderLoads.run('older', async () => {
      if (!this.#timeline.hasOlder) return;
      const before = this.#shown();
      await this.#loadPageBefore();
      this.#fireIfChanged(before);
    });
  }

  /** Loads back to a message, for a jump; false where it is not within reach. */
  async loadBackTo(messageId: number): Promise<boolean> {
    for (let page = 0; page < BACK_PAGES; page++) {
      const oldest = oldestId(this.#timeline);
      if (hasMessage(this.#timeline, messageId)) return true;
      if (oldest === undefined || oldest < messageId || !this.#timeline.hasOlder) return false;
      await this.loadOlder();
    }
    return hasMessage(this.#timeline, messageId);
  }

  /**
   * Takes in what a tick brought; `isForward` tells a page after `reachedId` from the newest page. Resolves to the
   * messages that were not known before; rejects with the portal's error where there was more to load.
   */
  async applyTick(answer: ThreadPageAnswer, isForward: boolean): Promise<readonly Message[]> {
    if (this.#load.kind !== 'ready') return [];
    const before = this.#shown();
    const reachedBefore = this.#reachedId;
    this.#learn(answer.users, answer.page);
    try {
      if (isForward) {
        this.#takeForward(answer.page);
        if (!answer.page.isLast) await this.#catchUp();
      } else {
        await this.#takeNewest(answer.page);
      }
    } catch (error) {
      if (this.isDisposed) return [];
      throw error;
    } finally {
      this.#fireIfChanged(before);
    }
    return newMessages(before.timeline, this.#timeline, reachedBefore);
  }

  /** Takes in what happened here, as far as it is not known; gives the messages that were not. */
  applyEvents(events: readonly PortalEvent[]): readonly Message[] {
    if (this.#load.kind !== 'ready' || events.length === 0) return [];
    const before = this.#shown();
    const timeline = withEvents(before.timeline, events, this.#reachedId);
    this.#become(timeline);
    // The newest page tells whether they were right.
    this.#wantsWholePage ||= timeline !== before.timeline;
    this.#fireIfChanged(before);
    return newMessages(before.timeline, timeline, this.#reachedId);
  }

  /** A tick could not ask for news. Only where the portal does not let this person in any more does it show. */
  noteFailure(error: unknown): void {
    if (this.#load.kind === 'ready' && isRefusal(error)) this.#set({ kind: 'failed', error });
  }

  /** Puts a message of this person's in that the portal has just stored, unless the portal's own copy is here. */
  applyOwn(message: Message): void {
    const before = this.#shown();
    if (!hasMessage(this.#timeline, message.id)) this.#take([message]);
    this.#reading.noteOwn(message.id);
    this.#reading.placeSeparator(this.#timeline);
    this.#fireIfChanged(before);
  }

  /** A message that is known here is different now, by this person's doing. */
  applyChange(messageId: number, change: (message: Message) => Message): void {
    const message = this.#timeline.messages.find(({ id }) => id === messageId);
    if (message === undefined) return;
    const before = this.#shown();
    this.#take([change(message)]);
    this.#fireIfChanged(before);
  }

  /** Read marks only go forward here; marking unread is another action. */
  noteReadUpTo(messageId: number): void {
    if (!this.#reading.noteReadUpTo(messageId)) return;
    this.#reading.placeSeparator(this.#timeline);
    this.#changed.fire();
  }

  /** This person has marked the messages from this one on as unread. */
  noteUnreadFrom(messageId: number): void {
    this.#reading.noteUnreadFrom(messageId);
    this.#reading.placeSeparator(this.#timeline);
    this.#changed.fire();
  }

  noteDetails(details: DialogDetails): void {
    this.#details = details;
    this.#changed.fire();
  }

  /** What comes while somebody watches is no news to them; what comes while nobody does is set apart. */
  setWatched(isWatched: boolean, watcher: object = this): void {
    const before = this.#shown();
    this.#reading.setWatched(isWatched, watcher);
    this.#reading.placeSeparator(this.#timeline);
    this.#fireIfChanged(before);
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
  }

  /** What is on screen stays there through a bad moment; only a refusal takes it away. */
  #noteNotOpened(error: unknown): void {
    const { load } = this;
    if (load.kind === 'stale' && !isRefusal(error)) this.#set({ ...load, error });
    else if (load.kind !== 'ready' || isRefusal(error)) this.#set({ kind: 'failed', error });
  }

  /** The first answer: of what was restored stays what the portal shows again. */
  #renew({ page, below }: OpenedThread): void {
    this.#become(renewedTimeline(this.#timeline, this.#reachedId, page, below));
    this.#reachedId = page.messages.at(-1)?.id ?? 0;
  }

  async #loadUnread(): Promise<void> {
    for (let page = 1; page < UNREAD_PAGES; page++) {
      const oldest = oldestId(this.#timeline);
      if (oldest === undefined || oldest <= this.readId + 1 || !this.#timeline.hasOlder) return;
      // Nothing was ever read: there is no place to load back to.
      if (this.readId === 0) return;
      await this.#loadPageBefore();
    }
  }

  async #loadPageBefore(): Promise<void> {
    const oldest = oldestId(this.#timeline);
    if (oldest === undefined) {
      this.#timeline = withOlderEnd(this.#timeline, false);
      return;
    }
    const { page, users } = await this.#portal.before(
      this.dialogId,
      oldest,
      PAGE_SIZE,
      this.#lifetime.signal,
    );
    this.#learn(users, page);
    this.#take(page.messages);
    // A page that leads no further back is the last one, whatever it holds.
    const hasOlder = !page.isLast && (oldestId(this.#timeline) ?? 0) < oldest;
    this.#timeline = withOlderEnd(this.#timeline, hasOlder);
  }

  /** The newest page joins on to what is known, or what lies between is loaded first. */
  async #takeNewest(page: MessagePage): Promise<void> {
    const { messages } = page;
    const joins = this.#reachedId === 0 || page.isLast || (messages[0]?.id ?? 0) <= this.#reachedId;
    if (!joins) {
      await this.#catchUp();
      return;
    }
    this.#wantsWholePage = false;
    this.#become(withWholePage(this.#timeline, messages));
    if (page.isLast) this.#timeline = withOlderEnd(this.#timeline, false);
    this.#reached(messages);
  }

  #takeForward({ messages }: MessagePage): void {
    this.#take(messages);
    this.#reached(messages);
  }

  /** Loads what came after `reachedId`; where that is too much, what is known gives way to the newest page. */
  async #catchUp(): Promise<void> {
    const { signal } = this.#lifetime;
    for (let count = 0; count < CATCH_UP_PAGES; count++) {
      const { page, users } = await this.#portal.after(this.dialogId, this.#reachedId, PAGE_SIZE, signal);
      this.#learn(users, page);
      this.#takeForward(page);
      if (page.isLast) return;
    }
    const { page, users } = await this.#portal.newest(this.dialogId, 'visible', signal);
    this.#learn(users, page);
    this.#become(restartedTimeline(this.#timeline, page.messages, !page.isLast));
    this.#reached(page.messages);
  }

  /** A page names most of its authors; who is missing is asked for. */
  #learn(users: readonly User[], page: MessagePage): void {
    this.#users.learn(users);
    void this.#users.want(page.messages.map((message) => message.authorId));
  }

  #reached(messages: readonly Message[]): void {
    this.#reachedId = Math.max(this.#reachedId, messages.at(-1)?.id ?? 0);
  }

  #take(messages: readonly Message[]): void {
    this.#become(withMessages(this.#timeline, messages));
  }

  #become(timeline: Timeline): void {
    if (timeline === this.#timeline) return;
    if (this.#load.kind === 'ready') this.#reading.noteLive(timeline);
    this.#timeline = timeline;
    this.#reading.placeSeparator(timeline);
  }

  #set(load: ThreadLoad): void {
    this.#load = load;
    this.#changed.fire();
  }

  #shown(): ShownThread {
    return {
      timeline: this.#timeline,
      firstUnreadId: this.firstUnreadId,
      readId: this.readId,
      details: this.#details,
    };
  }

  #fireIfChanged(before: ShownThread): void {
    if (!looksSame(before, this.#shown())) this.#changed.fire();
  }
}
