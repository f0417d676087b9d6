import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import type { CommandHandlers, RequestHandlers } from '../../protocol/channel.ts';
import type { ThreadContract } from '../../protocol/thread.ts';
import { showError } from '../commands/commandRegistry.ts';
import type { CodeActions } from './codeActions.ts';
import { followLink } from './followLink.ts';
import { personRow } from './personRow.ts';
import { press, sendOffered } from './pressAction.ts';
import type { OpenDialog } from './threadHandlers.ts';

/** What somebody who reads asks for. */
export function readingRequests(
  session: Session,
  thread: Thread,
  openDialog: OpenDialog,
): Pick<RequestHandlers<ThreadContract>, 'press' | 'sendOffered' | 'person'> {
  return {
    press: async (params) => press(session, thread, openDialog, params),
    sendOffered: async ({ text }) => sendOffered(session, thread, text),
    person: async ({ userId }) => personRow(session, userId),
  };
}

export function readingCommands(
  session: Session,
  codeActions: CodeActions,
  openDialog: OpenDialog,
): Pick<CommandHandlers<ThreadContract>, 'openLink' | 'useCode'> {
  return {
    openLink: ({ target, words }) => void followLink(session, target, openDialog, { words }).catch(showError),
    useCode: ({ use, text, languageId }) => void codeActions.run(use, text, languageId).catch(showError),
  };
}
