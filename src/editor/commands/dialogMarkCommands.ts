import * as vscode from 'vscode';
import type { DialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import type { CommandId } from '../commandIds.ts';
import { Cancelled, type CommandRegistry } from './commandRegistry.ts';
import { onEach } from './onEach.ts';

const { t } = vscode.l10n;

export interface AskedDialog {
  readonly session: Session;
  readonly dialogId: DialogId;
  readonly messageId: number | undefined;
  readonly isBeside: boolean;
}

/** The dialog that a command is about: as the argument says, or as the person picks. */
export type AskForDialog = (argument: unknown, title: string) => Promise<AskedDialog>;

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
      const { session, dialogId } = await askForDialog(argument, title);
      await run(session, dialogId);
    });
  };

  registry.registerForRow('bitrix24.markRead', async (argument) => {
    const { session, dialogId, messageId } = await askForDialog(argument, t('Mark as read'));
    const result = await session.readMarker.mark(dialogId, messageId);
    return result === undefined ? undefined : { ...result };
  });

  registry.registerForRow('bitrix24.markUnread', async (argument) => {
    const { session, dialogId, messageId } = await askForDialog(argument, t('Mark as unread'));
    await session.markUnread(dialogId, messageId);
  });

  registry.registerForAccount('bitrix24.markAllRead', async (argument, row) => {
    const { readAccountArgument } = await import('./commandArguments.ts');
    const accountId = row?.accountId ?? readAccountArgument(argument);
    const asked = accountId === undefined ? sessions.requireAny() : [sessions.require(accountId)];
    if (argument === undefined) await confirmMarkAllRead(asked, sessions.all);
    await onEach(
      asked.filter((session) => sessions.has(session)),
      (session) => session.markAllRead(),
    );
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
async function confirmMarkAllRead(asked: readonly Session[], all: readonly Session[]): Promise<void> {
  const total = asked.reduce((sum, { dialogs }) => sum + dialogs.total, 0);
  const [session] = asked;
  const account = session && asked.length === 1 ? accountNameIfSeveral(session, all) : undefined;
  const markAll = t('Mark all as read');
  const chosen = await vscode.window.showWarningMessage(
    account === undefined ? t('Mark all dialogs as read?') : t('Mark all dialogs of {0} as read?', account),
    { modal: true, detail: t('Unread messages: {0}. Your colleagues will see them as read.', total) },
    markAll,
  );
  if (chosen !== markAll) throw new Cancelled();
}
