import * as vscode from 'vscode';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { SignInFlow } from '../auth/signInFlow.ts';
import { ShownError } from '../errorText.ts';
import { Cancelled, type CommandRegistry } from './commandRegistry.ts';

const { t } = vscode.l10n;

export function registerAccountCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  signInFlow: () => Promise<SignInFlow>,
): void {
  registry.register('bitrix24.signIn', async (argument) => {
    const flow = await signInFlow();
    return argument === undefined ? flow.ask() : flow.signIn(argument);
  });

  registry.register('bitrix24.signOut', async (argument) => {
    const session = sessions.require();
    if (argument === undefined) await confirmSignOut(session.waitingCount);
    else if (argument !== session.account.id) {
      throw new ShownError(t('No such account is signed in. Give the accountId that signing in returned.'));
    }
    await sessions.signOut();
  });
}

/** Unsent messages go with the account, so they are asked about. */
async function confirmSignOut(waitingCount: number): Promise<void> {
  const signOut = t('Sign out');
  const chosen = await vscode.window.showWarningMessage(
    t('Sign out of Bitrix24?'),
    {
      modal: true,
      detail:
        waitingCount > 0
          ? t(
              'Messages that were not sent: {0}. They and all drafts will be deleted; one that is on its way may still arrive.',
              waitingCount,
            )
          : t('The webhook’s address and all drafts are removed from this computer.'),
    },
    signOut,
  );
  if (chosen !== signOut) throw new Cancelled();
}
