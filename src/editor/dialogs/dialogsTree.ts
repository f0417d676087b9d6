import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { followSessions } from '../../messenger/followSessions.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { AccountRow, DialogRow } from './dialogRow.ts';

/**
 * The rows of the Dialogs view: the dialogs of one account, or the accounts with theirs beneath. Refreshes a row where only
 * that row has changed.
 */
export class DialogsTree implements vscode.TreeDataProvider<DialogRow>, vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #changed = new vscode.EventEmitter<DialogRow | DialogRow[] | undefined>();
  readonly #store = new DisposableStore();
  // VS Code goes by object identity, so what a row stands for keeps it.
  readonly #rows = new Map<Session, AccountRows>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(sessions: SessionStore) {
    this.#sessions = sessions;
    this.#store.add(this.#changed);
    this.#store.add(followSessions(sessions, (session, store) => this.#follow(session, store)));
    this.#store.add(sessions.onDidChange(() => this.#changed.fire(undefined)));
  }

  async getTreeItem(row: DialogRow): Promise<vscode.TreeItem> {
    const session = this.#sessions.find(row.accountId);
    if (row.kind === 'account' || row.kind === 'notice') {
      const { accountItem, noticeItem } = await import('./accountItem.ts');
      // A row that is asked for late, of an account that is no more: the next refresh takes it away.
      if (session === undefined) return new vscode.TreeItem('');
      const isDefault = session === this.#sessions.default;
      return row.kind === 'account' ? accountItem(session, isDefault) : noticeItem(session);
    }
    const { dialogItem, moreItem } = await import('./dialogItem.ts');
    if (row.kind === 'more') return moreItem(row);
    return dialogItem(
      session?.dialogs.get(row.dialog.id) ?? row.dialog,
      { id: row.accountId, userId: session?.ownId ?? 0 },
      Date.now(),
    );
  }

  async getChildren(parent?: DialogRow): Promise<DialogRow[]> {
    if (parent === undefined) {
      const { all } = this.#sessions;
      if (!this.#hasSeveral) return this.#dialogRows(all[0]);
      return all.flatMap((session) => this.#rows.get(session)?.account ?? []);
    }
    const session = parent.kind === 'account' ? this.#sessions.find(parent.accountId) : undefined;
    const rows = session && this.#rows.get(session);
    if (session === undefined || rows === undefined) return [];
    const { noticeText } = await import('./accountItem.ts');
    return [...(noticeText(session) === undefined ? [] : [rows.notice]), ...this.#dialogRows(session)];
  }

  getParent(row: DialogRow): DialogRow | undefined {
    if (row.kind === 'account' || !this.#hasSeveral) return undefined;
    const session = this.#sessions.find(row.accountId);
    return session && this.#rows.get(session)?.account;
  }

  dispose(): void {
    this.#store.dispose();
  }

  get #hasSeveral(): boolean {
    return this.#sessions.all.length > 1;
  }

  #follow(session: Session, store: DisposableStore): void {
    const { id: accountId } = session.account;
    const account: AccountRow = { kind: 'account', accountId };
    const rows: AccountRows = { account, notice: { kind: 'notice', accountId }, dialogs: new Map() };
    this.#rows.set(session, rows);
    store.add({ dispose: () => this.#rows.delete(session) });
    store.add(
      session.dialogs.onDidChange(({ changed, isReordered }) => {
        if (isReordered) this.#changed.fire(this.#hasSeveral ? account : undefined);
        else this.#changed.fire(changed.flatMap((dialogId) => rows.dialogs.get(dialogId) ?? []));
      }),
    );
    const showAccount = (): void => {
      if (this.#hasSeveral) this.#changed.fire(account);
    };
    store.add(session.dialogs.onDidChangeTotal(showAccount));
    store.add(session.onDidChangeConnection(showAccount));
  }

  #dialogRows(session: Session | undefined): DialogRow[] {
    const known = session && this.#rows.get(session)?.dialogs;
    if (session === undefined || known === undefined) return [];
    const { id: accountId } = session.account;
    const rows = session.dialogs.dialogs.map((dialog): DialogRow => {
      const row = known.get(dialog.id) ?? { kind: 'dialog', accountId, dialog };
      known.set(dialog.id, row);
      return row;
    });
    return session.dialogs.hasMore ? [...rows, { kind: 'more', accountId, shown: rows.length }] : rows;
  }
}

interface AccountRows {
  readonly account: AccountRow;
  readonly notice: DialogRow;
  /** By dialog id. */
  readonly dialogs: Map<string, DialogRow>;
}
