import * as vscode from 'vscode';
import type { DialogId } from '../../model/dialogId.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { ChatView } from '../thread/chatView.ts';
import type { ThreadPanels } from '../thread/threadPanels.ts';
import type { DialogArgument } from './commandArguments.ts';
import type { CommandRegistry } from './commandRegistry.ts';
import type { OpenNews } from '../notifications/messageToasts.ts';
import { registerDialogMarkCommands } from './dialogMarkCommands.ts';
import { registerNotificationCommands } from './notificationCommands.ts';

const { t } = vscode.l10n;

/** Commands that act on a dialog as a whole. */
export function registerDialogCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  panels: ThreadPanels,
  chat: ChatView,
  openNews: OpenNews,
): void {
  const dialogOf = async (argument: unknown, title: string): Promise<DialogArgument> => {
    const session = sessions.require();
    if (argument !== undefined) {
      const { readDialogArgument } = await import('./commandArguments.ts');
      return readDialogArgument(argument);
    }
    const { pickDialog } = await import('../dialogPicker.ts');
    const picked = await pickDialog(session, title, '', panels.activeDialogId);
    requireStill(session);
    return { dialogId: picked.dialogId, messageId: undefined, isBeside: false };
  };

  /** The dialog was picked from this session's list: for another account the same id is another dialog. */
  const requireStill = (session: Session): void => {
    if (sessions.require() !== session) throw new MessengerError({ kind: 'signedOut' });
  };

  registry.register('bitrix24.refresh', async () => {
    await sessions.require().refresh();
  });

  registry.register('bitrix24.showMoreDialogs', async () => {
    await sessions.require().dialogs.loadMore();
  });

  registry.registerForRow('bitrix24.openDialog', async (argument) => {
    const { dialogId, messageId, isBeside } = await dialogOf(argument, t('Open dialog'));
    await panels.open(dialogId, { messageId, isBeside });
  });

  registry.registerForRow('bitrix24.openChat', async (argument) => {
    const { dialogId } = await dialogOf(argument, t('Open in sidebar chat'));
    await chat.open(dialogId);
  });

  registry.register('bitrix24.findDialog', async (argument) => {
    const query = typeof argument === 'string' ? argument : '';
    const session = sessions.require();
    const { pickDialog } = await import('../dialogPicker.ts');
    const { dialogId } = await pickDialog(session, t('Find a person or a chat'), query);
    requireStill(session);
    await panels.open(dialogId, { messageId: undefined, isBeside: false });
  });

  registry.registerForRow('bitrix24.copyDialogId', async (argument) => {
    const { dialogId } = await dialogOf(argument, t('Copy dialog ID'));
    await vscode.env.clipboard.writeText(dialogId);
    sayCopied(dialogId, sessions.require().dialogs.get(dialogId)?.title);
    return dialogId;
  });

  registerDialogMarkCommands(registry, sessions, dialogOf);
  registerNotificationCommands(registry, sessions, dialogOf, openNews);
}

/** In the status bar rather than as a notification: there is nothing to decide. */
function sayCopied(dialogId: DialogId, title: string | undefined): void {
  const text =
    title === undefined
      ? t('Dialog ID {0} copied', dialogId)
      : t('Dialog ID {0} of “{1}” copied', dialogId, title);
  vscode.window.setStatusBarMessage(`$(check) ${text}`, 5_000);
}
