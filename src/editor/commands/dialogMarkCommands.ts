import * as vscode from 'vscode';
import type { DialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { CommandId } from '../commandIds.ts';
import type { DialogArgument } from './commandArguments.ts';
import { Cancelled, type CommandRegistry } from './commandRegistry.ts';

const { t } = vscode.l10n;

export type AskForDialog = (argument: unknown, title: string) => Promise<DialogArgument>;

/** What a person puts on dialogs: read and unread marks, pins, mutes, hiding. The list shows it at once. */
export function registerDialogMarkCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  askForDialog: AskForDialog,
): void {
  const register = (
    id: CommandId,
    title: string,
    run: (session: Session, dialogId: DialogId) => Promise<void>,
  ): void => {
    registry.registerForRow(id, async (argument) => {
      const { dialogId } = await askForDialog(argument, title);
      await run(sessions.require(), dialogId);
    });
  };

  registry.registerForRow('bitrix24.markRead', async (argument) => {
    const { dialogId, messageId } = await askForDialog(argument, t('Mark as read'));
    const result = await sessions.require().readMarker.mark(dialogId, messageId);
    return result === undefined ? undefined : { ...result };
  });

  registry.registerForRow('bitrix24.markUnread', async (argument) => {
    const { dialogId, messageId } = await askForDialog(argument, t('Mark as unread'));
    await sessions.require().markUnread(dialogId, messageId);
  });

  registry.register('bitrix24.markAllRead', async (argument) => {
    const session = sessions.require();
    if (argument === undefined) await confirmMarkAllRead(session.dialogs.total);
    await session.markAllRead();
  });

  register('bitrix24.pinDialog', t('Pin dialog'), (session, dialogId) => session.marks.pin(dialogId, true));
  register('bitrix24.unpinDialog', t('Unpin dialog'), (session, dialogId) =>
    session.marks.pin(dialogId, false),
  );
  register('bitrix24.muteDialog', t('Mute dialog'), (session, dialogId) =>
    session.marks.mute(dialogId, true),
  );
  register('bitrix24.unmuteDialog', t('Unmute dialog'), (session, dialogId) =>
    session.marks.mute(dialogId, false),
  );
  register('bitrix24.hideDialog', t('Hide dialog'), (session, dialogId) => session.marks.hide(dialogId));
}

/** It cannot be taken back, so it is asked. */
async function confirmMarkAllRead(total: number): Promise<void> {
  const markAll = t('Mark all as read');
  const chosen = await vscode.window.showWarningMessage(
    t('Mark all dialogs as read?'),
    { modal: true, detail: t('Unread messages: {0}. Your colleagues will see them as read.', total) },
    markAll,
  );
  if (chosen !== markAll) throw new Cancelled();
}
