import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { Dialog } from '../model/dialog.ts';
import { type DialogId, parseDialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import { MessengerError } from '../messenger/messengerError.ts';
import type { Session } from '../messenger/session.ts';
import type { SessionStore } from '../messenger/sessionStore.ts';
import { errorText, ShownError } from './errorText.ts';
import type { PublicApi, PublicDialog, PublicMessage } from './publicApiTypes.ts';

const LARGEST_PAGE = 50;

/** The API for other extensions; its errors are fit to show a person. */
export function createPublicApi(sessions: SessionStore): { readonly api: PublicApi } & vscode.Disposable {
  const store = new DisposableStore();
  const sessionStore = store.add(new DisposableStore());
  const dialogsChanged = store.add(new vscode.EventEmitter<readonly string[]>());
  const messageReceived = store.add(new vscode.EventEmitter<PublicMessage>());

  const follow = (session: Session): void => {
    sessionStore.add(session.dialogs.onDidChange(({ changed }) => dialogsChanged.fire(changed)));
    sessionStore.add(
      session.onDidReceiveMessage(({ dialogId, message }) =>
        messageReceived.fire(publicMessage(session, dialogId, message)),
      ),
    );
  };
  store.add(
    sessions.onDidChange((state) => {
      sessionStore.clear();
      dialogsChanged.fire([]);
      if (state.kind === 'signedIn') follow(state.session);
    }),
  );

  const api: PublicApi = {
    get isSignedIn() {
      return sessions.current.kind === 'signedIn';
    },
    dialogs: () => {
      const { current } = sessions;
      return current.kind === 'signedIn' ? current.session.dialogs.dialogs.map(publicDialog) : [];
    },
    messages: (given, { limit = LARGEST_PAGE, before } = {}) =>
      worded(async () => {
        const session = sessions.require();
        const dialogId = parseDialogId(given);
        if (dialogId === undefined) throw new MessengerError({ kind: 'badDialogId' });
        const size = Math.min(Math.max(Math.trunc(limit), 1), LARGEST_PAGE);
        const messages = await session.messages(dialogId, size, before);
        return messages.map((message) => publicMessage(session, dialogId, message));
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
    throw new ShownError(errorText(error));
  }
}

function publicDialog(dialog: Dialog): PublicDialog {
  const { lastMessage } = dialog;
  return {
    id: dialog.id,
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

function publicMessage(session: Session, dialogId: DialogId, message: Message): PublicMessage {
  return {
    id: message.id,
    dialogId,
    authorId: message.authorId,
    authorName: session.users.get(message.authorId)?.name ?? '',
    date: message.date,
    text: message.text,
    unread: message.isUnread,
  };
}
