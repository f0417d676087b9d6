import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock, FileFolder } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message, ReadResult } from '../model/message.ts';
import type { Account } from './account.ts';
import { accountDrafts } from './accountDrafts.ts';
import { SessionCache } from './cache/sessionCache.ts';
import type { Connection } from './connection.ts';
import { DialogMarks } from './dialogMarks.ts';
import { DialogPeople } from './dialogPeople.ts';
import { DialogStore } from './dialogStore.ts';
import type { DraftStore } from './draftStore.ts';
import { accountFaces } from './faces/accountFaces.ts';
import type { FaceStore } from './faces/faceStore.ts';
import { accountFiles } from './files/accountFiles.ts';
import { DialogFind } from './find/dialogFind.ts';
import { createFileOutbox, type FileOutbox } from './files/fileOutbox.ts';
import type { FileStore } from './files/fileStore.ts';
import { Groups } from './groups.ts';
import { MessageActions } from './messageActions.ts';
import { MessageEdits } from './messageEdits.ts';
import { EventFeed } from './eventFeed.ts';
import { moveOldOutgoing } from './oldOutgoing.ts';
import { OutboxFolder } from './outboxFolder.ts';
import type { OutgoingContent } from './outgoing.ts';
import { noteArrivals } from './noteArrivals.ts';
import { ownMessage, ownPreview } from './ownMessage.ts';
import { Inbox } from './notifications/inbox.ts';
import { OpenThreads } from './openThreads.ts';
import { OutgoingStore } from './outgoingStore.ts';
import type { Portal } from './portal.ts';
import { ReadingPlaces } from './readingPlaces.ts';
import { ReadMarker } from './readMarker.ts';
import { Sender, type SendOptions, type SentMessage } from './sender.ts';
import type { SessionPorts } from './sessionPorts.ts';
import { Thread } from './thread.ts';
import { isWorthAnotherTry } from './threadLoad.ts';
import { Sync } from './sync.ts';
import { type ReceivedMessage, Ticker } from './ticker.ts';
import { TypingReporter } from './typingReporter.ts';
import { hasOwnTotal } from './unreadTotal.ts';
import { UserDirectory } from './userDirectory.ts';
import { WindowAttention } from './windowAttention.ts';
import type { WindowGroup } from './windows/windowGroup.ts';

/** One signed-in account at work, from sign-in to sign-out. */
export class Session implements Disposable {
  readonly account: Account;
  readonly dialogs: DialogStore;
  readonly users: UserDirectory;
  readonly outgoing: OutgoingStore;
  readonly drafts: DraftStore;
  readonly places: ReadingPlaces;
  readonly people: DialogPeople;
  readonly typing: TypingReporter;
  readonly edits: MessageEdits;
  readonly readMarker: ReadMarker;
  readonly marks: DialogMarks;
  readonly groups: Groups;
  readonly files: FileStore;
  readonly faces: FaceStore;
  readonly fileOutbox: FileOutbox;
  /** This account's own; goes at sign-out. */
  readonly folder: FileFolder;
  readonly actions: MessageActions;
  readonly portal: Portal;
  readonly events: EventFeed;
  readonly cache: SessionCache;
  readonly inbox: Inbox;
  readonly find: DialogFind;
  readonly #clock: Clock;
  readonly #sender: Sender;
  readonly #attention: WindowAttention;
  readonly #sync: Sync;
  readonly #group: WindowGroup | undefined;
  readonly #store = new DisposableStore();
  readonly #lifetime = new AbortController();
  readonly #received = new Emitter<ReceivedMessage>();
  readonly #threads: OpenThreads;
  #wasFailing = false;

  constructor(account: Account, portal: Portal, ports: SessionPorts) {
    this.account = account;
    this.portal = portal;
    this.folder = ports.folder;
    this.#clock = ports.clock;
    this.#threads = new OpenThreads(
      (dialogId) => new Thread(dialogId, portal, this.users),
      (thread) => {
        thread.onDidChange(() => noteArrivals(thread, this.outgoing, this.#sender));
        void this.#openFromCache(thread);
      },
      (thread) => {
        this.#attention.forgetThread(thread.dialogId);
        this.cache.close(thread);
      },
    );
    this.users = this.#store.add(new UserDirectory((ids) => portal.users(ids, this.#lifetime.signal)));
    this.dialogs = this.#store.add(new DialogStore(portal, ports.clock, this.users));
    const outbox = new OutboxFolder(ports.folder.subfolder('outbox'), ports.logger);
    this.outgoing = this.#store.add(
      new OutgoingStore(outbox, ports.leadership, ports.logger, () =>
        moveOldOutgoing(ports.state, account.id, outbox),
      ),
    );
    this.drafts = this.#store.add(accountDrafts(account.id, this.outgoing, ports));
    this.places = this.#store.add(new ReadingPlaces(ports.state, account.id, ports.clock));
    this.people = this.#store.add(new DialogPeople(portal, this.users, ports.clock));
    this.typing = this.#store.add(new TypingReporter(portal, ports.clock));
    this.edits = this.#store.add(
      new MessageEdits(portal, (dialogId, messageId, text) =>
        this.#threads
          .of(dialogId)
          ?.change(messageId, (message) => ({ ...message, text, isEdited: true }))
          .keep(),
      ),
    );
    const mayUseDisk = (): boolean => this.cache.limits.isEnabled;
    this.files = this.#store.add(accountFiles(portal.files, ports, mayUseDisk));
    this.faces = this.#store.add(accountFaces(portal.pictures, ports, mayUseDisk));
    this.readMarker = this.#store.add(
      new ReadMarker(portal, ports.clock, ports.logger, (dialogId, messageId, result) =>
        this.#applyRead(dialogId, messageId, result),
      ),
    );
    this.marks = new DialogMarks(portal.marks, portal.dialogApi, this.dialogs, this.#lifetime.signal);
    this.groups = new Groups(portal, this.dialogs, this.#lifetime.signal);
    this.actions = new MessageActions(
      portal,
      (dialogId) => this.#threads.of(dialogId),
      this.#lifetime.signal,
    );
    this.#sender = this.#store.add(
      new Sender(portal, this.outgoing, ports, (dialogId) =>
        Math.max(this.dialogs.get(dialogId)?.lastMessage?.id ?? 0, this.#threads.of(dialogId)?.newestId ?? 0),
      ),
    );
    this.fileOutbox = this.#store.add(
      createFileOutbox(portal, ports, this.files, this.outgoing, this.#sender, account.scopes),
    );
    this.#store.add(this.#sender.onDidSend((sent) => this.#applySent(sent)));
    this.#store.add(this.dialogs.onDidChange(() => this.#followReads()));
    this.events = new EventFeed(portal, ports.clock, this.dialogs, this.users, () => this.#threads.all);
    const ticker = this.#store.add(new Ticker(portal, ports.clock, this.dialogs, this.users, this.events));
    this.#store.add(
      ticker.onDidReceive((received) => {
        if (!this.#sender.hasSent(received.message.uuid)) this.#received.fire(received);
      }),
    );
    this.#store.add(
      ticker.onDidSeeOwn(({ uuid, messageId }) => void this.#sender.noteStored(uuid, messageId)),
    );
    this.#attention = this.#store.add(new WindowAttention());
    this.#sync = this.#store.add(
      new Sync(
        ports.clock,
        this.#attention,
        this.dialogs,
        ticker,
        (dialogId) => this.#threads.of(dialogId),
        ports.group,
      ),
    );
    this.#store.add(this.#sync.onDidChangeConnection((connection) => this.#noteConnection(connection)));
    this.cache = this.#store.add(
      new SessionCache(ports.folder.subfolder('cache'), ports.clock, ports.logger, {
        dialogs: this.dialogs,
        users: this.users,
        mayWriteList: () => ports.leadership.isLeading,
        heardAt: () => this.lastSyncAt ?? ports.clock.now(),
      }),
    );
    this.#store.add(
      ports.leadership.onDidChange((isLeading) => {
        if (isLeading) this.cache.noteTakeOver();
      }),
    );
    const mayKeep = (): boolean => this.cache.limits.isEnabled;
    this.find = this.#store.add(new DialogFind(portal, this.dialogs, this.users, mayKeep, ports));
    this.inbox = this.#store.add(new Inbox(portal, this, this.#attention, mayKeep, ports));
    this.#store.add(this.#sync.onDidWake(() => this.#sender.notePortalIsBack()));
    this.#group = ports.group;
    this.#store.add(portal);
  }

  get ownId(): number {
    return this.account.userId;
  }

  get connection(): Connection {
    return this.#sync.connection;
  }

  get onDidChangeConnection(): Event<Connection> {
    return this.#sync.onDidChangeConnection;
  }

  /** When the portal last answered with the list, milliseconds since 1970. */
  get lastSyncAt(): number | undefined {
    return this.#sync.lastSyncAt;
  }

  /** Fires for messages of others in open threads, and own ones from elsewhere. */
  get onDidReceiveMessage(): Event<ReceivedMessage> {
    return this.#received.event;
  }

  /** Fires after the computer, or this program, has stood still for a while. */
  get onDidWake(): Event<void> {
    return this.#sync.onDidWake;
  }

  /** What this window is to the account's other ones; `undefined` where there can be none. */
  get group(): Pick<WindowGroup, 'role' | 'windowId' | 'audienceSize' | 'holder'> | undefined {
    return this.#group;
  }

  get waitingCount(): number {
    return this.outgoing.size;
  }

  /** Shows what an earlier session knew, then asks the portal. */
  start(): void {
    void this.startSending();
    void this.drafts.prepare();
    this.inbox.start();
    void this.find.habits.start();
    void this.cache.restoreList().then(() => {
      if (!this.#lifetime.signal.aborted) this.#sync.start();
    });
  }

  /** Keeps on disk what is worth keeping, before the window closes. */
  async flush(): Promise<void> {
    const kept = [this.drafts, this.cache, this.places, this.find.habits];
    await Promise.all(kept.map((each) => each.flush()));
  }

  /** Resolves, once the session is disposed, when it has let go of the disk. */
  async ended(): Promise<void> {
    const parts = [this.drafts, this.cache, this.inbox, this.find.habits];
    await Promise.all([...parts.map((each) => each.settled()), this.#group?.closed]);
  }

  /** Goes on with what was left to be sent; resolves once that is known. */
  async startSending(): Promise<void> {
    await this.#sender.start();
    await this.fileOutbox.start();
  }

  /** Asks the portal now; rejects with its error. */
  refresh(): Promise<void> {
    return this.#sync.refresh();
  }

  /** Shares one thread between all who look at a dialog; each disposes what it was given. */
  openThread(dialogId: DialogId): { readonly thread: Thread } & Disposable {
    return this.#threads.open(dialogId);
  }

  /** A dialog may be shown in more than one place; it is visible as long as any of these `viewers` shows it. */
  setThreadVisible(dialogId: DialogId, isVisible: boolean, viewer: object = this): void {
    this.#attention.setThreadVisible(dialogId, isVisible, viewer);
  }

  setWindowFocused(isFocused: boolean): void {
    this.#attention.setWindowFocused(isFocused);
  }

  setListVisible(isVisible: boolean): void {
    this.#attention.setListVisible(isVisible);
  }

  /** The person's own lower limit between two looks at the portal. */
  setFastestSync(fastestMs: number): void {
    this.#sync.setFastest(fastestMs);
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

  send(content: OutgoingContent, options: SendOptions): Promise<{ readonly stored: Promise<number> }> {
    return this.#sender.accept(content, options);
  }

  /** As `send`, for messages that belong together: all are held, or none. */
  sendAll(contents: readonly OutgoingContent[], options: SendOptions): ReturnType<Sender['acceptAll']> {
    return this.#sender.acceptAll(contents, options);
  }

  /** From a message on, or, without one, the "view later" mark on the dialog. What is on screen stays unread. */
  async markUnread(dialogId: DialogId, messageId: number | undefined): Promise<void> {
    await this.marks.markUnread(dialogId, messageId);
    if (messageId === undefined) return;
    this.readMarker.forget(dialogId);
    this.dialogs.applyUnreadFrom(dialogId, messageId);
    this.#threads.of(dialogId)?.noteUnreadFrom(messageId);
    this.#sync.again();
  }

  async markAllRead(): Promise<void> {
    await this.marks.markAllRead();
    this.#sync.again();
  }

  retrySend(uuid: string): Promise<number | undefined> {
    return this.#sender.retry(uuid);
  }

  discardSend(uuid: string): Promise<void> {
    return this.fileOutbox.discard(uuid);
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#threads.dispose();
    this.#store.dispose();
    this.#group?.dispose();
    this.#received.dispose();
  }

  async #openFromCache(thread: Thread): Promise<void> {
    await this.cache.open(thread);
    // A slow disk may have let somebody else ask the portal first.
    if (!thread.isDisposed && thread.load.kind !== 'ready') await thread.open();
  }

  #applySent({ dialogId, messageId, uuid }: SentMessage): void {
    const outgoing = this.outgoing.get(uuid);
    if (outgoing === undefined) return;
    const { content, draftId } = outgoing;
    if (draftId !== undefined) void this.drafts.forget(dialogId, draftId);
    const chatId = this.dialogs.get(dialogId)?.chatId ?? 0;
    const now = this.#clock.now();
    const files = this.fileOutbox.noteSent(outgoing);
    const message = ownMessage(content, { messageId, uuid, chatId, ownId: this.ownId, now, files });
    this.portal.replies.note(messageId, content.replyTo);
    this.#threads.of(dialogId)?.applyOwn(message);
    this.dialogs.applyOwnMessage(dialogId, message, ownPreview(content));
    this.find.habits.note(dialogId);
    this.#askForTotal(dialogId);
  }

  #applyRead(dialogId: DialogId, messageId: number | undefined, result: ReadResult | undefined): void {
    this.dialogs.applyRead(dialogId, messageId, result);
    const upTo = result?.lastId ?? messageId ?? this.dialogs.get(dialogId)?.lastMessage?.id;
    if (upTo !== undefined) this.#threads.of(dialogId)?.noteReadUpTo(upTo);
    this.#askForTotal(dialogId);
  }

  /** What is not on the list, or may not count, cannot be counted here. */
  #askForTotal(dialogId: DialogId): void {
    const dialog = this.dialogs.get(dialogId);
    if (dialog === undefined || hasOwnTotal(dialog)) this.#sync.again();
  }

  /** Read on the phone or in the browser: the list tells, open threads follow. */
  #followReads(): void {
    for (const thread of this.#threads.all) {
      const dialog = this.dialogs.get(thread.dialogId);
      if (dialog !== undefined) thread.noteReadUpTo(dialog.lastReadId);
    }
  }

  /** Threads that could not be loaded while the portal was out of reach are loaded now. */
  #noteConnection({ kind }: Connection): void {
    const wasFailing = this.#wasFailing;
    this.#wasFailing = kind === 'failing';
    if (!wasFailing || kind !== 'online') return;
    this.#sender.notePortalIsBack();
    for (const thread of this.#threads.all) if (isWorthAnotherTry(thread.load)) void thread.open();
  }
}
