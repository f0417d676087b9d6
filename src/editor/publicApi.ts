import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { Dialog } from '../model/dialog.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import { followSessions } from '../messenger/followSessions.ts';
import type { Session } from '../messenger/session.ts';
import type { SessionStore } from '../messenger/sessionStore.ts';
import type { PublicApi, PublicDialog, PublicMessage } from './publicApiTypes.ts';

const LARGEST_PAGE = 50;

/** The API for other extensions; its errors are fit to show a person. */
export function createPublicApi(sessions: SessionStore): { readonly api: PublicApi } & vscode.Disposable {
  const store = new DisposableStore();
  const dialogsChanged = store.add(new vscode.EventEmitter<readonly string[]>());
  const messageReceived = store.add(new vscode.EventEmitter<PublicMessage>());

  /** A dialog's id for whoever hands it back: with the account where it is not the default one. */
  const idOf = (session: Session, dialogId: DialogId): string =>
    session === sessions.default ? dialogId : `${session.account.id}/${dialogId}`;

  const follow = (session: Session, sessionStore: DisposableStore): void => {
    sessionStore.add(
      session.dialogs.onDidChange(({ changed }) =>
        dialogsChanged.fire(changed.map((dialogId) => idOf(session, dialogId))),
      ),
    );
    sessionStore.add(
      session.onDidReceiveMessage(({ dialogId, message }) =>
        messageReceived.fire(publicMessage(session, idOf(session, dialogId), message)),
      ),
    );
  };
  store.add(followSessions(sessions, follow));
  store.add(sessions.onDidChange(() => dialogsChanged.fire([])));

  const api: PublicApi = {
    get isSignedIn() {
      return sessions.all.length > 0;
    },
    accounts: () =>
      sessions.all.map((session) => ({
        id: session.account.id,
        portal: session.account.portal.origin + session.account.portal.basePath,
        userId: session.account.userId,
        userName: session.account.userName,
        isDefault: session === sessions.default,
      })),
    dialogs: () =>
      sessions.all.flatMap((session) =>
        session.dialogs.dialogs.map((dialog) => publicDialog(session, idOf(session, dialog.id), dialog)),
      ),
    messages: (given, { limit = LARGEST_PAGE, before } = {}) =>
      worded(async () => {
        sessions.requireAny();
        const { readDialogArgument } = await import('./commands/commandArguments.ts');
        const { accountId, dialogId } = readDialogArgument(given);
        const session = sessions.require(accountId);
        const size = Math.min(Math.max(Math.trunc(limit), 1), LARGEST_PAGE);
        const messages = await session.messages(dialogId, size, before);
        return messages.map((message) => publicMessage(session, idOf(session, dialogId), message));
      }),
    sendMessage: async (message) => vscode.commands.executeCommand<number>('bitrix24.sendMessage', message),
    markRead: async (dialogId, messageId) => {
      await vscode.commands.executeCommand('bitrix24.markRead', { dialogId, messageId });
    },
    onDidChangeDialogs: dialogsChanged.event,
    onDidReceiveMessage: messageReceived.event,
  };
  return { api, dispose: () => store.dispose() };
}

async function worded<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { errorText, ShownError } = await import('./errorText.ts');
    throw new ShownError(errorText(error));
  }
}

function publicDialog(session: Session, id: string, dialog: Dialog): PublicDialog {
  const { lastMessage } = dialog;
  return {
    id,
    accountId: session.account.id,
    title: dialog.title,
    type: dialog.kind,
    unread: dialog.unread,
    lastMessage:
      lastMessage === undefined || lastMessage.id === 0
        ? undefined
        : {
            id: lastMessage.id,
            text: lastMessage.text,
            date: lastMessage.date,
            authorId: lastMessage.authorId,
          },
    pinned: dialog.isPinned,
    muted: dialog.isMuted,
  };
}

function publicMessage(session: Session, dialogId: string, message: Message): PublicMessage {
  return {
    id: message.id,
    dialogId,
    accountId: session.account.id,
    authorId: message.authorId,
    authorName: session.users.get(message.authorId)?.name ?? '',
    date: message.date,
    text: message.text,
    unread: message.isUnread,
  };
}
