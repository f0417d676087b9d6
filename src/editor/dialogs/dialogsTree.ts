import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Clock } from '../../base/ports.ts';
import { followSessions } from '../../messenger/followSessions.ts';
import type { ListOptions } from '../../messenger/list/arrangement.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { AccountRows } from './accountRows.ts';
import type { AccountRow, DialogRow } from './dialogRow.ts';

/**
 * The rows of the Dialogs view: the dialogs of one account, in sections or not, or the accounts with theirs beneath.
 * Refreshes a row where only that row has changed.
 */
export class DialogsTree implements vscode.TreeDataProvider<DialogRow>, vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #clock: Clock;
  readonly #changed = new vscode.EventEmitter<DialogRow | DialogRow[] | undefined>();
  readonly #store = new DisposableStore();
  // VS Code goes by object identity.
  readonly #accounts = new Map<Session, Account>();
  #options: ListOptions;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(sessions: SessionStore, clock: Clock, options: ListOptions) {
    this.#sessions = sessions;
    this.#clock = clock;
    this.#options = options;
    this.#store.add(this.#changed);
    this.#store.add(followSessions(sessions, (session, store) => this.#follow(session, store)));
    this.#store.add(sessions.onDidChange(() => this.#changed.fire(undefined)));
  }

  setOptions(options: ListOptions): void {
    this.#options = options;
    for (const { rows } of this.#accounts.values()) rows?.list.setOptions(options);
  }

  /** The person has unfolded or folded a part of the list. */
  touch(): void {
    for (const { rows } of this.#accounts.values()) rows?.list.touch();
  }

  select(selected: readonly DialogRow[]): void {
    for (const [session, { rows }] of this.#accounts) {
      const { id } = session.account;
      rows?.list.select(
        selected.flatMap((row) => (row.kind === 'dialog' && row.accountId === id ? row.dialog.id : [])),
      );
    }
  }

  /** Nobody is at the list any more. */
  release(): void {
    for (const { rows } of this.#accounts.values()) rows?.list.release();
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
    const rows = session && this.#accounts.get(session)?.rows;
    if (row.kind === 'section') {
      const { sectionItem } = await import('./sectionItem.ts');
      return sectionItem(row, rows?.list.dialogsOf(rows.list.rowsOf(row.section)) ?? []);
    }
    const { dialogItem, moreItem } = await import('./dialogItem.ts');
    if (row.kind === 'more') return moreItem(row);
    const { accountId, dialog } = row;
    const peer = rows?.peerOf(dialog.id);
    rows?.noteDrawn(dialog.id, peer);
    const context = { accountId, userId: session?.ownId ?? 0, peer };
    return dialogItem(session?.dialogs.get(dialog.id) ?? dialog, context, this.#clock.now());
  }

  /** VS Code asks what more a row says of itself when the pointer rests on it. */
  async resolveTreeItem(item: vscode.TreeItem, row: DialogRow): Promise<vscode.TreeItem> {
    const session = this.#sessions.find(row.accountId);
    if (session === undefined || row.kind !== 'dialog') return item;
    const rows = this.#accounts.get(session)?.rows;
    rows?.list.touch();
    const { dialogTooltip } = await import('./dialogItem.ts');
    const { accountId, dialog } = row;
    const context = { accountId, userId: session.ownId, peer: rows?.peerOf(dialog.id) };
    item.tooltip = dialogTooltip(session.dialogs.get(dialog.id) ?? dialog, context);
    return item;
  }

  async getChildren(parent?: DialogRow): Promise<DialogRow[]> {
    if (parent === undefined) {
      const { all } = this.#sessions;
      if (this.#hasSeveral) return all.flatMap((session) => this.#accounts.get(session)?.row ?? []);
      const [only] = all;
      return [...((only && this.#accounts.get(only)?.rows?.top) ?? [])];
    }
    const session = this.#sessions.find(parent.accountId);
    const account = session && this.#accounts.get(session);
    if (session === undefined || account === undefined) return [];
    if (parent.kind === 'section') return [...(account.rows?.rowsOf(parent.section) ?? [])];
    if (parent.kind !== 'account') return [];
    const { noticeText } = await import('./accountItem.ts');
    return [...(noticeText(session) === undefined ? [] : [account.notice]), ...(account.rows?.top ?? [])];
  }

  getParent(row: DialogRow): DialogRow | undefined {
    if (row.kind === 'account') return undefined;
    const session = this.#sessions.find(row.accountId);
    const account = session && this.#accounts.get(session);
    const section = row.kind === 'dialog' ? account?.rows?.sectionOf(row.dialog.id) : undefined;
    return section ?? (this.#hasSeveral ? account?.row : undefined);
  }

  dispose(): void {
    this.#store.dispose();
  }

  get #hasSeveral(): boolean {
    return this.#sessions.all.length > 1;
  }

  #follow(session: Session, store: DisposableStore): void {
    const { id: accountId } = session.account;
    const row: AccountRow = { kind: 'account', accountId };
    const account: Account = { row, notice: { kind: 'notice', accountId }, rows: undefined };
    this.#accounts.set(session, account);
    store.add({ dispose: () => this.#accounts.delete(session) });
    const showAll = (): void => this.#changed.fire(this.#hasSeveral ? row : undefined);
    void import('./accountRows.ts').then(({ AccountRows: Rows }) => {
      if (store.isDisposed) return;
      const rows = store.add(
        new Rows(session, this.#clock, this.#options, (changed) =>
          changed === 'all' ? showAll() : this.#changed.fire([...changed]),
        ),
      );
      rows.start();
      this.#accounts.set(session, { ...account, rows });
      showAll();
    });
    const showAccount = (): void => {
      if (this.#hasSeveral) this.#changed.fire(row);
    };
    store.add(session.dialogs.onDidChangeTotal(showAccount));
    store.add(session.onDidChangeConnection(showAccount));
  }
}

interface Account {
  readonly row: AccountRow;
  readonly notice: DialogRow;
  /** Absent until their code is here. */
  readonly rows: AccountRows | undefined;
}
