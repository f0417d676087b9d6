// What the status bar item shows of the accounts; loaded when there is one.
import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import type { Session } from '../messenger/session.ts';
import type { SyncStatus } from '../messenger/syncStatus.ts';
import { worstOf } from '../messenger/worstStatus.ts';
import { accountNameIfSeveral } from './accountName.ts';
import type { CommandId } from './commandIds.ts';
import { remedyFor } from './errorText.ts';
import { formatCount, formatMoment, formatTime } from './format.ts';
import { statusTooltip } from './statusTooltip.ts';
import { troubleText } from './statusText.ts';

const { t } = vscode.l10n;

/** Totals over all accounts; the state of the one that fares worst. */
export function drawStatus(item: vscode.StatusBarItem, sessions: readonly Session[]): void {
  const worst = worstOf(sessions);
  if (worst === undefined) return;
  const { session, status } = worst;
  const unread = sum(sessions, ({ dialogs }) => dialogs.total);
  const waiting = sum(sessions, ({ waitingCount }) => waitingCount);
  // The trouble of one hides nothing of the others.
  const others =
    sessions.length > 1 && isTrouble(status) && unread > 0 ? `$(comment-discussion) ${unread}` : '';
  const queue = waiting > 0 ? `$(cloud-upload) ${waiting}` : '';
  item.text = [stateOf(status, unread), others, queue].filter(Boolean).join(' ');
  item.tooltip = statusTooltip(sessions);
  item.command = commandOf(status, waiting);
  item.backgroundColor =
    status.kind === 'signInNeeded' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  const whose = isTrouble(status) ? accountNameIfSeveral(session, sessions) : undefined;
  item.accessibilityInformation = { label: spoken(status, whose, unread, waiting), role: 'button' };
}

function sum(sessions: readonly Session[], of: (session: Session) => number): number {
  return sessions.reduce((total, session) => total + of(session), 0);
}

function isTrouble({ kind }: SyncStatus): boolean {
  return kind !== 'online' && kind !== 'connecting';
}

function stateOf(status: SyncStatus, unread: number): string {
  const count = unread > 0 ? ` ${unread}` : '';
  switch (status.kind) {
    case 'online':
      return `$(comment-discussion)${count}`;
    case 'connecting':
      return `$(sync~spin)${count}`;
    case 'offline':
      return `$(debug-disconnect) ${t('Offline since {0}', formatMoment(status.since, Date.now()))}`;
    case 'slowedDown':
      return status.until === undefined
        ? `$(watch) ${t('Bitrix24: slowed down')}`
        : `$(watch) ${t('Bitrix24: slowed down until {0}', formatTime(status.until))}`;
    case 'signInNeeded':
      return remedyFor(status.error) === 'followMove'
        ? `$(warning) ${t('Bitrix24: portal has moved')}`
        : `$(warning) ${t('Bitrix24: sign in')}`;
    case 'failing':
      return `$(warning) ${t('Bitrix24: no answer')}`;
    default:
      return assertNever(status);
  }
}

function commandOf(status: SyncStatus, waiting: number): CommandId | 'bitrix24.dialogs.focus' {
  switch (status.kind) {
    case 'signInNeeded':
      return remedyFor(status.error) === 'followMove' ? 'bitrix24.followMove' : 'bitrix24.signIn';
    case 'offline':
    case 'failing':
      return 'bitrix24.refresh';
    case 'slowedDown':
      return 'bitrix24.showDiagnostics';
    case 'online':
    case 'connecting':
      return waiting > 0 ? 'bitrix24.showWaiting' : 'bitrix24.dialogs.focus';
    default:
      return assertNever(status);
  }
}

function spoken(status: SyncStatus, whose: string | undefined, unread: number, waiting: number): string {
  return [
    'Bitrix24',
    unread > 0 ? t('{0} unread', formatCount(unread)) : t('nothing unread'),
    whose ?? '',
    status.kind === 'connecting' ? t('connecting') : (troubleText(status) ?? ''),
    waiting > 0 ? t('Waiting to be sent: {0}', formatCount(waiting)) : '',
  ]
    .filter(Boolean)
    .join(', ');
}
