import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { isRecord } from '../../base/isRecord.ts';
import type { Logger, StateStore } from '../../base/ports.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import { type DialogId, parseDialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import type { OpenDialog } from './threadHandlers.ts';
import type { ThreadPage } from './threadPage.ts';
import type { AccountDialog } from './threadPanels.ts';

const CHAT_VIEW = 'bitrix24.chat';
const SHOWN_KEY = 'chat.shown';

/** Follows a link to another dialog. */
type OpenOfAccount = (session: Session, dialogId: DialogId, messageId: number | undefined) => Promise<void>;

/** The sidebar chat: the thread page in a view, one dialog at a time. It comes back with the dialog it had. */
export class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #extensionUri: vscode.Uri;
  readonly #state: StateStore;
  readonly #logger: Logger;
  readonly #openDialog: OpenOfAccount;
  readonly #store = new DisposableStore();
  readonly #viewStore = new DisposableStore();
  readonly #pageStore = new DisposableStore();
  #view: vscode.WebviewView | undefined;
  #shown: AccountDialog | undefined;
  #title = '';
  #page: ThreadPage | undefined;
  #fills = 0;

  /** `state` keeps which dialog is shown; `openDialog` follows links to other dialogs. */
  constructor(
    sessions: SessionStore,
    extensionUri: vscode.Uri,
    state: StateStore,
    logger: Logger,
    openDialog: OpenOfAccount,
  ) {
    this.#sessions = sessions;
    this.#extensionUri = extensionUri;
    this.#state = state;
    this.#logger = logger;
    this.#openDialog = openDialog;
    this.#store.add(vscode.window.registerWebviewViewProvider(CHAT_VIEW, this));
    this.#store.add(this.#viewStore);
    this.#store.add(this.#pageStore);
    this.#store.add(sessions.onDidChange(() => this.#follow()));
  }

  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    this.#viewStore.clear();
    this.#view = view;
    this.#viewStore.add(view.onDidChangeVisibility(() => this.#page?.setVisible(view.visible)));
    this.#viewStore.add(
      view.onDidDispose(() => {
        this.#view = undefined;
        this.#empty();
      }),
    );
    await this.#fill();
  }

  /** Shows a dialog here. Rejects, and keeps what was shown, where the portal does not open it to this person. */
  async open(session: Session, dialogId: DialogId): Promise<void> {
    const before = this.#shown;
    const wanted = { session, dialogId };
    await this.#show(wanted);
    await vscode.commands.executeCommand(`${CHAT_VIEW}.focus`);
    const page = this.#page;
    if (page === undefined || !isSame(this.#shown, wanted)) return;
    page.focusComposer();
    await page.thread.open();
    const { load } = page.thread;
    const isRefused = load.kind === 'failed' && isPortalError(load.error) && load.error.kind === 'rejected';
    if (!isRefused) return;
    if (this.#sessions.has(session) && isSame(this.#shown, wanted)) await this.#show(before);
    throw load.error;
  }

  dispose(): void {
    this.#empty();
    this.#store.dispose();
  }

  async #show(wanted: AccountDialog | undefined): Promise<void> {
    const isShown = this.#page !== undefined && isSame(this.#shown, wanted);
    this.#shown = wanted;
    await this.#remember(wanted);
    if (!isShown) await this.#fill();
  }

  #follow(): void {
    if (this.#shown !== undefined && this.#sessions.has(this.#shown.session)) {
      this.#describe();
      return;
    }
    const kept = this.#state.get(SHOWN_KEY);
    this.#shown = this.#placeOf(kept);
    if (kept !== undefined && this.#shown === undefined) void this.#remember(undefined);
    void this.#fill();
  }

  /** The same id is another dialog for another account. */
  #placeOf(kept: unknown): AccountDialog | undefined {
    if (!isRecord(kept)) return undefined;
    const session = this.#sessions.find(String(kept['accountId']));
    const dialogId = parseDialogId(kept['dialogId']);
    return session === undefined || dialogId === undefined ? undefined : { session, dialogId };
  }

  async #remember(shown: AccountDialog | undefined): Promise<void> {
    const place = shown && { accountId: shown.session.account.id, dialogId: shown.dialogId };
    await this.#state.set(SHOWN_KEY, place);
  }

  /** Puts the page, or the words that stand for it, into the view. A later call outruns an earlier one. */
  async #fill(): Promise<void> {
    const fill = ++this.#fills;
    this.#empty();
    const view = this.#view;
    if (view === undefined) return;
    const { fillChat, emptyChatCommands, emptyChatHtml } = await import('./fillChat.ts');
    if (fill !== this.#fills || this.#view !== view) return;
    if (this.#shown === undefined) {
      view.description = '';
      view.webview.options = { enableCommandUris: emptyChatCommands };
      const isSignedIn = this.#sessions.all.length > 0;
      view.webview.html = emptyChatHtml(view.webview, this.#extensionUri, isSignedIn);
      return;
    }
    const { session, dialogId } = this.#shown;
    const open: OpenDialog = (target, messageId, portal) => {
      const owner = portal === undefined ? session : this.#sessions.require(portal);
      return this.#openDialog(owner, target, messageId);
    };
    const onTitle = (title: string): void => {
      this.#title = title;
      this.#describe();
    };
    const page = fillChat(view, this.#extensionUri, session, dialogId, open, this.#logger, onTitle);
    this.#page = this.#pageStore.add(page);
    page.setVisible(view.visible);
  }

  /** With several accounts the view says whose dialog it shows. */
  #describe(): void {
    if (this.#view === undefined || this.#shown === undefined) return;
    const account = accountNameIfSeveral(this.#shown.session, this.#sessions.all);
    const description = [this.#title, account].filter(Boolean).join(' · ');
    if (this.#view.description !== description) this.#view.description = description;
  }

  #empty(): void {
    this.#pageStore.clear();
    this.#page = undefined;
  }
}

function isSame(one: AccountDialog | undefined, other: AccountDialog | undefined): boolean {
  return one?.session === other?.session && one?.dialogId === other?.dialogId;
}
