import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { SingleFlight } from '../base/singleFlight.ts';
import type { DialogDetails } from '../model/dialogDetails.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message, MessagePage } from '../model/message.ts';
import type { PortalEvent } from '../model/portalEvent.ts';
import { OwnChanges, type PendingChange } from './ownChanges.ts';
import { PressedButtons } from './pressedButtons.ts';
import type { ReadingPlace } from './readingPlaces.ts';
import type { OpenedThread, Portal, ThreadPageAnswer } from './portal.ts';
import { idsToRenew, renewedTimeline } from './renewedTimeline.ts';
import { looksSame, shownOf, type ShownThread } from './shownThread.ts';
import type { ThreadSnapshot } from './threadSnapshot.ts';
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
import { type PagesAround, ThreadPast, withPageAgain, withPageBefore } from './threadPast.ts';
import { ThreadPages } from './threadPages.ts';
import { isRefusal, loadAfter, type ThreadLoad } from './threadLoad.ts';
import { ThreadReading } from './threadReading.ts';
import { withEvents } from './timelineEvents.ts';
import type { UserDirectory } from './userDirectory.ts';

/** What is known of one open dialog. Whoever opened it disposes it. */
export class Thread implements Disposable {
  readonly dialogId: DialogId;
  readonly pressed = new PressedButtons();
  readonly #portal: Portal;
  readonly #pages: ThreadPages;
  readonly #past: ThreadPast;
  readonly #changed = new Emitter<void>();
  readonly #loads = new SingleFlight<void>();
  readonly #pageLoads = new SingleFlight<void>();
  readonly #lifetime = new AbortController();
  #load: ThreadLoad = { kind: 'loading' };
  #details: DialogDetails | undefined;
  #peerSeenAt: number | undefined;
  readonly #ownChanges = new OwnChanges(() => this.#changed.fire());
  #timeline: Timeline = emptyTimeline;
  // Everything up to here is known; own messages may stand beyond it before the portal's pages reach them.
  #reachedId = 0;
  readonly #reading: ThreadReading;
  #wantsWholePage = false;
  readonly #shown = (): ShownThread => shownOf(this, this.#peerSeenAt);

  constructor(dialogId: DialogId, portal: Portal, users: UserDirectory) {
    this.dialogId = dialogId;
    this.#portal = portal;
    this.#pages = new ThreadPages(dialogId, portal, users, this.#lifetime.signal, (messages) =>
      this.#ownChanges.noteSeen(messages),
    );
    this.#past = new ThreadPast(this.#pages);
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

  /** The newest messages, without a hole, as the portal gave them. */
  get timeline(): Timeline {
    return this.#timeline;
  }

  /** What the person is to see: the newest messages, or a stretch further back, with their own latest doings. */
  get shown(): Timeline {
    return this.#ownChanges.applyTo(this.#past.stretch ?? this.#timeline);
  }

  /** Whether the newest messages lie beyond what is shown, with a gap before them. */
  get hasNewer(): boolean {
    return this.#past.stretch !== undefined;
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
    this.#placeSeparator();
    this.#set({ kind: 'stale', asOf, error });
  }

  /** Where it is still to be loaded, the thread is to begin here, unless more has become unread since. */
  beginAt(place: ReadingPlace): void {
    this.#past.begin(place);
  }

  /** Loads the newest messages, and those around the first unread one. Failing is a state, not an error. */
  open(): Promise<void> {
    return this.#loads.run('open', async () => {
      const wasReady = this.#load.kind === 'ready';
      if (this.#load.kind === 'failed') this.#set({ kind: 'loading' });
      if (this.#load.kind === 'stale') this.#set({ ...this.#load, error: undefined });
      const before = this.#shown();
      const restored = this.#load.kind === 'stale' ? this.#timeline : emptyTimeline;
      try {
        const known = idsToRenew(restored);
        const answer = await this.#portal.openThread(this.dialogId, known, this.#lifetime.signal);
        this.#pages.learn(answer);
        [this.#details, this.#peerSeenAt] = [answer.details, answer.peerSeenAt];
        this.#reading.open(answer.details.lastReadId);
        if (wasReady) await this.#takeNewest(answer.page);
        else this.#renew(answer);
        if (!wasReady) this.#joinPast(await this.#past.loadBeginning(this.#timeline, this.readId));
      } catch (error) {
        if (!this.isDisposed) this.#set(loadAfter(error, this.#load));
        return;
      }
      if (this.isDisposed) return;
      if (wasReady) this.#fireIfChanged(before);
      else this.#set({ kind: 'ready' });
    });
  }

  /** Rejects with the portal's error; the thread stays as it was. */
  loadOlder(): Promise<void> {
    return this.#pageLoads.run('older', async () => {
      const before = this.#shown();
      if (before.shown.hasOlder) await this.#loadPageBefore(oldestId(before.shown));
      this.#fireIfChanged(before);
    });
  }

  /** Looks again at what is shown from this message on, as ticks do at the newest page. Rejects with the portal's error. */
  renewFrom(messageId: number): Promise<void> {
    return this.#pageLoads.run('renew', async () => {
      const before = this.#shown();
      const page = await this.#past.renewFrom(messageId, this.#timeline);
      if (page !== undefined) this.#become(withPageAgain(this.#timeline, page));
      this.#fireIfChanged(before);
    });
  }

  /** Loads on towards the newest messages, until nothing is missing before them. Rejects with the portal's error. */
  loadNewer(): Promise<void> {
    return this.#pageLoads.run('newer', async () => {
      const before = this.#shown();
      this.#joinPast(await this.#past.loadNewer());
      this.#fireIfChanged(before);
    });
  }

  /** Shows the messages around this one, however far back it is; false where the dialog shows no such message. */
  async loadAround(messageId: number): Promise<boolean> {
    const before = this.#shown();
    if (hasMessage(before.shown, messageId)) return true;
    const isNew = hasMessage(this.#timeline, messageId);
    if (isNew) this.showNewest();
    const isFound = isNew || this.#joinPast(await this.#past.loadAround(messageId, true));
    this.#fireIfChanged(before);
    return isFound;
  }

  /** Leaves the stretch that was shown for the newest messages. */
  showNewest(): void {
    if (!this.hasNewer) return;
    this.#past.leave();
    this.#readAnew();
  }

  /** Shows what this person does to a message before the portal has done it; they tell how it ended. */
  change(messageId: number, apply: (message: Message) => Message): PendingChange {
    return this.#ownChanges.begin(messageId, apply);
  }

  /**
   * Takes in what a tick brought; `isForward` tells a page after `reachedId` from the newest page. Resolves to the
   * messages that were not known before; rejects with the portal's error where there was more to load.
   */
  async applyTick(answer: ThreadPageAnswer, isForward: boolean): Promise<readonly Message[]> {
    if (this.#load.kind !== 'ready') return [];
    const before = this.#shown();
    const reachedBefore = this.#reachedId;
    this.#pages.learn(answer);
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
    this.#past.takeEvents(events);
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
    this.#placeSeparator();
    this.#fireIfChanged(before);
  }

  /** Read marks only go forward here; marking unread is another action. */
  noteReadUpTo(messageId: number): void {
    if (this.#reading.noteReadUpTo(messageId)) this.#readAnew();
  }

  /** This person has marked the messages from this one on as unread. */
  noteUnreadFrom(messageId: number): void {
    this.#reading.noteUnreadFrom(messageId);
    this.#readAnew();
  }

  /** Takes in what the dialog is by now, and when the other one of a private dialog was last there. */
  applyLook(details: DialogDetails, peerSeenAt: number | undefined): void {
    if (this.isDisposed || this.#load.kind !== 'ready') return;
    const before = this.#shown();
    [this.#details, this.#peerSeenAt] = [details, peerSeenAt ?? this.#peerSeenAt];
    this.#fireIfChanged(before);
  }

  /** What comes while somebody watches is no news to them; what comes while nobody does is set apart. */
  setWatched(isWatched: boolean, watcher: object = this): void {
    const before = this.#shown();
    this.#reading.setWatched(isWatched, watcher);
    this.#placeSeparator();
    this.#fireIfChanged(before);
  }

  /** The button waits for its bot from now on. */
  notePressed(message: Message, place: number): void {
    this.pressed.note(message, place);
    this.#changed.fire();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
  }

  /** The first answer: of what was restored stays what the portal shows again. */
  #renew({ page, below }: OpenedThread): void {
    this.#become(renewedTimeline(this.#timeline, this.#reachedId, page, below));
    this.#reachedId = page.messages.at(-1)?.id ?? 0;
  }

  /** After a stretch of the past has grown; false where nothing was loaded. */
  #joinPast(pages: PagesAround | undefined): boolean {
    if (pages === undefined) return false;
    const joined = this.#past.joined(this.#timeline, pages);
    if (joined !== undefined) this.#become(joined);
    this.#placeSeparator();
    return true;
  }

  async #loadPageBefore(oldest: number | undefined): Promise<void> {
    if (oldest === undefined) {
      this.#timeline = withOlderEnd(this.#timeline, false);
      return;
    }
    const page = await this.#pages.before(oldest);
    // Left meanwhile for another place, where this page does not join on.
    if (oldestId(this.#past.stretch ?? this.#timeline) !== oldest) return;
    if (this.hasNewer) this.#past.takeOlder(page);
    else this.#become(withPageBefore(this.#timeline, page));
    this.#placeSeparator();
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
    // A portal that gives the oldest unread ones instead: they would leave a hole below.
    if ((messages.at(-1)?.id ?? Infinity) < (oldestId(this.#timeline) ?? 0)) return;
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
    const page = await this.#pages.catchUp(this.#reachedId, (each) => this.#takeForward(each));
    if (page === undefined) return;
    this.#become(restartedTimeline(this.#timeline, page.messages, !page.isLast));
    this.#reached(page.messages);
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
    this.#placeSeparator();
  }

  #placeSeparator(): void {
    const { stretch } = this.#past;
    this.#reading.placeSeparator(stretch === undefined ? [this.#timeline] : [stretch, this.#timeline]);
  }

  #readAnew(): void {
    this.#placeSeparator();
    this.#changed.fire();
  }

  #set(load: ThreadLoad): void {
    if (load === this.#load) return;
    this.#load = load;
    this.#changed.fire();
  }

  #fireIfChanged(before: ShownThread): void {
    if (!looksSame(before, this.#shown())) this.#changed.fire();
  }
}
