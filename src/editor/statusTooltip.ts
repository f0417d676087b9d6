import * as vscode from 'vscode';
import type { Session } from '../messenger/session.ts';
import { syncStatus } from '../messenger/syncStatus.ts';
import { worstOf } from '../messenger/worstStatus.ts';
import { accountName } from './accountName.ts';
import type { CommandId } from './commandIds.ts';
import { remedyFor } from './errorText.ts';
import { formatCount, formatMoment } from './format.ts';
import { ownStatusLine } from './notifications/ownStatusText.ts';
import { troubleText } from './statusText.ts';

const { t } = vscode.l10n;

/** What stands behind the status bar item, account by account, and what can be done about it. */
export function statusTooltip(sessions: readonly Session[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const actions = actionsOf(sessions);
  tooltip.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  for (const session of sessions) {
    for (const line of linesOf(session, sessions)) {
      tooltip.appendText(line);
      tooltip.appendMarkdown('\n\n');
    }
    if (sessions.length > 1) tooltip.appendMarkdown('---\n\n');
  }
  tooltip.appendMarkdown(actions.map(({ label, command }) => `[${label}](command:${command})`).join(' · '));
  return tooltip;
}

function linesOf(session: Session, all: readonly Session[]): readonly string[] {
  const status = syncStatus(session.connection);
  const { dialogs, lastSyncAt, waitingCount, inbox } = session;
  const { notices, missed, status: ownStatus } = inbox;
  const heardAt = lastSyncAt ?? dialogs.staleSince;
  return [
    `Bitrix24 · ${accountName(session, all)}`,
    dialogs.total > 0
      ? t('Unread in Bitrix24: {0}', formatCount(dialogs.total))
      : t('Nothing unread in Bitrix24'),
    troubleText(status) ?? '',
    // While all is well the moment would change with every look.
    status.kind === 'online' || heardAt === undefined
      ? ''
      : t('Last answer: {0}', formatMoment(heardAt, Date.now())),
    waitingCount > 0 ? t('Waiting to be sent: {0}', formatCount(waitingCount)) : '',
    notices.unread > 0 ? t('Notifications of Bitrix24: {0}', formatCount(notices.unread)) : '',
    missed.items.length > 0 ? t('Dialogs with missed messages: {0}', formatCount(missed.items.length)) : '',
    ownStatusLine(ownStatus.current),
  ].filter(Boolean);
}

interface Action {
  readonly label: string;
  readonly command: CommandId;
}

function actionsOf(sessions: readonly Session[]): readonly Action[] {
  const status = worstOf(sessions)?.status;
  const main: Action =
    status?.kind === 'signInNeeded'
      ? remedyFor(status.error) === 'followMove'
        ? { label: t('Use the New Address'), command: 'bitrix24.followMove' }
        : { label: t('Sign in'), command: 'bitrix24.signIn' }
      : status?.kind === 'online' || status?.kind === 'connecting'
        ? { label: t('Refresh'), command: 'bitrix24.refresh' }
        : { label: t('Retry now'), command: 'bitrix24.refresh' };
  const waiting: readonly Action[] = sessions.some(({ waitingCount }) => waitingCount > 0)
    ? [{ label: t('Show what waits'), command: 'bitrix24.showWaiting' }]
    : [];
  const missed: readonly Action[] = sessions.some(({ inbox }) => inbox.missed.items.length > 0)
    ? [{ label: t('Show what was missed'), command: 'bitrix24.showMissed' }]
    : [];
  return [
    main,
    ...waiting,
    ...missed,
    { label: t('Set status'), command: 'bitrix24.setStatus' },
    { label: t('Diagnostics'), command: 'bitrix24.showDiagnostics' },
    { label: t('Show log'), command: 'bitrix24.showLog' },
  ];
}
