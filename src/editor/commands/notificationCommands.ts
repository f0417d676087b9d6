import * as vscode from 'vscode';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { OpenNews } from '../notifications/messageToasts.ts';
import { Cancelled, type CommandRegistry } from './commandRegistry.ts';
import type { AskForDialog } from './dialogMarkCommands.ts';
import { onEach } from './onEach.ts';

const { t } = vscode.l10n;

/** What reaches for the person's attention: rules, what was missed, the own status. */
export function registerNotificationCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  askForDialog: AskForDialog,
  open: OpenNews,
): void {
  registry.registerForRow('bitrix24.setDialogNotifications', async (argument) => {
    const { readNotificationMode } = await import('./notificationArguments.ts');
    const given = readNotificationMode(argument);
    const { session, dialogId } = await askForDialog(argument, t('Set notifications of a dialog'));
    const { askForMode } = await import('../notifications/askForMode.ts');
    const mode = given ?? (await askForMode(session, dialogId));
    if (mode === undefined) throw new Cancelled();
    await session.inbox.dialogRules.set(dialogId, mode === 'usual' ? undefined : mode);
  });

  registry.register('bitrix24.showMissed', async () => {
    sessions.requireAny();
    const { missedOf, pickMissed } = await import('../notifications/pickMissed.ts');
    const picked = await pickMissed(sessions.all, missedOf(sessions.all));
    if (picked !== undefined) await open(picked.session, picked.item.dialogId, picked.item.messageId);
  });

  registry.register('bitrix24.setStatus', async (argument) => {
    const { readStatus } = await import('./notificationArguments.ts');
    const { status: given, accountId } = readStatus(argument);
    const session = sessions.require(accountId);
    const accounts = accountId === undefined ? sessions.all : [session];
    const { askForStatus } = await import('../notifications/askForStatus.ts');
    const status = given ?? (await askForStatus(accounts));
    if (status === undefined) throw new Cancelled();
    await onEach(
      accounts.filter((account) => sessions.has(account)),
      ({ inbox }) => inbox.status.set(status),
    );
  });
}
