// Links to dialogs and messages from anywhere on the computer, also those that started VS Code.
import * as vscode from 'vscode';
import type { DialogId } from '../model/dialogId.ts';
import { portalName } from '../messenger/account.ts';
import type { Session } from '../messenger/session.ts';
import type { SessionStore } from '../messenger/sessionStore.ts';
import { showError } from './commands/commandRegistry.ts';
import { readDialogLink, readLinkedPortal } from './dialogLink.ts';
import { ShownError } from './errorText.ts';

// What a link says may be anything.
const LONGEST_NAME = 100;

type OpenPlace = (session: Session, dialogId: DialogId, messageId: number | undefined) => Promise<void>;

/** Opens what the link leads to, or shows why not. */
export async function followDialogLink(
  sessions: SessionStore,
  uri: vscode.Uri,
  open: OpenPlace,
): Promise<void> {
  try {
    const place = readDialogLink(uri.path);
    if (place === undefined) {
      throw new ShownError(vscode.l10n.t('This link leads to no dialog. It may have been cut when copied.'));
    }
    await sessions.restored();
    const session = sessionFor(sessions, readLinkedPortal(uri.query));
    await open(session, place.dialogId, place.messageId);
  } catch (error) {
    await showError(error);
  }
}

/** The default account where it is on that portal or none is named, otherwise the first that is there. */
function sessionFor(sessions: SessionStore, portal: string | undefined): Session {
  const { all, default: main } = sessions;
  if (portal === undefined || all.length === 0) return sessions.require();
  const session = [...(main === undefined ? [] : [main]), ...all].find(
    ({ account }) => portalName(account).toLowerCase() === portal,
  );
  if (session !== undefined) return session;
  throw new ShownError(
    vscode.l10n.t(
      'This link leads to {0}, where you are not signed in. Sign in there, then open it again.',
      portal.slice(0, LONGEST_NAME),
    ),
  );
}
