import * as vscode from 'vscode';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { confirmSignOut } from '../auth/confirmSignOut.ts';
import type { SignInFlow } from '../auth/signInFlow.ts';
import { ShownError } from '../errorText.ts';
import type { CommandRegistry } from './commandRegistry.ts';

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
