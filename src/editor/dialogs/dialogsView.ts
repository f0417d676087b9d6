import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { ContextKeys } from '../contextKeys.ts';
import { type DialogRow, ROW_SCHEME, rowDecoration } from './dialogRow.ts';
import { DialogsTree } from './dialogsTree.ts';

const { t } = vscode.l10n;

/** The Dialogs view: its tree, its badge and the line above it that tells of trouble. */
export class DialogsView implements vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #contextKeys: ContextKeys;
  readonly #store = new DisposableStore();
  readonly #sessionStore = new DisposableStore();
  readonly #view: vscode.TreeView<DialogRow>;
  #shownMessage: string | undefined;
  // Loaded when there is a session to tell of.
  #messageOf: ((session: Session) => string | undefined) | undefined;

  constructor(sessions: SessionStore, contextKeys: ContextKeys) {
    this.#sessions = sessions;
    this.#contextKeys = contextKeys;
    const tree = this.#store.add(new DialogsTree(sessions));
    this.#view = this.#store.add(
      vscode.window.createTreeView<DialogRow>('bitrix24.dialogs', { treeDataProvider: tree }),
    );
    this.#store.add(this.#sessionStore);
    this.#store.add(
      vscode.window.registerFileDecorationProvider({
        provideFileDecoration: (uri) => (uri.scheme === ROW_SCHEME ? rowDecoration(uri) : undefined),
      }),
    );
    this.#store.add(sessions.onDidChange(() => this.#follow()));
    this.#store.add(this.#view.onDidChangeVisibility(() => this.#noteVisibility()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #follow(): void {
    this.#sessionStore.clear();
    const { current } = this.#sessions;
    this.#contextKeys.set('bitrix24.signedIn', current.kind === 'signedIn');
    this.#contextKeys.set('bitrix24.ready', current.kind !== 'restoring');
    if (current.kind === 'signedIn') {
      const { session } = current;
      this.#sessionStore.add(session.dialogs.onDidChangeTotal(() => this.#show()));
      this.#sessionStore.add(session.dialogs.onDidChange(() => this.#show()));
      this.#sessionStore.add(session.onDidChangeConnection(() => this.#show()));
      this.#noteVisibility();
      void this.#loadWording();
    }
    this.#show();
  }

  async #loadWording(): Promise<void> {
    const { listMessage } = await import('../statusText.ts');
    this.#messageOf = listMessage;
    if (!this.#store.isDisposed) this.#show();
  }

  #noteVisibility(): void {
    const { current } = this.#sessions;
    if (current.kind === 'signedIn') current.session.setListVisible(this.#view.visible);
  }

  #show(): void {
    const { current } = this.#sessions;
    const session = current.kind === 'signedIn' ? current.session : undefined;
    const total = session?.dialogs.total ?? 0;
    const badge = total === 0 ? undefined : { value: total, tooltip: t('Unread messages: {0}', total) };
    if (this.#view.badge?.value !== badge?.value) this.#view.badge = badge;
    const message = session && this.#messageOf?.(session);
    if (this.#shownMessage !== message) this.#view.message = message ?? '';
    this.#shownMessage = message;
    this.#contextKeys.set('bitrix24.hasUnread', total > 0);
    this.#contextKeys.set('bitrix24.listLoaded', session?.dialogs.isLoaded ?? false);
  }
}
