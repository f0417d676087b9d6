import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { isRecord } from '../../base/isRecord.ts';
import type { Logger, StateStore } from '../../base/ports.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import { type DialogId, parseDialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { OpenDialog } from './threadHandlers.ts';
import type { ThreadPage } from './threadPage.ts';

const CHAT_VIEW = 'bitrix24.chat';
const SHOWN_KEY = 'chat.shown';

/** The sidebar chat: the thread page in a view, one dialog at a time. It comes back with the dialog it had. */
export class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #extensionUri: vscode.Uri;
  readonly #state: StateStore;
  readonly #logger: Logger;
  readonly #openDialog: OpenDialog;
  readonly #store = new DisposableStore();
  readonly #viewStore = new DisposableStore();
  readonly #pageStore = new DisposableStore();
  #view: vscode.WebviewView | undefined;
  #dialogId: DialogId | undefined;
  #page: ThreadPage | undefined;
  #fills = 0;

  /** `state` keeps which dialog is shown; `openDialog` follows links to other dialogs. */
  constructor(
    sessions: SessionStore,
    extensionUri: vscode.Uri,
    state: StateStore,
    logger: Logger,
    openDialog: OpenDialog,
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

  get dialogId(): DialogId | undefined {
    return this.#dialogId;
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
  async open(dialogId: DialogId): Promise<void> {
    const session = this.#sessions.require();
    const before = this.#dialogId;
    await this.#show(dialogId);
    await vscode.commands.executeCommand(`${CHAT_VIEW}.focus`);
    const page = this.#page;
    if (page?.dialogId !== dialogId) return;
    page.focusComposer();
    await page.thread.open();
    const { load } = page.thread;
    const isRefused = load.kind === 'failed' && isPortalError(load.error) && load.error.kind === 'rejected';
    if (!isRefused) return;
    if (this.#isCurrent(session) && this.#dialogId === dialogId) await this.#show(before);
    throw load.error;
  }

  dispose(): void {
    this.#empty();
    this.#store.dispose();
  }

  async #show(dialogId: DialogId | undefined): Promise<void> {
    this.#dialogId = dialogId;
    await this.#remember(dialogId);
    if (this.#page?.dialogId !== dialogId) await this.#fill();
  }

  #follow(): void {
    const accountId = this.#session()?.account.id;
    const kept = this.#state.get(SHOWN_KEY);
    // The same id is another dialog for another account.
    this.#dialogId =
      isRecord(kept) && kept['accountId'] === accountId ? parseDialogId(kept['dialogId']) : undefined;
    if (kept !== undefined && this.#dialogId === undefined) void this.#remember(undefined);
    void this.#fill();
  }

  async #remember(dialogId: DialogId | undefined): Promise<void> {
    const accountId = this.#session()?.account.id;
    await this.#state.set(SHOWN_KEY, dialogId === undefined ? undefined : { accountId, dialogId });
  }

  /** Puts the page, or the words that stand for it, into the view. A later call outruns an earlier one. */
  async #fill(): Promise<void> {
    const fill = ++this.#fills;
    this.#empty();
    const view = this.#view;
    const session = this.#session();
    if (view === undefined) return;
    const { fillChat, emptyChatCommands, emptyChatHtml } = await import('./fillChat.ts');
    if (fill !== this.#fills || this.#view !== view) return;
    if (session === undefined || this.#dialogId === undefined) {
      view.description = '';
      view.webview.options = { enableCommandUris: emptyChatCommands };
      view.webview.html = emptyChatHtml(view.webview, this.#extensionUri, session !== undefined);
      return;
    }
    const page = fillChat(view, this.#extensionUri, session, this.#dialogId, this.#openDialog, this.#logger);
    this.#page = this.#pageStore.add(page);
    page.setVisible(view.visible);
  }

  #empty(): void {
    this.#pageStore.clear();
    this.#page = undefined;
  }

  #session(): Session | undefined {
    const { current } = this.#sessions;
    return current.kind === 'signedIn' ? current.session : undefined;
  }

  #isCurrent(session: Session): boolean {
    return this.#session() === session;
  }
}
