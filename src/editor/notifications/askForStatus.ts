import * as vscode from 'vscode';
import { type SettableStatus, settableStatuses } from '../../bitrix24/api/statusApi.ts';
import type { Session } from '../../messenger/session.ts';
import { onEach } from '../commands/onEach.ts';
import { ownStatusIcon, ownStatusText } from './ownStatusText.ts';

const { t } = vscode.l10n;

/** Asks for the person's own status, for all these accounts; shows what it is as soon as the portals have said so. */
export async function askForStatus(accounts: readonly Session[]): Promise<SettableStatus | undefined> {
  // Without an answer the list is the same, only the mark is missing.
  await onEach(accounts, ({ inbox }) => inbox.status.refresh()).catch(() => undefined);
  const now = new Set(accounts.map(({ inbox }) => inbox.status.current ?? 'online'));
  const rows = settableStatuses.map((status) => ({
    status,
    label: `$(${ownStatusIcon(status)}) ${ownStatusText(status)}`,
    description: now.size === 1 && now.has(status) ? `$(check) ${t('current')}` : '',
    detail: status === 'dnd' ? t('Notifications wait here until it is over') : '',
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: t('Your status in Bitrix24'),
    placeHolder: t('For all your devices. Bitrix24’s own app shows only who is online.'),
  });
  return picked?.status;
}
