import * as vscode from 'vscode';
import type { Session } from '../messenger/session.ts';
import type { SyncStatus } from '../messenger/syncStatus.ts';
import type { CommandId } from './commandIds.ts';
import { remedyFor } from './errorText.ts';
import { formatCount, formatMoment } from './format.ts';
import { troubleText } from './statusText.ts';

const { t } = vscode.l10n;

/** What stands behind the status bar item, and what can be done about it. */
export function statusTooltip(session: Session, status: SyncStatus): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const actions = actionsOf(session, status);
  tooltip.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  for (const line of linesOf(session, status)) {
    tooltip.appendText(line);
    tooltip.appendMarkdown('\n\n');
  }
  tooltip.appendMarkdown(actions.map(({ label, command }) => `[${label}](command:${command})`).join(' · '));
  return tooltip;
}

function linesOf(session: Session, status: SyncStatus): readonly string[] {
  const { dialogs, lastSyncAt, waitingCount } = session;
  const heardAt = lastSyncAt ?? dialogs.staleSince;
  return [
    `Bitrix24 · ${new URL(session.account.portal.origin).host}`,
    dialogs.total > 0
      ? t('Unread in Bitrix24: {0}', formatCount(dialogs.total))
      : t('Nothing unread in Bitrix24'),
    troubleText(status) ?? '',
    // While all is well the moment would change with every look.
    status.kind === 'online' || heardAt === undefined
      ? ''
      : t('Last answer: {0}', formatMoment(heardAt, Date.now())),
    waitingCount > 0 ? t('Waiting to be sent: {0}', formatCount(waitingCount)) : '',
  ].filter(Boolean);
}

interface Action {
  readonly label: string;
  readonly command: CommandId;
}

function actionsOf(session: Session, status: SyncStatus): readonly Action[] {
  const main: Action =
    status.kind === 'signInNeeded'
      ? remedyFor(status.error) === 'followMove'
        ? { label: t('Use the New Address'), command: 'bitrix24.followMove' }
        : { label: t('Sign in'), command: 'bitrix24.signIn' }
      : status.kind === 'online' || status.kind === 'connecting'
        ? { label: t('Refresh'), command: 'bitrix24.refresh' }
        : { label: t('Retry now'), command: 'bitrix24.refresh' };
  const waiting: readonly Action[] =
    session.waitingCount > 0 ? [{ label: t('Show what waits'), command: 'bitrix24.showWaiting' }] : [];
  return [
    main,
    ...waiting,
    { label: t('Diagnostics'), command: 'bitrix24.showDiagnostics' },
    { label: t('Show log'), command: 'bitrix24.showLog' },
  ];
}
