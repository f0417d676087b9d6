import * as vscode from 'vscode';
import { MESSAGE_LIMIT } from '../../bitrix24/markup/splitMessage.ts';
import { DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/ports.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { hasUnreadSince } from '../../messenger/readingPlaces.ts';
import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import type {
  ListPlace,
  PageSettings,
  ReadyPage,
  ThreadContract,
  ThreadState,
} from '../../protocol/thread.ts';
import { errorText } from '../errorText.ts';
import { canReveal } from '../files/canReveal.ts';
import { systemClock } from '../hostPorts.ts';
import { onDidChangeSettings, readSettings } from '../settings.ts';
import { CodeActions } from './codeActions.ts';
import { PageChannel } from './pageChannel.ts';
import { PersonPresence } from './personPresence.ts';
import { type OpenDialog, threadHandlers } from './threadHandlers.ts';
import { ThreadRows } from './threadRows.ts';
import { TrayHandlers } from './trayHandlers.ts';
import { threadSchemas } from './threadSchemas.ts';
import { threadPatch, threadState } from './threadView.ts';
import { threadWording } from './threadWording.ts';

// A minute is what presence is told by; edits of far back need not be quicker than those of the last page by much.
const AGEING_MS = 15_000;

/** One page showing one dialog, wherever its webview lives. Posts only what changed. */
export class ThreadPage implements vscode.Disposable {
  readonly dialogId: DialogId;
  readonly thread: Thread;
  readonly #session: Session;
  readonly #store = new DisposableStore();
  readonly #channel: PageChannel<ThreadContract>;
  readonly #tray: TrayHandlers;
  readonly #rows = new ThreadRows();
  readonly #onTitle: (title: string) => void;
  #shown: ThreadState | undefined;
  #isRefreshPlanned = false;
  #isVisible = false;
  readonly #person = new PersonPresence(systemClock);
  #seenId = 0;
  #readId = 0;
  #wantedReveal: number | undefined;
  #wantsFocus = false;
  #ageing: NodeJS.Timeout | undefined;

  constructor(
    webview: vscode.Webview,
    session: Session,
    dialogId: DialogId,
    openDialog: OpenDialog,
    logger: Logger,
    onTitle: (title: string) => void,
  ) {
    this.dialogId = dialogId;
    this.#session = session;
    this.#onTitle = onTitle;
    const opened = this.#store.add(session.openThread(dialogId));
    this.thread = opened.thread;
    const tray = new TrayHandlers(session, dialogId, (files) => {
      if (this.#shown !== undefined) this.#channel.notify('tray', files);
    });
    this.#tray = tray;
    this.#channel = this.#store.add(
      new PageChannel<ThreadContract>(
        webview,
        session.account.id,
        threadSchemas,
        threadHandlers(
          session,
          this.thread,
          openDialog,
          this.#store.add(new CodeActions()),
          {
            onReady: (page) => void this.#noteReady(page),
            onSeen: (messageId) => this.#saw(messageId),
            onActed: () => {
              this.#person.noteSign();
              this.#noteAttention();
            },
            onFault: (message) => logger.warn('The thread page reports a fault', { fault: message }),
          },
          tray,
        ),
        (message) => logger.warn(message),
        errorText,
      ),
    );
    this.#store.add(
      this.thread.onDidChange(() => {
        // Marked unread by hand: what was on screen until now does not count as seen again.
        if (this.thread.readId < this.#readId) this.#seenId = 0;
        this.#readId = this.thread.readId;
        this.#planRefresh();
      }),
    );
    this.#store.add(
      session.users.onDidChange((changed) => {
        if (this.#showsAny(changed)) this.#planRefresh();
      }),
    );
    this.#store.add(session.onDidChangeConnection(() => this.#planRefresh()));
    this.#store.add(
      session.dialogs.onDidChange(({ changed }) => {
        if (changed.includes(dialogId)) this.#planRefresh();
      }),
    );
    this.#store.add(
      session.outgoing.onDidChange((changedId) => {
        if (changedId === dialogId) this.#planRefresh();
      }),
    );
    this.#store.add(
      session.edits.onDidChange((changedId) => {
        if (changedId === dialogId) this.#planRefresh();
      }),
    );
    this.#store.add(session.drafts.follow(dialogId));
    this.#store.add(
      session.drafts.onDidChange((changedId) => {
        if (changedId === dialogId) this.#tellDraft();
      }),
    );
    this.#store.add(
      session.fileOutbox.tray.onDidChange((changedId) => {
        if (changedId === dialogId) tray.show();
      }),
    );
    this.#store.add(
      session.fileOutbox.onDidProgress(({ uuid, sent, total }) => {
        const isHere = session.outgoing.get(uuid)?.content.dialogId === dialogId;
        if (isHere && this.#shown !== undefined) {
          this.#channel.notify('uploadProgress', { key: uuid, sent, total });
        }
      }),
    );
    this.#store.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        // What the disk's notices have missed is there before anybody types over it.
        if (focused && this.#shown !== undefined) void session.drafts.read(dialogId);
        this.#noteAttention();
      }),
    );
    this.#store.add(
      onDidChangeSettings(() => {
        if (this.#shown !== undefined) this.#channel.notify('settings', pageSettings());
      }),
    );
  }

  /** Whoever holds the webview tells when it comes on screen and goes. A hidden page may be torn down. */
  setVisible(isVisible: boolean): void {
    if (this.#isVisible === isVisible) return;
    this.#isVisible = isVisible;
    if (!isVisible) this.#shown = undefined;
    clearInterval(this.#ageing);
    if (isVisible) this.#ageing = setInterval(() => this.#age(), AGEING_MS);
    this.#session.setThreadVisible(this.dialogId, isVisible, this);
    this.#noteAttention();
  }

  focusComposer(): void {
    if (this.#shown === undefined) this.#wantsFocus = true;
    else this.#channel.notify('focusComposer', {});
  }

  /** Shows the message, however far back it is; false where the dialog shows none like it. */
  async reveal(messageId: number): Promise<boolean> {
    this.#wantedReveal = messageId;
    const isFound = await this.thread.loadAround(messageId);
    if (this.#wantedReveal !== messageId || this.#store.isDisposed) return isFound;
    if (isFound) this.#refresh();
    else this.#wantedReveal = undefined;
    return isFound;
  }

  dispose(): void {
    clearInterval(this.#ageing);
    this.#session.setThreadVisible(this.dialogId, false, this);
    this.thread.setWatched(false, this);
    this.#store.dispose();
  }

  /** The page begins where its list stood, however far back that is; where that cannot be loaded, at the newest. */
  async #noteReady({ dialogId, place: left }: ReadyPage): Promise<void> {
    await this.#session.drafts.read(this.dialogId);
    if (this.#store.isDisposed) return;
    // A page that showed this dialog knows its own place; another one of the same dialog may stand elsewhere.
    const place = dialogId === this.dialogId ? left : this.#session.places.of(this.dialogId);
    if (place === undefined || this.#wantedReveal !== undefined) {
      this.#open();
      return;
    }
    this.thread.beginAt(place);
    if (this.thread.load.kind !== 'ready') {
      this.#open(place);
      return;
    }
    const { newestId, readId, firstUnreadId } = this.thread;
    const isPassed = hasUnreadSince(place, newestId, readId);
    if (isPassed) this.#session.places.note(this.dialogId, undefined);
    const messageId = isPassed ? (firstUnreadId ?? newestId) : place.messageId;
    await this.thread.loadAround(messageId).catch(() => false);
    if (!this.#store.isDisposed) this.#open(isPassed ? null : place);
  }

  #open(place?: ListPlace | null): void {
    const state = threadState(this.#session, this.thread, this.#rows);
    this.#shown = state;
    this.#channel.notify('open', {
      state,
      settings: pageSettings(),
      wording: threadWording(),
      draft: this.#session.drafts.get(this.dialogId),
      draftContext: this.#session.drafts.contextOf(this.dialogId),
      ownUserId: this.#session.ownId,
      ...(place !== undefined && { place }),
    });
    this.#tray.show();
    if (this.#wantsFocus) this.#channel.notify('focusComposer', {});
    this.#wantsFocus = false;
    this.#revealWanted(state);
  }

  #tellDraft(): void {
    const { dialogId } = this;
    if (this.#shown === undefined) return;
    const { drafts } = this.#session;
    this.#channel.notify('draft', {
      dialogId,
      text: drafts.get(dialogId),
      context: drafts.contextOf(dialogId),
    });
  }

  /** People come and go all the time; few of them have written here. */
  #showsAny(userIds: readonly number[]): boolean {
    const known = new Set(userIds);
    if (known.has(Number(this.dialogId)) || known.has(this.#session.ownId)) return true;
    return this.thread.timeline.messages.some(
      ({ authorId, likedBy }) => known.has(authorId) || likedBy.some((userId) => known.has(userId)),
    );
  }

  /** What was said of somebody's presence becomes untrue by itself; far back, what others change comes with no tick. */
  #age(): void {
    this.#planRefresh();
    const place = this.#session.places.of(this.dialogId);
    const isInOrder = this.#session.connection.kind === 'online' && this.thread.load.kind === 'ready';
    if (place === undefined || !isInOrder || !this.#hasAttention()) return;
    // The next time tries again; that the portal is in trouble the ticks tell.
    this.thread.renewFrom(place.messageId).catch(() => undefined);
  }

  /** Many changes of one moment make one patch. */
  #planRefresh(): void {
    if (this.#isRefreshPlanned) return;
    this.#isRefreshPlanned = true;
    queueMicrotask(() => {
      this.#isRefreshPlanned = false;
      if (!this.#store.isDisposed) this.#refresh();
    });
  }

  #refresh(): void {
    const after = threadState(this.#session, this.thread, this.#rows);
    this.#onTitle(after.header.title);
    if (this.#shown === undefined) return;
    const patch = threadPatch(this.#shown, after);
    this.#shown = after;
    // First, so that the page shows no other place of the rows that come.
    this.#revealWanted(after);
    if (patch !== undefined) this.#channel.notify('patch', patch);
  }

  #revealWanted({ rows }: ThreadState): void {
    const messageId = this.#wantedReveal;
    if (messageId === undefined || !rows.some((row) => row.messageId === messageId)) return;
    this.#wantedReveal = undefined;
    this.#channel.notify('reveal', { messageId });
  }

  #saw(messageId: number): void {
    this.#seenId = Math.max(this.#seenId, messageId);
    this.#markSeen();
  }

  #noteAttention(): void {
    this.thread.setWatched(this.#hasAttention(), this);
    this.#markSeen();
  }

  /** Read is what was on screen while the page was visible and somebody sat in front of the window; nothing else. */
  #markSeen(): void {
    if (!this.#hasAttention() || !readSettings().marksReadAutomatically) return;
    if (this.#seenId > this.thread.readId) this.#session.readMarker.saw(this.dialogId, this.#seenId);
  }

  #hasAttention(): boolean {
    return this.#isVisible && this.#person.isThere(vscode.window.state);
  }
}

function pageSettings(): PageSettings {
  const { enterSends, readsMarkdown, pastedCode, tellsTyping } = readSettings();
  return {
    enterSends,
    readsMarkdown,
    pastedCode,
    tellsTyping,
    locale: vscode.env.language,
    messageLimit: MESSAGE_LIMIT,
    canReveal: canReveal(),
  };
}
