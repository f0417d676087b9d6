// The rows that stand for an account, and for how it fares; loaded when there are several.
import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import { portalName } from '../../messenger/account.ts';
import type { Session } from '../../messenger/session.ts';
import { type SyncStatus, syncStatus } from '../../messenger/syncStatus.ts';
import type { CommandId } from '../commandIds.ts';
import { remedyFor } from '../errorText.ts';
import { listMessage, troubleText } from '../statusText.ts';

const { t } = vscode.l10n;

export function accountItem(session: Session, isDefault: boolean): vscode.TreeItem {
  const { account, dialogs } = session;
  const { total } = dialogs;
  const item = new vscode.TreeItem(account.userName, vscode.TreeItemCollapsibleState.Expanded);
  const status = syncStatus(session.connection);
  const unread = total > 0 ? t('{0} unread', total) : '';
  const standing = isDefault ? t('default') : '';
  item.id = account.id;
  const place = total > 0 ? `(${total}) ${portalName(account)}` : portalName(account);
  item.description = `\u200e${[place, standing].filter(Boolean).join(' · ')}`;
  item.iconPath = iconOf(status);
  item.contextValue = isDefault ? 'account chosen' : 'account other';
  item.tooltip = [
    `${account.userName} · ${portalName(account)}`,
    unread,
    troubleText(status) ?? '',
    isDefault ? t('Commands that name no account go here.') : '',
  ]
    .filter(Boolean)
    .join('\n');
  item.accessibilityInformation = {
    label: [account.userName, portalName(account), unread, standing, troubleText(status) ?? '']
      .filter(Boolean)
      .join(', '),
  };
  return item;
}

/** What is to be said of an account's list before its dialogs; `undefined` where all is well. */
export function noticeText(session: Session): string | undefined {
  const message = listMessage(session);
  if (message !== undefined) return message;
  return session.dialogs.isLoaded && session.dialogs.dialogs.length === 0 ? t('No dialogs yet.') : undefined;
}

export function noticeItem(session: Session): vscode.TreeItem {
  const text = noticeText(session) ?? '';
  const status = syncStatus(session.connection);
  const item = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  item.id = `notice:${session.account.id}`;
  item.tooltip = text;
  item.contextValue = 'notice';
  item.iconPath = new vscode.ThemeIcon(status.kind === 'connecting' ? 'loading~spin' : 'info');
  const help = helpOf(status);
  if (help !== undefined) item.command = help;
  return item;
}

function iconOf(status: SyncStatus): vscode.ThemeIcon {
  switch (status.kind) {
    case 'online':
    case 'connecting':
      return new vscode.ThemeIcon('account');
    case 'offline':
      return new vscode.ThemeIcon('debug-disconnect');
    case 'slowedDown':
      return new vscode.ThemeIcon('watch');
    case 'signInNeeded':
    case 'failing':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    default:
      return assertNever(status);
  }
}

function helpOf(status: SyncStatus): vscode.Command | undefined {
  const to = (command: CommandId, title: string): vscode.Command => ({ command, title });
  switch (status.kind) {
    case 'online':
    case 'connecting':
      return undefined;
    case 'signInNeeded':
      return remedyFor(status.error) === 'followMove'
        ? to('bitrix24.followMove', t('Use the New Address'))
        : to('bitrix24.signIn', t('Sign in'));
    case 'offline':
    case 'failing':
      return to('bitrix24.refresh', t('Retry now'));
    case 'slowedDown':
      return to('bitrix24.showDiagnostics', t('Diagnostics'));
    default:
      return assertNever(status);
  }
}
