import * as vscode from 'vscode';
import type { Notice } from '../../model/notice.ts';
import type { Session } from '../../messenger/session.ts';
import { ROW_SCHEME } from '../dialogs/dialogRow.ts';
import { formatDateTime, formatMoment } from '../format.ts';
import { noticeIcon, noticeLine, noticeTitle } from './noticeText.ts';

const { t } = vscode.l10n;

/** What a row of the Notifications view stands for; ids are told apart by account. */
export type NoticeRow =
  | { readonly kind: 'notification'; readonly accountId: string; readonly noticeId: number }
  | { readonly kind: 'moreNotifications'; readonly accountId: string }
  | { readonly kind: 'notificationAccount'; readonly accountId: string; readonly name: string };

/** `now` in milliseconds since 1970. */
export function noticeItem(
  row: NoticeRow & { readonly kind: 'notification' },
  notice: Notice,
  session: Session,
  now: number,
): vscode.TreeItem {
  const title = noticeTitle(notice, session);
  const line = noticeLine(notice);
  const moment = formatMoment(notice.date, now);
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
  item.id = `${row.accountId}/${notice.id}`;
  item.description = `\u200e${notice.isRead ? '' : '● '}\u2068${line}\u2069 · ${moment}`;
  item.iconPath = new vscode.ThemeIcon(
    noticeIcon(notice),
    notice.isRead ? undefined : new vscode.ThemeColor('list.highlightForeground'),
  );
  // Draws it as an unread dialog is drawn.
  item.resourceUri = vscode.Uri.from({
    scheme: ROW_SCHEME,
    path: `/notification/${item.id}`,
    query: notice.isRead ? '' : 'unread',
  });
  item.tooltip = tooltipOf(notice, title);
  item.contextValue = contextOf(notice);
  item.command = { command: 'bitrix24.openNotification', title: t('Open'), arguments: [row] };
  item.accessibilityInformation = {
    label: [title, notice.isRead ? '' : t('unread'), line, moment].filter(Boolean).join(', '),
  };
  return item;
}

export function moreNoticesItem(row: NoticeRow & { readonly kind: 'moreNotifications' }): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Show more'), vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'bitrix24.showMoreNotifications', title: t('Show more'), arguments: [row] };
  return item;
}

export function noticeAccountItem(
  row: NoticeRow & { readonly kind: 'notificationAccount' },
  unread: number,
): vscode.TreeItem {
  const item = new vscode.TreeItem(row.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = row.accountId;
  item.description = unread > 0 ? String(unread) : '';
  return item;
}

/** What menus go by. */
function contextOf({ kind, isRead, canAnswer, buttons }: Notice): string {
  const roles = new Set(buttons.map(({ role }) => role));
  return [
    'notice',
    kind === 'confirm' ? '' : isRead ? 'read' : 'unread',
    canAnswer ? 'answer' : '',
    roles.has('accept') ? 'accept' : '',
    roles.has('decline') ? 'decline' : '',
    roles.has('other') ? 'buttons' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function tooltipOf(notice: Notice, title: string): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**');
  tooltip.appendText(title);
  tooltip.appendMarkdown('**\n\n');
  tooltip.appendText(noticeLine(notice, 2_000));
  tooltip.appendMarkdown('\n\n');
  tooltip.appendText(formatDateTime(notice.date));
  return tooltip;
}
