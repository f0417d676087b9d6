import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { AccountsWithDemo } from '../../messenger/demo/accountsWithDemo.ts';
import { demoAccount, isDemo } from '../../messenger/demo/demoAccount.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { CommandRegistry } from './commandRegistry.ts';

const { t } = vscode.l10n;

/** The demo begins when somebody asks for it, and ends when they do, sign in for real, or close the window. */
export function registerDemoCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  accounts: AccountsWithDemo,
  open: (session: Session, dialogId: string) => Promise<void>,
): vscode.Disposable {
  const end = async (): Promise<void> => {
    if (accounts.demo !== undefined) await sessions.signOut(accounts.demo.id);
  };

  registry.register('bitrix24.startDemo', async () => {
    const { GUIDE, OWN_ID } = await import('../demo/demoStory.ts');
    const session = await sessions.signIn(accounts.demo ?? demoAccount(OWN_ID, t('You')));
    await vscode.commands.executeCommand('bitrix24.dialogs.focus');
    await open(session, GUIDE);
  });
  registry.register('bitrix24.endDemo', end);

  const store = new DisposableStore();
  store.add(
    sessions.onDidChange(({ added }) => {
      // Made-up people beside real ones would only confuse.
      if (added.some(({ account }) => !isDemo(account))) void end();
    }),
  );
  return store;
}
