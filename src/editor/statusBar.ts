import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import { followSessions } from '../messenger/followSessions.ts';
import type { Session } from '../messenger/session.ts';
import type { SessionStore } from '../messenger/sessionStore.ts';

const { t } = vscode.l10n;

type DrawStatus = (item: vscode.StatusBarItem, sessions: readonly Session[]) => void;

/** One short item: the unread total of all accounts, or what keeps it from being known, with the action that helps. */
export class StatusBar implements vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #item: vscode.StatusBarItem;
  readonly #store = new DisposableStore();
  // Loaded when there is a session to tell of.
  #drawStatus: DrawStatus | undefined;

  constructor(sessions: SessionStore) {
    this.#sessions = sessions;
    this.#item = this.#store.add(
      vscode.window.createStatusBarItem('bitrix24.unread', vscode.StatusBarAlignment.Right, 50),
    );
    this.#item.name = t('Bitrix24 unread messages');
    const draw = (): void => this.#draw();
    this.#store.add(
      followSessions(sessions, (session, store) => {
        store.add(session.dialogs.onDidChangeTotal(draw));
        store.add(session.outgoing.onDidChange(draw));
        store.add(session.onDidChangeConnection(draw));
        const { notices, missed, status } = session.inbox;
        for (const part of [notices, missed, status]) store.add(part.onDidChange(draw));
      }),
    );
    this.#store.add(sessions.onDidChange(() => void this.#follow()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #follow(): Promise<void> {
    if (this.#sessions.all.length > 0) this.#drawStatus ??= (await import('./statusItem.ts')).drawStatus;
    if (!this.#store.isDisposed) this.#draw();
  }

  #draw(): void {
    const { all } = this.#sessions;
    if (all.length === 0) {
      this.#item.hide();
    } else if (this.#drawStatus !== undefined) {
      this.#drawStatus(this.#item, all);
      this.#item.show();
    }
  }
}
