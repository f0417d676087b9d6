import * as vscode from 'vscode';
import type { DialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import type { CommandHandlers, RequestHandlers } from '../../protocol/channel.ts';
import type { ReadyPage, ThreadContract } from '../../protocol/thread.ts';
import { showError } from '../commands/commandRegistry.ts';
import { navigationCommands, navigationRequests } from './navigationHandlers.ts';
import { composerCommands, composerRequests } from './composerHandlers.ts';
import { FileHandlers } from './fileHandlers.ts';
import type { TrayHandlers } from './trayHandlers.ts';
import type { CodeActions } from './codeActions.ts';
import { readingCommands, readingRequests } from './readingHandlers.ts';

/** Opens a dialog of the same account, or of the one on `portal`: an unknownAccount where there is none. */
export type OpenDialog = (
  dialogId: DialogId,
  messageId: number | undefined,
  portal?: string,
) => Promise<void>;

export interface ThreadHandlerEvents {
  onReady(page: ReadyPage): void;
  onSeen(messageId: number): void;
  /** Somebody uses the page. */
  onActed(): void;
  onFault(message: string): void;
}

/** What the extension does with each thing the page says; complete by type. */
export function threadHandlers(
  session: Session,
  thread: Thread,
  openDialog: OpenDialog,
  codeActions: CodeActions,
  events: ThreadHandlerEvents,
  tray: TrayHandlers,
): {
  readonly requests: RequestHandlers<ThreadContract>;
  readonly commands: CommandHandlers<ThreadContract>;
} {
  const { dialogId } = thread;
  const shown = (action: Promise<unknown>): void => {
    action.catch((error: unknown) => void showError(error));
  };

  const files = new FileHandlers(session, thread);
  return {
    requests: {
      loadOlder: async () => {
        await thread.loadOlder();
        return {};
      },
      ...composerRequests(session, thread),
      ...files.requests(),
      ...readingRequests(session, thread, openDialog),
      ...navigationRequests(session, thread),
      ...tray.requests(),
    },
    commands: {
      ...navigationCommands(session, thread, openDialog),
      ready: (page) => events.onReady(page),
      stoodAt: ({ dialogId: stood, place }) => {
        if (stood === dialogId) session.places.note(dialogId, place);
      },
      acted: () => events.onActed(),
      sawUpTo: ({ messageId, dialogId: seen = dialogId }) => {
        if (seen === dialogId) events.onSeen(messageId);
      },
      ...composerCommands(session, thread),
      ...files.commands(shown),
      ...tray.commands(shown),
      // The row itself tells how it went.
      retrySend: ({ key }) => void session.retrySend(key).catch(() => undefined),
      discard: ({ key }) => shown(session.discardSend(key)),
      copyText: ({ key }) => {
        const text = session.outgoing.get(key)?.content.text ?? textOf(thread, key);
        if (text !== undefined) void vscode.env.clipboard.writeText(text);
      },
      reload: () => void thread.open(),
      ...readingCommands(session, codeActions, openDialog),
      openDialog: (target) => shown(openDialog(target.dialogId, target.messageId)),
      openMessage: ({ ref }) => shown(openDialog(ref.dialogId, ref.messageId)),
      reportFault: ({ message }) => events.onFault(message),
    },
  };
}

function textOf(thread: Thread, key: string): string | undefined {
  return thread.shown.messages.find((message) => message.uuid === key || String(message.id) === key)?.text;
}
