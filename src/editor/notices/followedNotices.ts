import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { accountName } from '../accountName.ts';
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
    if (this.#sessions.all.length === 0 && this.#view === undefined) return;
    const view = await this.view();
    if (!this.#store.isDisposed) view.setSessions(this.#sessions.all);
  }

  async #make(): Promise<NoticesView> {
    const { NoticesView } = await import('./noticesView.ts');
    return this.#store.add(new NoticesView((session) => accountName(session, this.#sessions.all)));
  }
}
