import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { SessionStore } from '../messenger/sessionStore.ts';
import { errorText, remedyFor } from './errorText.ts';

const { t } = vscode.l10n;

/** One short item: the unread total, or what keeps it from being known, with the action that helps. */
export class StatusBar implements vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #item: vscode.StatusBarItem;
  readonly #store = new DisposableStore();
  readonly #sessionStore = new DisposableStore();

  constructor(sessions: SessionStore) {
    this.#sessions = sessions;
    this.#item = this.#store.add(
      vscode.window.createStatusBarItem('bitrix24.unread', vscode.StatusBarAlignment.Right, 50),
    );
    this.#item.name = t('Bitrix24 unread messages');
    this.#store.add(this.#sessionStore);
    this.#store.add(sessions.onDidChange(() => this.#follow()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #follow(): void {
    this.#sessionStore.clear();
    const { current } = this.#sessions;
    if (current.kind !== 'signedIn') {
      this.#item.hide();
      return;
    }
    const { session } = current;
    this.#sessionStore.add(session.dialogs.onDidChangeTotal(() => this.#show()));
    this.#sessionStore.add(session.onDidChangeConnection(() => this.#show()));
    this.#show();
    this.#item.show();
  }

  #show(): void {
    const { current } = this.#sessions;
    if (current.kind !== 'signedIn') return;
    const { connection, dialogs } = current.session;
    if (connection.kind === 'failing') {
      const needsSignIn = remedyFor(connection.error) === 'signIn';
      this.#item.text = needsSignIn ? `$(warning) ${t('Bitrix24: sign in')}` : '$(debug-disconnect) Bitrix24';
      this.#item.tooltip = errorText(connection.error);
      this.#item.command = needsSignIn ? 'bitrix24.signIn' : 'bitrix24.refresh';
      return;
    }
    this.#item.text = dialogs.total > 0 ? `$(comment-discussion) ${dialogs.total}` : '$(comment-discussion)';
    this.#item.tooltip =
      dialogs.total > 0 ? t('Unread in Bitrix24: {0}', dialogs.total) : t('Nothing unread in Bitrix24');
    this.#item.command = 'bitrix24.dialogs.focus';
  }
}
