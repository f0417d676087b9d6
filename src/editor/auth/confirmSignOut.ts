// What was not sent goes with its account, so a person is asked before.
import * as vscode from 'vscode';
import type { Session } from '../../messenger/session.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import { Cancelled } from '../commands/commandRegistry.ts';

const { t } = vscode.l10n;

/** Names the account where there are several. Rejects with Cancelled where the person stays signed in. */
export async function confirmSignOut(session: Session, all: readonly Session[]): Promise<void> {
  const name = accountNameIfSeveral(session, all);
  const question = name === undefined ? t('Sign out of Bitrix24?') : t('Sign out of {0}?', name);
  const detail =
    session.waitingCount > 0
      ? lossOf(session.waitingCount)
      : t('The webhook’s address and all drafts are removed from this computer.');
  const signOut = t('Sign out');
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, signOut);
  if (chosen !== signOut) throw new Cancelled();
}

function lossOf(waitingCount: number): string {
  return t(
    'Messages that were not sent: {0}. They and all drafts will be deleted; one that is on its way may still arrive.',
    waitingCount,
  );
}
