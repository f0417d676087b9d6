import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock, FileFolder, Logger, StateStore } from '../base/ports.ts';
import { parseMarkup } from '../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../bitrix24/markup/plainText.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message, ReadResult } from '../model/message.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { Account } from './account.ts';
import { DialogMarks } from './dialogMarks.ts';
import { DialogStore } from './dialogStore.ts';
import { DraftStore } from './draftStore.ts';
import type { MessageContent } from './outgoing.ts';
import { ownMessage } from './ownMessage.ts';
import type { Leadership } from './leadership.ts';
import { OutgoingStore } from './outgoingStore.ts';
import { Poller } from './poller.ts';
import type { Attention } from './pollSchedule.ts';
import type { Portal } from './portal.ts';
import { ReadMarker } from './readMarker.ts';
import { Sender, type SendOptions, type SentMessage } from './sender.ts';
import { Thread } from './thread.ts';
import { type ReceivedMessage, Ticker } from './ticker.ts';
import { hasOwnTotal } from './unreadTotal.ts';
import { UserDirectory } from './userDirectory.ts';

const PREVIEW_LENGTH = 200;

export interface SessionPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: StateStore;
  /** This account's own, shared with other windows; goes at sign-out. */
  readonly folder: FileFolder;
  readonly leadership: Leadership;
}

/** How the last tick went. */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  /** `since` the first of the ticks that failed in a row, in milliseconds since 1970. */
  | { readonly kind: 'failing'; readonly error: unknown; readonly since: number };

/** One signed-in account at work, from sign-in to sign-out. */
export class Session implements Disposable {
  readonly account: Account;
  readonly dialogs: DialogStore;
  readonly users: UserDirectory;
  readonly outgoing: OutgoingStore;
  readonly drafts: DraftStore;
  readonly readMarker: ReadMarker;
  readonly marks: DialogMarks;
  readonly portal: Portal;
  readonly #clock: Clock;
  readonly #sender: Sender;
  readonly #ticker: Ticker;
  readonly #poller: Poller;
  readonly #store = new DisposableStore();
  readonly #lifetime = new AbortController();
  readonly #connectionChanged = new Emitter<Connection>();
  readonly #received = new Emitter<ReceivedMessage>();
  readonly #threads = new Map<DialogId, { readonly thread: Thread; users: number }>();
  readonly #visibleThreads = new Map<DialogId, Set<object>>();
  #isWindowFocused = true;
  #isListVisible = true;
  #connection: Connection = { kind: 'connecting' };
  #lastSyncAt: number | undefined;
  #isAskedFor = false;

  constructor(account: Account, portal: Portal, ports: SessionPorts) {
    this.account = account;
    this.portal = portal;
    this.#clock = ports.clock;
    this.users = this.#store.add(new UserDirectory((ids) => portal.users(ids, this.#lifetime.signal)));
    this.dialogs = this.#store.add(new DialogStore(portal, ports.clock, this.users));
    this.outgoing = this.#store.add(new OutgoingStore(ports.state, account.id));
    this.drafts = this.#store.add(new DraftStore(ports.state, account.id));
    this.readMarker = this.#store.add(
      new ReadMarker(portal, ports.clock, ports.logger, (dialogId, messageId, result) =>
        this.#applyRead(dialogId, messageId, result),
      ),
    );
    this.marks = new DialogMarks(portal.marks, portal.dialogApi, this.dialogs, this.#lifetime.signal);
    this.#sender = this.#store.add(
      new Sender(portal, this.outgoing, ports.clock, ports.logger, (dialogId) =>
        Math.max(
          this.dialogs.get(dialogId)?.lastMessage?.id ?? 0,
          this.#threads.get(dialogId)?.thread.newestId ?? 0,
        ),
      ),
    );
    this.#store.add(this.#sender.onDidSend((sent) => this.#applySent(sent)));
    this.#store.add(this.dialogs.onDidChange(() => this.#followReads()));
    this.#ticker = this.#store.add(new Ticker(portal, ports.clock, this.dialogs, this.users));
    this.#store.add(
      this.#ticker.onDidReceive((received) => {
        if (!this.#sender.hasSent(received.message.uuid)) this.#received.fire(received);
      }),
    );
    this.#store.add(
      this.#ticker.onDidSeeOwn(({ uuid, messageId }) => void this.#sender.noteStored(uuid, messageId)),
    );
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

  /** When the portal last answered with the list, in milliseconds since 1970. */
  get lastSyncAt(): number | undefined {
    return this.#lastSyncAt;
  }

  get onDidChangeConnection(): Event<Connection> {
    return this.#connectionChanged.event;
  }

  /** Fires for messages of others in open threads, and own ones from elsewhere. */
  get onDidReceiveMessage(): Event<ReceivedMessage> {
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
    this.#isAskedFor = true;
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
      entry.thread.onDidChange(() => this.#noteArrivals(entry.thread));
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

  /** A dialog may be shown in more than one place; it is visible as long as any of these `viewers` shows it. */
  setThreadVisible(dialogId: DialogId, isVisible: boolean, viewer: object = this): void {
    const viewers = this.#visibleThreads.get(dialogId) ?? new Set();
    if (viewers.has(viewer) === isVisible) return;
    if (isVisible) viewers.add(viewer);
    else viewers.delete(viewer);
    if (viewers.size > 0) this.#visibleThreads.set(dialogId, viewers);
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

  /** As `send`, for messages that belong together: all are held, or none. */
  sendAll(
    contents: readonly MessageContent[],
    options: SendOptions,
  ): Promise<{ readonly stored: readonly Promise<number>[] }> {
    return this.#sender.acceptAll(contents, options);
  }

  /** From a message on, or, without one, the "view later" mark on the dialog. What is on screen stays unread. */
  async markUnread(dialogId: DialogId, messageId: number | undefined): Promise<void> {
    await this.marks.markUnread(dialogId, messageId);
    if (messageId === undefined) return;
    this.readMarker.forget(dialogId);
    this.dialogs.applyUnreadFrom(dialogId, messageId);
    this.#threads.get(dialogId)?.thread.noteUnreadFrom(messageId);
    this.#poller.again();
  }

  async markAllRead(): Promise<void> {
    await this.marks.markAllRead();
    this.#poller.again();
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
    const isFirst = !this.dialogs.isLoaded;
    const { isListVisible, isThreadVisible } = this.#attention();
    const lane = this.#isAskedFor ? 'person' : isListVisible || isThreadVisible ? 'visible' : 'background';
    this.#isAskedFor = false;
    const threads = [...this.#visibleThreads.keys()].flatMap(
      (dialogId) => this.#threads.get(dialogId)?.thread ?? [],
    );
    try {
      await this.#ticker.tick(threads, lane, signal);
    } catch (error) {
      if (!signal.aborted) this.#noteFailing(error);
      throw error;
    }
    if (signal.aborted) return;
    if (this.dialogs.wantsLargePage) this.#poller.again();
    this.#noteOnline();
    // A first page may be empty though there is more (api-facts 3.2).
    if (isFirst && this.dialogs.dialogs.length === 0) await this.dialogs.loadMore();
  }

  #applySent({ dialogId, messageId, uuid }: SentMessage): void {
    const outgoing = this.outgoing.get(uuid);
    if (outgoing === undefined) return;
    const { content } = outgoing;
    const thread = this.#threads.get(dialogId)?.thread;
    const chatId = this.dialogs.get(dialogId)?.chatId ?? 0;
    const now = this.#clock.now();
    const message = ownMessage(content, { messageId, uuid, chatId, ownId: this.ownId, now });
    thread?.applyOwn(message);
    const preview = plainText(parseMarkup(content.text), { maxLength: PREVIEW_LENGTH });
    this.dialogs.applyOwnMessage(dialogId, message, preview);
    this.#askForTotal(dialogId);
  }

  #applyRead(dialogId: DialogId, messageId: number | undefined, result: ReadResult | undefined): void {
    this.dialogs.applyRead(dialogId, messageId, result);
    const upTo = result?.lastId ?? messageId ?? this.dialogs.get(dialogId)?.lastMessage?.id;
    if (upTo !== undefined) this.#threads.get(dialogId)?.thread.noteReadUpTo(upTo);
    this.#askForTotal(dialogId);
  }

  /** What is not on the list, or may not count, cannot be counted here. */
  #askForTotal(dialogId: DialogId): void {
    const dialog = this.dialogs.get(dialogId);
    if (dialog === undefined || hasOwnTotal(dialog)) this.#poller.again();
  }

  /** A message that waits as failed may show in a page after all. */
  #noteArrivals(thread: Thread): void {
    const failed = this.outgoing.of(thread.dialogId).filter((item) => item.state.kind === 'failed');
    if (failed.length === 0) return;
    const ids = new Map(thread.timeline.messages.map((message) => [message.uuid, message.id]));
    for (const { uuid } of failed) {
      const messageId = ids.get(uuid);
      if (messageId !== undefined) void this.#sender.noteStored(uuid, messageId);
    }
  }

  /** Read on the phone or in the browser: the list tells, open threads follow. */
  #followReads(): void {
    for (const { thread } of this.#threads.values()) {
      const dialog = this.dialogs.get(thread.dialogId);
      if (dialog !== undefined) thread.noteReadUpTo(dialog.lastReadId);
    }
  }

  /** Threads that could not be loaded while the portal was out of reach are loaded now. */
  #noteOnline(): void {
    const wasFailing = this.#connection.kind === 'failing';
    this.#lastSyncAt = this.#clock.now();
    this.#setConnection({ kind: 'online' });
    if (!wasFailing) return;
    for (const { thread } of this.#threads.values()) if (thread.wantsAnotherTry) void thread.open();
  }

  #noteFailing(error: unknown): void {
    const since = this.#connection.kind === 'failing' ? this.#connection.since : this.#clock.now();
    this.#setConnection({ kind: 'failing', error, since });
  }

  #setConnection(connection: Connection): void {
    const before = this.#connection;
    this.#connection = connection;
    if (!isSameConnection(before, connection)) this.#connectionChanged.fire(connection);
  }
}

function isSameConnection(a: Connection, b: Connection): boolean {
  if (a.kind !== 'failing' || b.kind !== 'failing') return a.kind === b.kind;
  if (!isPortalError(a.error) || !isPortalError(b.error)) return a.error === b.error;
  return (
    a.error.kind === b.error.kind && a.error.code === b.error.code && a.error.retryAt === b.error.retryAt
  );
}
