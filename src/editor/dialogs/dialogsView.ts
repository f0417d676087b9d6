import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { isDemo } from '../../messenger/demo/demoAccount.ts';
import { followSessions } from '../../messenger/followSessions.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { ContextKeys } from '../contextKeys.ts';
import { systemClock } from '../hostPorts.ts';
import { onDidChangeSettings, readSettings } from '../settings.ts';
import { type DialogRow, ROW_SCHEME } from './dialogRow.ts';
import { DialogsTree } from './dialogsTree.ts';

const { t } = vscode.l10n;

/** The Dialogs view: its tree, its badge over all accounts and the line above it that tells of trouble. */
export class DialogsView implements vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #contextKeys: ContextKeys;
  readonly #store = new DisposableStore();
  readonly #tree: DialogsTree;
  readonly #view: vscode.TreeView<DialogRow>;
  #isUnreadOnly = false;
  #shownMessage: string | undefined;
  // Loaded when there is a session to tell of.
  #messageOf: ((session: Session) => string | undefined) | undefined;

  constructor(sessions: SessionStore, contextKeys: ContextKeys) {
    this.#sessions = sessions;
    this.#contextKeys = contextKeys;
    const tree = this.#store.add(new DialogsTree(sessions, systemClock, readSettings().list));
    this.#view = this.#store.add(
      vscode.window.createTreeView<DialogRow>('bitrix24.dialogs', { treeDataProvider: tree }),
    );
    this.#store.add(
      vscode.window.registerFileDecorationProvider({
        provideFileDecoration: async (uri) => {
          if (uri.scheme !== ROW_SCHEME) return undefined;
          const { rowDecoration } = await import('./dialogItem.ts');
          return rowDecoration(uri);
        },
      }),
    );
    this.#store.add(followSessions(sessions, (session, store) => this.#followSession(session, store)));
    this.#store.add(sessions.onDidChange(() => this.#follow()));
    this.#store.add(this.#view.onDidChangeVisibility(() => this.#noteVisibility()));
    this.#store.add(this.#view.onDidChangeSelection(({ selection }) => tree.select(selection)));
    this.#store.add(this.#view.onDidExpandElement(() => tree.touch()));
    this.#store.add(this.#view.onDidCollapseElement(() => tree.touch()));
    this.#store.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (!focused) tree.release();
      }),
    );
    this.#tree = tree;
    this.#store.add(onDidChangeSettings(() => this.#applyOptions()));
    this.#applyOptions();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #applyOptions(): void {
    const options = readSettings().list;
    this.#contextKeys.set('bitrix24.listSections', options.sections !== undefined);
    this.#contextKeys.set('bitrix24.listUnreadOnly', options.isUnreadOnly);
    this.#isUnreadOnly = options.isUnreadOnly;
    this.#tree.setOptions(options);
    this.#describe();
  }

  #describe(): void {
    const isDemoRunning = this.#sessions.all.some(({ account }) => isDemo(account));
    this.#view.description = [isDemoRunning ? t('Demo') : '', this.#isUnreadOnly ? t('Unread only') : '']
      .filter(Boolean)
      .join(' · ');
  }

  #follow(): void {
    const { all, isKnown } = this.#sessions;
    const isDemoRunning = all.some(({ account }) => isDemo(account));
    this.#describe();
    // First, because who looks at both takes somebody else for signed in.
    this.#contextKeys.set('bitrix24.demo', isDemoRunning);
    this.#contextKeys.set('bitrix24.signedIn', all.length > 0);
    this.#contextKeys.set('bitrix24.severalAccounts', all.length > 1);
    this.#contextKeys.set('bitrix24.ready', isKnown);
    this.#show();
  }

  #followSession(session: Session, store: DisposableStore): void {
    store.add(session.dialogs.onDidChangeTotal(() => this.#show()));
    store.add(session.dialogs.onDidChange(() => this.#show()));
    store.add(session.onDidChangeConnection(() => this.#show()));
    session.setListVisible(this.#view.visible);
    void this.#loadWording();
  }

  async #loadWording(): Promise<void> {
    const { listMessage } = await import('../statusText.ts');
    this.#messageOf = listMessage;
    if (!this.#store.isDisposed) this.#show();
  }

  #noteVisibility(): void {
    for (const session of this.#sessions.all) session.setListVisible(this.#view.visible);
    if (!this.#view.visible) this.#tree.release();
  }

  #show(): void {
    const { all } = this.#sessions;
    const total = all.reduce((sum, { dialogs }) => sum + dialogs.total, 0);
    const badge = total === 0 ? undefined : { value: total, tooltip: t('Unread messages: {0}', total) };
    if (this.#view.badge?.value !== badge?.value) this.#view.badge = badge;
    const [first, ...others] = all;
    // Of several, each has its own line in the tree.
    const message = first && others.length === 0 ? this.#messageOf?.(first) : undefined;
    if (this.#shownMessage !== message) this.#view.message = message ?? '';
    this.#shownMessage = message;
    this.#contextKeys.set('bitrix24.hasUnread', total > 0);
    this.#contextKeys.set('bitrix24.listLoaded', first?.dialogs.isLoaded ?? false);
  }
}
