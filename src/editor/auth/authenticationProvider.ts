import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { type Account, portalName } from '../../messenger/account.ts';
import type { AccountStore } from '../../messenger/accountStore.ts';
import { isDemo } from '../../messenger/demo/demoAccount.ts';
import type { SessionsChange, SessionStore } from '../../messenger/sessionStore.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { confirmSignOut } from './confirmSignOut.ts';
import type { SignedIn } from './signInFlow.ts';

const PROVIDER_ID = 'bitrix24';

type AuthenticationChange = vscode.AuthenticationProviderAuthenticationSessionsChangeEvent;

/**
 * The accounts in VS Code's Accounts menu, and for other extensions that a person lets have one. A session's token is what
 * the portal takes: for OAuth the access token, for a webhook its address up to the method.
 */
export class BitrixAuthenticationProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #accounts: Pick<AccountStore, 'read'>;
  readonly #signIn: () => Promise<SignedIn>;
  readonly #store = new DisposableStore();
  readonly #changed = new vscode.EventEmitter<AuthenticationChange>();

  /** `signIn` asks the person. */
  constructor(sessions: SessionStore, accounts: Pick<AccountStore, 'read'>, signIn: () => Promise<SignedIn>) {
    this.#sessions = sessions;
    this.#accounts = accounts;
    this.#signIn = signIn;
    this.#store.add(this.#changed);
    this.#store.add(
      vscode.authentication.registerAuthenticationProvider(PROVIDER_ID, 'Bitrix24', this, {
        supportsMultipleAccounts: true,
      }),
    );
    this.#store.add(sessions.onDidChange((change) => void this.#follow(change)));
  }

  get onDidChangeSessions(): vscode.Event<AuthenticationChange> {
    return this.#changed.event;
  }

  async getSessions(
    scopes: readonly string[] = [],
    options: vscode.AuthenticationProviderSessionOptions = {},
  ): Promise<vscode.AuthenticationSession[]> {
    const sessions = await this.#sessions.restored();
    const accounts = sessions
      .map(({ account }) => account)
      .filter((account) => !isDemo(account))
      .filter(({ id }) => options.account === undefined || options.account.id === id)
      .filter((account) => scopes.every((scope) => account.scopes.includes(scope)));
    return Promise.all(accounts.map((account) => this.#sessionOf(account)));
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    const { accountId } = await this.#signIn();
    const session = this.#sessions.find(accountId);
    if (session === undefined) throw new Cancelled();
    return this.#sessionOf(session.account);
  }

  async removeSession(sessionId: string): Promise<void> {
    const session = this.#sessions.find(sessionId);
    if (session === undefined) return;
    // VS Code has asked already, but does not know of messages.
    if (session.waitingCount > 0) await confirmSignOut(session, this.#sessions.all);
    await this.#sessions.signOut(sessionId);
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Who signs in again with another code is the same account, changed. */
  async #follow({ added, removed }: SessionsChange): Promise<void> {
    const isIn = (list: SessionsChange['added'], id: string): boolean =>
      list.some(({ account }) => account.id === id);
    const accountsOf = (list: SessionsChange['added']): Account[] =>
      list.map(({ account }) => account).filter((account) => !isDemo(account));
    const come = accountsOf(added).filter(({ id }) => !isIn(removed, id));
    const changed = accountsOf(added).filter(({ id }) => isIn(removed, id));
    const gone = accountsOf(removed).filter(({ id }) => !isIn(added, id));
    if (come.length + changed.length + gone.length === 0) return;
    const change: AuthenticationChange = {
      added: await Promise.all(come.map((account) => this.#sessionOf(account))),
      removed: await Promise.all(gone.map(sessionWith)),
      changed: await Promise.all(changed.map((account) => this.#sessionOf(account))),
    };
    if (!this.#store.isDisposed) this.#changed.fire(change);
  }

  /** Tokens are renewed by whichever window comes first; what is stored is the newest. */
  async #sessionOf(account: Account): Promise<vscode.AuthenticationSession> {
    return sessionWith((await this.#accounts.read(account.id)) ?? account);
  }
}

async function sessionWith(account: Account): Promise<vscode.AuthenticationSession> {
  return {
    id: account.id,
    accessToken: await tokenOf(account),
    account: { id: account.id, label: `${account.userName} (${portalName(account)})` },
    scopes: account.scopes,
  };
}

async function tokenOf({ credential, portal, userId }: Account): Promise<string> {
  if (credential.kind === 'oauth') return credential.grant.accessToken;
  const { webhookEndpoint } = await import('../../bitrix24/auth/webhookUrl.ts');
  return webhookEndpoint({ ...portal, userId, code: credential.code })
    .url('')
    .replace(/\.json$/, '');
}
