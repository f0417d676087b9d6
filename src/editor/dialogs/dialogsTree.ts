import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { dialogItem, type DialogRow, moreItem } from './dialogRow.ts';

/** The rows of the Dialogs view; refreshes a row where only that row has changed. */
export class DialogsTree implements vscode.TreeDataProvider<DialogRow>, vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #changed = new vscode.EventEmitter<DialogRow | DialogRow[] | undefined>();
  readonly #store = new DisposableStore();
  readonly #sessionStore = new DisposableStore();
  // VS Code goes by object identity, so a dialog keeps its row.
  readonly #rows = new Map<DialogId, DialogRow>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(sessions: SessionStore) {
    this.#sessions = sessions;
    this.#store.add(this.#changed);
    this.#store.add(this.#sessionStore);
    this.#store.add(sessions.onDidChange(() => this.#follow()));
  }

  getTreeItem(row: DialogRow): vscode.TreeItem {
    if (row.kind === 'more') return moreItem(row.shown);
    const session = this.#session();
    return dialogItem(session?.dialogs.get(row.dialog.id) ?? row.dialog, session?.ownId ?? 0, Date.now());
  }

  async getChildren(parent?: DialogRow): Promise<DialogRow[]> {
    const session = this.#session();
    if (parent !== undefined || session === undefined) return [];
    const rows: DialogRow[] = session.dialogs.dialogs.map(
      (dialog) => this.#rowOf(dialog.id) ?? this.#keep({ kind: 'dialog', dialog }),
    );
    if (session.dialogs.hasMore) rows.push({ kind: 'more', shown: rows.length });
    return rows;
  }

  /** Rows are flat. */
  getParent(): undefined {
    return undefined;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #follow(): void {
    this.#sessionStore.clear();
    this.#rows.clear();
    const session = this.#session();
    if (session !== undefined) {
      this.#sessionStore.add(
        session.dialogs.onDidChange(({ changed, isReordered }) => {
          if (isReordered) this.#changed.fire(undefined);
          else this.#changed.fire(changed.flatMap((dialogId) => this.#rowOf(dialogId) ?? []));
        }),
      );
    }
    this.#changed.fire(undefined);
  }

  #rowOf(dialogId: DialogId): DialogRow | undefined {
    return this.#rows.get(dialogId);
  }

  #keep(row: DialogRow & { readonly kind: 'dialog' }): DialogRow {
    this.#rows.set(row.dialog.id, row);
    return row;
  }

  #session(): Session | undefined {
    return this.#sessions.current.kind === 'signedIn' ? this.#sessions.current.session : undefined;
  }
}
