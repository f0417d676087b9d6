import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { Session } from '../messenger/session.ts';
import type { SessionStore } from '../messenger/sessionStore.ts';

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
    if (current.kind === 'signedIn') void this.#followSession(current.session);
    else this.#item.hide();
  }

  async #followSession(session: Session): Promise<void> {
    const { drawStatus } = await import('./statusItem.ts');
    const { current } = this.#sessions;
    if (current.kind !== 'signedIn' || current.session !== session) return;
    const draw = (): void => drawStatus(this.#item, session);
    this.#sessionStore.add(session.dialogs.onDidChangeTotal(draw));
    this.#sessionStore.add(session.outgoing.onDidChange(draw));
    this.#sessionStore.add(session.onDidChangeConnection(draw));
    draw();
    this.#item.show();
  }
}
