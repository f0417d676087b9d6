import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Session } from '../../messenger/session.ts';
import { errorText } from '../errorText.ts';
import { allNotices, askForFilter, type NoticeFilter } from './noticeFilter.ts';
import { moreNoticesItem, noticeAccountItem, noticeItem, type NoticeRow } from './noticeRow.ts';

const { t } = vscode.l10n;

/** The Notifications view: Bitrix24's own notifications of every account. Asks for them only while it is seen. */
export class NoticesView implements vscode.TreeDataProvider<NoticeRow>, vscode.Disposable {
  readonly #nameOf: (session: Session) => string;
  readonly #view: vscode.TreeView<NoticeRow>;
  readonly #changed = new vscode.EventEmitter<NoticeRow | undefined>();
  readonly #store = new DisposableStore();
  readonly #sessionStore = new DisposableStore();
  #sessions: readonly Session[] = [];
  #filter: NoticeFilter = allNotices;

  readonly onDidChangeTreeData = this.#changed.event;

  /** `nameOf` tells one account from the others. */
  constructor(nameOf: (session: Session) => string) {
    this.#nameOf = nameOf;
    this.#store.add(this.#changed);
    this.#store.add(this.#sessionStore);
    this.#view = this.#store.add(
      vscode.window.createTreeView<NoticeRow>('bitrix24.notifications', { treeDataProvider: this }),
    );
    this.#store.add(this.#view.onDidChangeVisibility(() => this.#noteVisibility()));
  }

  /** Who is signed in, from here on. */
  setSessions(sessions: readonly Session[]): void {
    this.#sessionStore.clear();
    this.#sessions = sessions;
    for (const { inbox } of sessions) {
      this.#sessionStore.add(inbox.notices.onDidChange(() => this.#refresh()));
      this.#sessionStore.add({ dispose: () => inbox.notices.setWatched(false) });
    }
    this.#noteVisibility();
    this.#refresh();
  }

  async askForFilter(): Promise<void> {
    const filter = await askForFilter(this.#sessions);
    if (filter === undefined || this.#store.isDisposed) return;
    this.#filter = filter;
    this.#refresh();
  }

  getTreeItem(row: NoticeRow): vscode.TreeItem {
    if (row.kind === 'moreNotifications') return moreNoticesItem(row);
    const session = this.#sessionOf(row);
    if (row.kind === 'notificationAccount') return noticeAccountItem(row, session?.inbox.notices.unread ?? 0);
    const notice = session?.inbox.notices.get(row.noticeId);
    if (session === undefined || notice === undefined) return new vscode.TreeItem('');
    return noticeItem(row, notice, session, Date.now());
  }

  getChildren(parent?: NoticeRow): NoticeRow[] {
    if (parent !== undefined) {
      const session = parent.kind === 'notificationAccount' ? this.#sessionOf(parent) : undefined;
      return session === undefined ? [] : this.#rowsOf(session);
    }
    const [only] = this.#sessions;
    if (this.#sessions.length === 1 && only !== undefined) return this.#rowsOf(only);
    return this.#sessions.map((session) => ({
      kind: 'notificationAccount',
      accountId: session.account.id,
      name: this.#nameOf(session),
    }));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #rowsOf({ account, inbox }: Session): NoticeRow[] {
    const { notices, hasMore } = inbox.notices;
    const rows: NoticeRow[] = notices
      .filter((notice) => this.#filter.isShown(notice))
      .map(({ id }) => ({ kind: 'notification', accountId: account.id, noticeId: id }));
    if (hasMore) rows.push({ kind: 'moreNotifications', accountId: account.id });
    return rows;
  }

  #sessionOf({ accountId }: NoticeRow): Session | undefined {
    return this.#sessions.find(({ account }) => account.id === accountId);
  }

  #noteVisibility(): void {
    for (const { inbox } of this.#sessions) inbox.notices.setWatched(this.#view.visible);
  }

  #refresh(): void {
    const unread = this.#sessions.reduce((sum, { inbox }) => sum + inbox.notices.unread, 0);
    this.#view.description = [unread > 0 ? String(unread) : '', this.#filter.name]
      .filter(Boolean)
      .join(' · ');
    this.#view.message = this.#messageNow();
    this.#changed.fire(undefined);
  }

  #messageNow(): string {
    const loads = this.#sessions.map(({ inbox }) => inbox.notices.load);
    const failed = loads.find((load) => load.kind === 'failed');
    if (failed !== undefined) return errorText(failed.error);
    if (loads.some(({ kind }) => kind === 'none')) return t('Loading…');
    const isEmpty = this.#sessions.every((session) => this.#rowsOf(session).length === 0);
    if (!isEmpty) return '';
    return this.#filter === allNotices ? t('No notifications') : t('No notifications of this kind');
  }
}
