import * as vscode from 'vscode';
import { portalName } from '../../messenger/account.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { dialogLink } from '../dialogLink.ts';
import type { PickedDialog } from '../dialogPicker.ts';
import type { ChatView } from '../thread/chatView.ts';
import type { ThreadPanels } from '../thread/threadPanels.ts';
import type { CommandRegistry } from './commandRegistry.ts';
import type { OpenNews } from '../notifications/messageToasts.ts';
import { type AskForDialog, registerDialogMarkCommands } from './dialogMarkCommands.ts';
import { registerGroupCommands } from './groupCommands.ts';
import { registerFindCommand } from './findCommand.ts';
import { registerNotificationCommands } from './notificationCommands.ts';
import { onEach } from './onEach.ts';

const { t } = vscode.l10n;

/** Commands that act on a dialog as a whole. */
export function registerDialogCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  panels: ThreadPanels,
  chat: ChatView,
  openNews: OpenNews,
): void {
  const dialogOf: AskForDialog = async (argument, title) => {
    const all = sessions.requireAny();
    if (argument === undefined) {
      const { pickDialog } = await import('../dialogPicker.ts');
      const picked = await pickDialog(all, { title, preferred: panels.active });
      return { ...still(picked), messageId: undefined, isBeside: false };
    }
    const { readDialogArgument } = await import('./commandArguments.ts');
    const { accountId, ...place } = readDialogArgument(argument);
    return { ...place, session: sessions.require(accountId) };
  };

  /** The dialog was picked from this session's list: for another account the same id is another dialog. */
  const still = (picked: PickedDialog): PickedDialog => {
    if (!sessions.has(picked.session)) throw new MessengerError({ kind: 'signedOut' });
    return picked;
  };

  registry.register('bitrix24.refresh', async (argument) => {
    const { readAccountArgument } = await import('./commandArguments.ts');
    const accountId = readAccountArgument(argument);
    const asked = accountId === undefined ? sessions.requireAny() : [sessions.require(accountId)];
    await onEach(asked, (session) => session.refresh());
  });

  registry.registerForRow('bitrix24.showMoreDialogs', async (argument) => {
    const { readAccountArgument } = await import('./commandArguments.ts');
    await sessions.require(readAccountArgument(argument)).dialogs.loadMore();
  });

  registry.registerForRow('bitrix24.openDialog', async (argument) => {
    const { session, dialogId, messageId, isBeside } = await dialogOf(argument, t('Open dialog'));
    await panels.open(session, dialogId, { messageId, isBeside });
  });

  registry.registerForRow('bitrix24.openDialogBeside', async (argument) => {
    const { session, dialogId, messageId } = await dialogOf(argument, t('Open to the side'));
    await panels.open(session, dialogId, { messageId, isBeside: true });
  });

  registry.registerForRow('bitrix24.openChat', async (argument) => {
    const { session, dialogId } = await dialogOf(argument, t('Open in sidebar chat'));
    await chat.open(session, dialogId);
  });

  registry.registerForRow('bitrix24.copyDialogId', async (argument) => {
    const { session, dialogId } = await dialogOf(argument, t('Copy dialog ID'));
    const { copyDialogId } = await import('./copyDialogId.ts');
    return copyDialogId(session, dialogId);
  });

  registry.registerForRow('bitrix24.copyLink', async (argument) => {
    const { session, dialogId, messageId } = await dialogOf(argument, t('Copy link'));
    // Whoever has one account needs not be told which portal.
    const portal = sessions.all.length > 1 ? portalName(session.account) : undefined;
    const link = dialogLink({ dialogId, messageId }, portal);
    await vscode.env.clipboard.writeText(link);
    vscode.window.setStatusBarMessage(`$(check) ${t('Link copied')}`, 5_000);
    return link;
  });

  registerGroupCommands(registry, sessions, panels, dialogOf);
  registerFindCommand(registry, sessions, panels, chat);
  registerDialogMarkCommands(registry, sessions, dialogOf);
  registerNotificationCommands(registry, sessions, dialogOf, openNews);
}
