import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import { webhookEndpoint } from '../../bitrix24/auth/webhookUrl.ts';
import type { Account } from '../../messenger/account.ts';
import type { AccountStore } from '../../messenger/accountStore.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { confirmSignOut } from './confirmSignOut.ts';

const PROVIDER_ID = 'bitrix24';

type SessionsChange = vscode.AuthenticationProviderAuthenticationSessionsChangeEvent;

/**
 * The account in VS Code's Accounts menu, and for other extensions that a person lets have it. A session's token is what
 * the portal takes: for OAuth the access token, for a webhook its address up to the method.
 */
export class BitrixAuthenticationProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly #sessions: SessionStore;
  readonly #accounts: Pick<AccountStore, 'read'>;
  readonly #signIn: () => Promise<unknown>;
  readonly #store = new DisposableStore();
  readonly #changed = new vscode.EventEmitter<SessionsChange>();
  #known: vscode.AuthenticationSession | undefined;

  /** `signIn` asks the person. */
  constructor(sessions: SessionStore, accounts: Pick<AccountStore, 'read'>, signIn: () => Promise<unknown>) {
    this.#sessions = sessions;
    this.#accounts = accounts;
    this.#signIn = signIn;
    this.#store.add(this.#changed);
    this.#store.add(
      vscode.authentication.registerAuthenticationProvider(PROVIDER_ID, 'Bitrix24', this, {
        supportsMultipleAccounts: false,
      }),
    );
    this.#store.add(sessions.onDidChange(() => void this.#follow()));
  }

  get onDidChangeSessions(): vscode.Event<SessionsChange> {
    return this.#changed.event;
  }

  async getSessions(scopes?: readonly string[]): Promise<vscode.AuthenticationSession[]> {
    const { current } = this.#sessions;
    const state = current.kind === 'restoring' ? await this.#sessions.restore() : current;
    if (state.kind !== 'signedIn') return [];
    const session = await this.#sessionOf(state.session.account);
    const isEnough = (scopes ?? []).every((scope) => session.scopes.includes(scope));
    return isEnough ? [session] : [];
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    await this.#signIn();
    const [session] = await this.getSessions();
    if (session === undefined) throw new Cancelled();
    return session;
  }

  async removeSession(sessionId: string): Promise<void> {
    const { current } = this.#sessions;
    if (current.kind !== 'signedIn' || current.session.account.id !== sessionId) return;
    // VS Code has asked already, but does not know of messages.
    if (current.session.waitingCount > 0) await confirmSignOut(current.session.waitingCount);
    await this.#sessions.signOut();
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #follow(): Promise<void> {
    const { current } = this.#sessions;
    if (current.kind === 'restoring') return;
    const before = this.#known;
    const after = current.kind === 'signedIn' ? await this.#sessionOf(current.session.account) : undefined;
    if (this.#store.isDisposed || before?.id === after?.id) return;
    this.#known = after;
    this.#changed.fire({
      added: after === undefined ? [] : [after],
      removed: before === undefined ? [] : [before],
      changed: [],
    });
  }

  async #sessionOf(account: Account): Promise<vscode.AuthenticationSession> {
    // Tokens are renewed by whichever window comes first; what is stored is the newest.
    const stored = (await this.#accounts.read(account.id)) ?? account;
    return {
      id: account.id,
      accessToken: tokenOf(stored),
      account: { id: account.id, label: `${account.userName} (${new URL(account.portal.origin).host})` },
      scopes: account.scopes,
    };
  }
}

function tokenOf({ credential, portal, userId }: Account): string {
  if (credential.kind === 'oauth') return credential.grant.accessToken;
  return webhookEndpoint({ ...portal, userId, code: credential.code })
    .url('')
    .replace(/\.json$/, '');
}
