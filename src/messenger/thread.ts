import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { SingleFlight } from '../base/singleFlight.ts';
import type { DialogDetails } from '../model/dialogDetails.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import type { Portal, ThreadPageAnswer } from './portal.ts';
import {
  emptyTimeline,
  firstUnreadId,
  hasMessage,
  newestId,
  oldestId,
  type Timeline,
  withMessages,
  withOlderEnd,
} from './timeline.ts';
import type { UserDirectory } from './userDirectory.ts';

// Where more is unread than this, the thread still opens; the rest comes by scrolling up.
const UNREAD_PAGES = 6;
const NEWER_PAGES = 20;
const PAGE_SIZE = 50;

export type ThreadLoad =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: unknown };

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
  #readId = 0;
  #firstUnreadId: number | undefined;
  #readIdAtOpen: number | undefined;
  #isWatched = false;

  constructor(dialogId: DialogId, portal: Portal, users: UserDirectory) {
    this.dialogId = dialogId;
    this.#portal = portal;
    this.#users = users;
  }

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
    return this.#readId;
  }

  /** The first message that was unread when the thread was opened, or came while nobody looked. */
  get firstUnreadId(): number | undefined {
    return this.#firstUnreadId;
  }

  get newestId(): number {
    return newestId(this.#timeline);
  }

  /** Loads the newest messages, back to the first unread one. Failing is a state, not an error. */
  open(): Promise<void> {
    return this.#loads.run('open', async () => {
      if (this.#load.kind === 'failed') this.#set({ kind: 'loading' });
      try {
        const { details, page, users } = await this.#portal.openThread(this.dialogId, this.#lifetime.signal);
        this.#users.learn(users);
        this.#details = details;
        this.#readId = Math.max(this.#readId, details.lastReadId);
        this.#readIdAtOpen ??= details.lastReadId;
        this.#take(page.messages, page.isLast ? false : undefined);
        await this.#loadUnread();
        this.#set({ kind: 'ready' });
      } catch (error) {
        if (this.#lifetime.signal.aborted) return;
        this.#set({ kind: 'failed', error });
      }
    });
  }

  /** Rejects with the portal's error; the thread stays as it was. */
  loadOlder(): Promise<void> {
    return this.#olderLoads.run('older', async () => {
      if (!this.#timeline.hasOlder) return;
      await this.#loadPageBefore();
      this.#changed.fire();
    });
  }

  /** Loads back to a message, for a jump; false where it is not within reach. */
  async loadBackTo(messageId: number): Promise<boolean> {
    for (let page = 0; page < NEWER_PAGES; page++) {
      const oldest = oldestId(this.#timeline);
      if (hasMessage(this.#timeline, messageId)) return true;
      if (oldest === undefined || oldest < messageId || !this.#timeline.hasOlder) return false;
      await this.loadOlder();
    }
    return hasMessage(this.#timeline, messageId);
  }

  /** Takes in what a tick brought; `isForward` tells a page after the newest known from the newest page. */
  async applyTick(answer: ThreadPageAnswer, isForward: boolean): Promise<void> {
    this.#users.learn(answer.users);
    const { messages } = answer.page;
    const known = this.newestId;
    const oldestNew = messages[0]?.id ?? 0;
    const leavesGap = !isForward && !answer.page.isLast && known > 0 && oldestNew > known;
    const isCut = isForward && !answer.page.isLast;
    if (!leavesGap) this.#take(messages, undefined);
    if (leavesGap || isCut) await this.#loadNewer();
    this.#changed.fire();
  }

  /** Puts a message of this person's in that the portal has just stored. */
  applyOwn(message: Message): void {
    this.#take([message], undefined);
    this.#readId = Math.max(this.#readId, message.id);
    this.#firstUnreadId = undefined;
    this.#readIdAtOpen = this.#readId;
    this.#changed.fire();
  }

  /** Read marks only go forward here; marking unread is another action. */
  noteReadUpTo(messageId: number): void {
    if (messageId <= this.#readId) return;
    this.#readId = messageId;
    this.#changed.fire();
  }

  noteDetails(details: DialogDetails): void {
    this.#details = details;
    this.#changed.fire();
  }

  /** What comes while somebody watches is no news to them; what comes while nobody does is set apart. */
  setWatched(isWatched: boolean): void {
    if (this.#isWatched === isWatched) return;
    this.#isWatched = isWatched;
    if (isWatched || this.#readIdAtOpen === undefined) return;
    this.#readIdAtOpen = this.#readId;
    this.#placeSeparator();
    this.#changed.fire();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
  }

  async #loadUnread(): Promise<void> {
    for (let page = 1; page < UNREAD_PAGES; page++) {
      const oldest = oldestId(this.#timeline);
      if (oldest === undefined || oldest <= this.#readId + 1 || !this.#timeline.hasOlder) return;
      if (this.#readId === 0) return;
      await this.#loadPageBefore();
    }
  }

  async #loadPageBefore(): Promise<void> {
    const oldest = oldestId(this.#timeline);
    if (oldest === undefined) return;
    const { page, users } = await this.#portal.before(
      this.dialogId,
      oldest,
      PAGE_SIZE,
      this.#lifetime.signal,
    );
    this.#users.learn(users);
    this.#take(page.messages, !page.isLast);
  }

  async #loadNewer(): Promise<void> {
    for (let count = 0; count < NEWER_PAGES; count++) {
      const answer = await this.#portal.after(this.dialogId, this.newestId, PAGE_SIZE, this.#lifetime.signal);
      this.#users.learn(answer.users);
      this.#take(answer.page.messages, undefined);
      if (answer.page.isLast) return;
    }
  }

  #take(messages: readonly Message[], hasOlder: boolean | undefined): void {
    void this.#users.want(messages.map((message) => message.authorId));
    const merged = withMessages(this.#timeline, messages);
    const isLive = this.#isWatched && this.#load.kind === 'ready' && this.#firstUnreadId === undefined;
    if (isLive) this.#readIdAtOpen = newestId(merged);
    this.#timeline = hasOlder === undefined ? merged : withOlderEnd(merged, hasOlder);
    this.#placeSeparator();
  }

  #placeSeparator(): void {
    if (this.#readIdAtOpen === undefined) return;
    this.#firstUnreadId = firstUnreadId(this.#timeline, this.#readIdAtOpen, this.#portal.ownId);
  }

  #set(load: ThreadLoad): void {
    this.#load = load;
    this.#changed.fire();
  }
}
