// What a dialog's row shows; loaded when there is one.
import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import type { Dialog, DialogKind } from '../../model/dialog.ts';
import { type Presence, presenceOf } from '../../model/presence.ts';
import type { User } from '../../model/user.ts';
import { formatDateTime, formatMoment } from '../format.ts';
import { presenceText } from '../presence.ts';
import { type MoreRow, ROW_SCHEME } from './dialogRow.ts';

const { t } = vscode.l10n;

/** Whose row it is: `userId` tells own last messages from others', `peer` is the other one of a private dialog. */
export interface RowContext {
  readonly accountId: string;
  readonly userId: number;
  readonly peer: User | undefined;
}

/** Its tooltip is made when somebody points at the row; `now` in milliseconds since 1970. */
export function dialogItem(dialog: Dialog, context: RowContext, now: number): vscode.TreeItem {
  const item = new vscode.TreeItem(dialog.title, vscode.TreeItemCollapsibleState.None);
  const preview = previewOf(dialog, context.userId);
  const moment = dialog.lastActivityAt > 0 ? formatMoment(dialog.lastActivityAt, now) : '';
  const count = dialog.unread > 0 ? `(${dialog.unread})` : dialog.isMarkedUnread ? '(•)' : '';
  // Two portals have dialogs of the same id.
  item.id = `${context.accountId}/${dialog.id}`;
  // The mark in front keeps a right-to-left title from drawing the description into its own direction.
  item.description = `\u200e${[count, [moment, isolated(preview)].filter(Boolean).join(' · ')].filter(Boolean).join(' ')}`;
  item.iconPath = iconOf(dialog, presenceOf(context.peer, now));
  item.resourceUri = rowUri(dialog, context.accountId);
  item.contextValue = contextOf(dialog);
  const place = { dialogId: dialog.id, accountId: context.accountId };
  item.command = { command: 'bitrix24.openDialog', title: t('Open Dialog'), arguments: [place] };
  item.accessibilityInformation = { label: spokenLabel(dialog, context.peer, preview, moment) };
  return item;
}

export function moreItem({ accountId, shown }: MoreRow): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Show more'), vscode.TreeItemCollapsibleState.None);
  item.id = `more:${accountId}:${shown}`;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'bitrix24.showMoreDialogs', title: t('Show more'), arguments: [{ accountId }] };
  item.contextValue = 'more';
  return item;
}

/** Carries what the row's decoration needs, so that it changes with the row and with nothing else. */
function rowUri(dialog: Dialog, accountId: string): vscode.Uri {
  const marks = [
    dialog.unread > 0 || dialog.isMarkedUnread ? 'unread' : '',
    dialog.isPinned ? 'pinned' : '',
    dialog.isMuted ? 'muted' : '',
  ].filter(Boolean);
  return vscode.Uri.from({ scheme: ROW_SCHEME, path: `/${accountId}/${dialog.id}`, query: marks.join('&') });
}

export function rowDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
  if (uri.scheme !== ROW_SCHEME) return undefined;
  const marks = new Set(uri.query.split('&'));
  const decoration = new vscode.FileDecoration();
  if (marks.has('unread') && !marks.has('muted')) {
    decoration.color = new vscode.ThemeColor('list.highlightForeground');
  }
  if (marks.has('muted')) decoration.color = new vscode.ThemeColor('disabledForeground');
  if (marks.has('pinned')) {
    decoration.badge = '📌';
    decoration.tooltip = t('Pinned');
  } else if (marks.has('muted')) {
    decoration.badge = '🔕';
    decoration.tooltip = t('Muted');
  }
  return decoration;
}

function previewOf(dialog: Dialog, ownId: number): string {
  const last = dialog.lastMessage;
  if (last === undefined || last.id === 0) return '';
  if (last.authorId === ownId) return t('You: {0}', last.text);
  const isGroup = !/^\d+$/.test(dialog.id);
  return isGroup && last.authorName ? `${firstWord(last.authorName)}: ${last.text}` : last.text;
}

/** Keeps a right-to-left preview from turning the time and the count before it around. */
function isolated(text: string): string {
  return text === '' ? '' : `\u2068${text}\u2069`;
}

function firstWord(name: string): string {
  return name.split(' ')[0] ?? name;
}

function contextOf(dialog: Dialog): string {
  return [
    'dialog',
    /^\d+$/.test(dialog.id) ? 'private' : 'group',
    dialog.unread > 0 || dialog.isMarkedUnread ? 'unread' : 'read',
    dialog.isPinned ? 'pinned' : 'unpinned',
    dialog.isMuted ? 'muted' : 'unmuted',
  ].join(' ');
}

export function dialogTooltip(dialog: Dialog, context: RowContext): vscode.MarkdownString {
  const preview = previewOf(dialog, context.userId);
  const tooltip = new vscode.MarkdownString(undefined, true);
  tooltip.appendMarkdown(`$(${kindIcon(dialog.kind)}) **`);
  tooltip.appendText(dialog.title);
  tooltip.appendMarkdown('**\n\n');
  if (preview !== '') {
    tooltip.appendText(preview);
    tooltip.appendMarkdown('\n\n');
  }
  const facts = [
    kindName(dialog.kind),
    dialog.kind === 'person' ? presenceText(context.peer) : '',
    dialog.memberCount === undefined ? '' : t('{0} members', dialog.memberCount),
    dialog.unread > 0 ? t('{0} unread', dialog.unread) : '',
    dialog.isMarkedUnread ? t('marked unread') : '',
    dialog.isPinned ? t('pinned') : '',
    dialog.isMuted ? t('muted') : '',
    dialog.lastActivityAt > 0 ? formatDateTime(dialog.lastActivityAt) : '',
    dialog.id,
  ].filter(Boolean);
  tooltip.appendText(facts.join(' · '));
  return tooltip;
}

function spokenLabel(dialog: Dialog, peer: User | undefined, preview: string, moment: string): string {
  return [
    dialog.title,
    dialog.unread > 0 ? t('{0} unread', dialog.unread) : '',
    dialog.isMarkedUnread ? t('marked unread') : '',
    dialog.isPinned ? t('pinned') : '',
    dialog.isMuted ? t('muted') : '',
    kindName(dialog.kind),
    dialog.kind === 'person' ? presenceText(peer) : '',
    preview,
    moment,
  ]
    .filter(Boolean)
    .join(', ');
}

/** A person's icon tells where they are, by shape as well as by colour. */
function iconOf(dialog: Dialog, { kind }: Presence): vscode.ThemeIcon {
  if (dialog.kind !== 'person') return new vscode.ThemeIcon(kindIcon(dialog.kind));
  const icon = (id: string, color?: string): vscode.ThemeIcon =>
    new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
  switch (kind) {
    case 'online':
      return icon('account', 'charts.green');
    case 'mobile':
      return icon('device-mobile', 'charts.green');
    case 'away':
      return icon('clock', 'charts.yellow');
    case 'break':
      return icon('coffee', 'charts.yellow');
    case 'dnd':
      return icon('circle-slash', 'charts.red');
    case 'absent':
    case 'holiday':
      return icon('home', 'charts.blue');
    case 'offline':
    case 'unknown':
      return icon('account');
    default:
      return assertNever(kind);
  }
}

/** The codicon of a kind. */
export function kindIcon(kind: DialogKind): string {
  switch (kind) {
    case 'person':
      return 'account';
    case 'bot':
      return 'robot';
    case 'notes':
      return 'bookmark';
    case 'chat':
      return 'comment-discussion';
    case 'openChat':
      return 'globe';
    case 'channel':
      return 'megaphone';
    case 'collab':
      return 'organization';
    case 'lines':
      return 'call-incoming';
    case 'copilot':
      return 'sparkle';
    case 'task':
      return 'tasklist';
    case 'calendar':
      return 'calendar';
    case 'crm':
      return 'briefcase';
    case 'workgroup':
      return 'project';
    case 'videoconf':
      return 'device-camera-video';
    case 'support':
      return 'question';
    default:
      return assertNever(kind);
  }
}

/** The kind in the person's language. */
export function kindName(kind: DialogKind): string {
  switch (kind) {
    case 'person':
      return t('private chat');
    case 'bot':
      return t('bot');
    case 'notes':
      return t('my notes');
    case 'chat':
      return t('group chat');
    case 'openChat':
      return t('open chat');
    case 'channel':
      return t('channel');
    case 'collab':
      return t('collab');
    case 'lines':
      return t('open line');
    case 'copilot':
      return t('CoPilot chat');
    case 'task':
      return t('task chat');
    case 'calendar':
      return t('event chat');
    case 'crm':
      return t('CRM chat');
    case 'workgroup':
      return t('workgroup chat');
    case 'videoconf':
      return t('video conference');
    case 'support':
      return t('support');
    default:
      return assertNever(kind);
  }
}
