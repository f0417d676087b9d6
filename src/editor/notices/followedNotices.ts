import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { NoticesView } from './noticesView.ts';

/** The Notifications view, made with the first account, and whose notifications it shows. */
export class FollowedNotices implements vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #store = new DisposableStore();
  #view: Promise<NoticesView> | undefined;

  constructor(sessions: SessionStore) {
    this.#sessions = sessions;
    this.#store.add(sessions.onDidChange(() => void this.#follow()));
  }

  /** For commands that act on what it shows. */
  view(): Promise<NoticesView> {
    this.#view ??= this.#make();
    return this.#view;
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #follow(): Promise<void> {
    const { current } = this.#sessions;
    if (current.kind !== 'signedIn' && this.#view === undefined) return;
    const view = await this.view();
    const now = this.#sessions.current;
    if (!this.#store.isDisposed) view.setSessions(now.kind === 'signedIn' ? [now.session] : []);
  }

  async #make(): Promise<NoticesView> {
    const { NoticesView } = await import('./noticesView.ts');
    return this.#store.add(new NoticesView(({ account }) => new URL(account.portal.origin).host));
  }
}
