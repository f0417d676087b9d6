import * as vscode from 'vscode';
import { portalName } from '../../messenger/account.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { confirmSignOut } from '../auth/confirmSignOut.ts';
import type { SignInFlow } from '../auth/signInFlow.ts';
import { accountName } from '../accountName.ts';
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

  registry.registerForAccount('bitrix24.signOut', async (argument, row) => {
    sessions.requireAny();
    if (argument !== undefined) {
      await sessions.signOut(sessions.require(accountIdOf(argument)).account.id);
      return;
    }
    const session = row ? sessions.require(row.accountId) : await pickAccount(t('Sign out of'));
    await confirmSignOut(session, sessions.all);
    // In another window somebody may have been faster.
    await sessions.signOut(session.account.id);
  });

  registry.registerForAccount('bitrix24.switchAccount', async (argument, row) => {
    sessions.requireAny();
    const session =
      row === undefined && argument === undefined
        ? await pickAccount(t('Account for commands'))
        : sessions.require(row?.accountId ?? accountIdOf(argument));
    await sessions.setDefault(session.account.id);
    if (argument !== undefined) return;
    const said = t('Commands go to {0}', accountName(session, sessions.all));
    vscode.window.setStatusBarMessage(`$(check) ${said}`, 5_000);
  });

  /** Asks only where there is a choice. */
  const pickAccount = async (title: string): Promise<Session> => {
    const { all } = sessions;
    const [first] = all;
    if (first !== undefined && all.length === 1) return first;
    const items = all.map((session) => ({
      session,
      label: `$(account) ${session.account.userName}`,
      description: [portalName(session.account), session === sessions.default ? t('default') : '']
        .filter(Boolean)
        .join(' · '),
    }));
    const picked = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: t('Choose an account'),
      matchOnDescription: true,
      // A thread that has just come up takes the focus.
      ignoreFocusOut: true,
    });
    if (picked === undefined) throw new Cancelled();
    return sessions.require(picked.session.account.id);
  };
}

function accountIdOf(argument: unknown): string {
  // What is no id names no account, and is answered so.
  return typeof argument === 'string' ? argument : '';
}
