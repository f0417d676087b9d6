import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock, Logger, StateStore } from '../base/ports.ts';
import { parseMarkup } from '../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../bitrix24/markup/plainText.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import type { Account } from './account.ts';
import { DialogStore, PAGE_SIZE } from './dialogStore.ts';
import { DraftStore } from './draftStore.ts';
import type { MessageContent } from './outgoing.ts';
import { OutgoingStore } from './outgoingStore.ts';
import { Poller } from './poller.ts';
import type { Attention } from './pollSchedule.ts';
import type { Portal, TickThread } from './portal.ts';
import { ReadMarker } from './readMarker.ts';
import { Sender, type SendOptions, type SentMessage } from './sender.ts';
import { Thread } from './thread.ts';
import { UserDirectory } from './userDirectory.ts';

const LATER_PAGE_SIZE = 50;
// Edits and deletions of what is on screen show within this many ticks.
const WHOLE_PAGE_EVERY = 5;
const PREVIEW_LENGTH = 200;

export interface SessionPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: StateStore;
}

/** How the last tick went. */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  | { readonly kind: 'failing'; readonly error: unknown };

/** One signed-in account at work, from sign-in to sign-out. */
export class Session implements Disposable {
  readonly account: Account;
  readonly dialogs: DialogStore;
  readonly users: UserDirectory;
  readonly outgoing: OutgoingStore;
  readonly drafts: DraftStore;
  readonly readMarker: ReadMarker;
  readonly portal: Portal;
  readonly #clock: Clock;
  readonly #sender: Sender;
  readonly #poller: Poller;
  readonly #store = new DisposableStore();
  readonly #lifetime = new AbortController();
  readonly #connectionChanged = new Emitter<Connection>();
  readonly #received = new Emitter<{ readonly dialogId: DialogId; readonly message: Message }>();
  readonly #threads = new Map<DialogId, { readonly thread: Thread; users: number }>();
  readonly #visibleThreads = new Set<DialogId>();
  #isWindowFocused = true;
  #isListVisible = true;
  #connection: Connection = { kind: 'connecting' };
  #tickCount = 0;

  constructor(account: Account, portal: Portal, ports: SessionPorts) {
    this.account = account;
    this.portal = portal;
    this.#clock = ports.clock;
    this.users = this.#store.add(new UserDirectory((ids) => portal.users(ids, this.#lifetime.signal)));
    this.dialogs = this.#store.add(new DialogStore(portal, ports.clock));
    this.outgoing = this.#store.add(new OutgoingStore(ports.state, account.id));
    this.drafts = new DraftStore(ports.state, account.id);
    this.readMarker = this.#store.add(
      new ReadMarker(portal, ports.clock, ports.logger, (dialogId, messageId, result) => {
        this.dialogs.applyRead(dialogId, messageId, result);
        const upTo = result?.lastId ?? messageId ?? this.dialogs.get(dialogId)?.lastMessage?.id;
        if (upTo !== undefined) this.#threads.get(dialogId)?.thread.noteReadUpTo(upTo);
      }),
    );
    this.#sender = this.#store.add(
      new Sender(portal, this.outgoing, ports.clock, ports.logger, (dialogId) =>
        Math.max(
          this.dialogs.get(dialogId)?.lastMessage?.id ?? 0,
          this.#threads.get(dialogId)?.thread.newestId ?? 0,
        ),
      ),
    );
    this.#store.add(this.#sender.onDidSend((sent) => this.#applySent(sent)));
    this.#store.add(this.dialogs.onDidChange(({ changed }) => this.#followReads(changed)));
    this.#poller = this.#store.add(
      new Poller(
        ports.clock,
        () => this.#attention(),
        (signal) => this.#tick(signal),
      ),
    );
    this.#store.add(portal);
  }

  get ownId(): number {
    return this.account.webhook.userId;
  }

  get connection(): Connection {
    return this.#connection;
  }

  get onDidChangeConnection(): Event<Connection> {
    return this.#connectionChanged.event;
  }

  /** Fires for messages of others in open threads, and own ones from elsewhere. */
  get onDidReceiveMessage(): Event<{ readonly dialogId: DialogId; readonly message: Message }> {
    return this.#received.event;
  }

  get waitingCount(): number {
    return this.outgoing.size;
  }

  start(): void {
    this.#poller.start();
  }

  /** Asks the portal now; rejects with its error. */
  refresh(): Promise<void> {
    return this.#poller.now();
  }

  /** Shares one thread between all who look at a dialog; each disposes what it was given. */
  openThread(dialogId: DialogId): { readonly thread: Thread } & Disposable {
    const entry = this.#threads.get(dialogId) ?? {
      thread: new Thread(dialogId, this.portal, this.users),
      users: 0,
    };
    if (entry.users === 0) {
      this.#threads.set(dialogId, entry);
      void entry.thread.open();
    }
    entry.users += 1;
    let isOpen = true;
    return {
      thread: entry.thread,
      dispose: () => {
        if (!isOpen) return;
        isOpen = false;
        entry.users -= 1;
        if (entry.users > 0) return;
        this.#threads.delete(dialogId);
        this.#visibleThreads.delete(dialogId);
        entry.thread.dispose();
      },
    };
  }

  setThreadVisible(dialogId: DialogId, isVisible: boolean): void {
    if (this.#visibleThreads.has(dialogId) === isVisible) return;
    if (isVisible) this.#visibleThreads.add(dialogId);
    else this.#visibleThreads.delete(dialogId);
    this.#poller.wake();
  }

  setWindowFocused(isFocused: boolean): void {
    if (this.#isWindowFocused === isFocused) return;
    this.#isWindowFocused = isFocused;
    this.#poller.wake();
  }

  setListVisible(isVisible: boolean): void {
    if (this.#isListVisible === isVisible) return;
    this.#isListVisible = isVisible;
    this.#poller.wake();
  }

  /** The newest messages of a dialog, or those before one; ascending. For programs: opens no thread. */
  async messages(dialogId: DialogId, limit: number, before?: number): Promise<readonly Message[]> {
    const { signal } = this.#lifetime;
    const answer =
      before === undefined
        ? await this.portal.newest(dialogId, 'visible', signal)
        : await this.portal.before(dialogId, before, limit, signal);
    this.users.learn(answer.users);
    return answer.page.messages.slice(-limit);
  }

  send(content: MessageContent, options: SendOptions): Promise<{ readonly stored: Promise<number> }> {
    return this.#sender.accept(content, options);
  }

  retrySend(uuid: string): Promise<number | undefined> {
    return this.#sender.retry(uuid);
  }

  discardSend(uuid: string): Promise<void> {
    return this.#sender.discard(uuid);
  }

  dispose(): void {
    this.#lifetime.abort();
    for (const { thread } of this.#threads.values()) thread.dispose();
    this.#threads.clear();
    this.#store.dispose();
    this.#connectionChanged.dispose();
    this.#received.dispose();
  }

  #attention(): Omit<Attention, 'failures'> {
    return {
      isWindowFocused: this.#isWindowFocused,
      isThreadVisible: this.#visibleThreads.size > 0,
      isListVisible: this.#isListVisible,
    };
  }

  async #tick(signal: AbortSignal): Promise<void> {
    const moment = this.dialogs.beginTick();
    const before = this.#clock.monotonic();
    const isFirst = !this.dialogs.isLoaded;
    const threads = this.#threadsOfTick(this.#tickCount++);
    try {
      const answer = await this.portal.tick(
        { recentLimit: isFirst ? PAGE_SIZE : LATER_PAGE_SIZE, threads },
        isFirst ? 'visible' : 'background',
        signal,
      );
      if (signal.aborted) return;
      if (isFirst) this.dialogs.noteDuration(this.#clock.monotonic() - before, 1);
      this.users.learn(answer.recent.users);
      this.dialogs.applyTick(moment, answer.recent, answer.counters);
      for (const { dialogId, afterId } of threads) {
        const page = answer.threads.get(dialogId);
        const thread = this.#threads.get(dialogId)?.thread;
        if (page === undefined || thread === undefined) continue;
        const newest = thread.newestId;
        await thread.applyTick(page, afterId !== undefined);
        for (const message of thread.timeline.messages.slice(-page.page.messages.length)) {
          if (message.id > newest) this.#received.fire({ dialogId, message });
        }
      }
      this.#setConnection({ kind: 'online' });
    } catch (error) {
      if (!signal.aborted) this.#setConnection({ kind: 'failing', error });
      throw error;
    }
  }

  #threadsOfTick(tickCount: number): readonly TickThread[] {
    const threads: TickThread[] = [];
    for (const dialogId of this.#visibleThreads) {
      const thread = this.#threads.get(dialogId)?.thread;
      if (thread?.load.kind !== 'ready') continue;
      const wantsWholePage = tickCount % WHOLE_PAGE_EVERY === 0 || thread.newestId === 0;
      threads.push({ dialogId, afterId: wantsWholePage ? undefined : thread.newestId });
    }
    return threads;
  }

  #applySent({ dialogId, messageId, uuid }: SentMessage): void {
    const outgoing = this.outgoing.get(uuid);
    if (outgoing === undefined) return;
    const { content } = outgoing;
    const thread = this.#threads.get(dialogId)?.thread;
    const message: Message = {
      id: messageId,
      chatId: this.dialogs.get(dialogId)?.chatId ?? 0,
      authorId: content.isSystem ? 0 : this.ownId,
      date: this.#clock.now(),
      text: content.text,
      isUnread: false,
      uuid,
      isSystem: content.isSystem,
      isDeleted: false,
      isEdited: false,
      likedBy: [],
      fileIds: [],
      files: [],
      attach: Array.isArray(content.attach) ? content.attach : [],
      keyboard: Array.isArray(content.keyboard) ? content.keyboard : [],
    };
    thread?.applyOwn(message);
    const preview = plainText(parseMarkup(content.text), { maxLength: PREVIEW_LENGTH });
    this.dialogs.applyOwnMessage(dialogId, message, preview);
    this.#poller.wake();
  }

  /** Read on the phone or in the browser: the list tells, the open thread follows. */
  #followReads(changed: readonly DialogId[]): void {
    for (const dialogId of changed) {
      const dialog = this.dialogs.get(dialogId);
      if (dialog !== undefined) this.#threads.get(dialogId)?.thread.noteReadUpTo(dialog.lastReadId);
    }
  }

  #setConnection(connection: Connection): void {
    const before = this.#connection;
    this.#connection = connection;
    if (before.kind === connection.kind && connection.kind !== 'failing') return;
    this.#connectionChanged.fire(connection);
  }
}
