import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { SerialQueue } from '../base/serialQueue.ts';
import type { StateStore } from '../base/ports.ts';
import { type Account, encodeAccount } from './account.ts';
import type { AccountStore } from './accountStore.ts';
import { MessengerError } from './messengerError.ts';
import type { Session } from './session.ts';
import { stateKeysOf } from './stateKeys.ts';

export type SessionState =
  | { readonly kind: 'restoring' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'signedIn'; readonly session: Session };

/** Who is signed in, in this window; follows what other windows do. The only one that makes sessions. */
export class SessionStore implements Disposable {
  readonly #accounts: AccountStore;
  readonly #state: StateStore;
  readonly #createSession: (account: Account) => Promise<Session>;
  readonly #changed = new Emitter<SessionState>();
  readonly #turns = new SerialQueue();
  readonly #subscription: Disposable;
  #current: SessionState = { kind: 'restoring' };

  constructor(
    accounts: AccountStore,
    state: StateStore,
    createSession: (account: Account) => Promise<Session>,
  ) {
    this.#accounts = accounts;
    this.#state = state;
    this.#createSession = createSession;
    this.#subscription = accounts.onDidChange(() => void this.restore());
  }

  get onDidChange(): Event<SessionState> {
    return this.#changed.event;
  }

  get current(): SessionState {
    return this.#current;
  }

  /** The session, or a MessengerError that asks to sign in. */
  require(): Session {
    if (this.#current.kind !== 'signedIn') throw new MessengerError({ kind: 'signedOut' });
    return this.#current.session;
  }

  /** Makes this window's session equal to what is stored. */
  restore(): Promise<SessionState> {
    return this.#turns.run(async () => {
      const account = await this.#accounts.load();
      await this.#become(account);
      return this.#current;
    });
  }

  signIn(account: Account): Promise<Session> {
    return this.#turns.run(async () => {
      const before = this.#current.kind === 'signedIn' ? this.#current.session.account : undefined;
      // The same person again, with a new code perhaps: drafts and waiting messages stay theirs.
      const kept =
        before !== undefined && isSamePerson(before, account) ? { ...account, id: before.id } : account;
      await this.#accounts.save(kept);
      if (before !== undefined && before.id !== kept.id) await this.#forget(before.id);
      await this.#become(kept);
      return this.require();
    });
  }

  signOut(): Promise<void> {
    return this.#turns.run(async () => {
      if (this.#current.kind !== 'signedIn') return;
      const { id } = this.#current.session.account;
      await this.#become(undefined);
      await this.#accounts.remove(id);
      await this.#forget(id);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    if (this.#current.kind === 'signedIn') this.#current.session.dispose();
    this.#current = { kind: 'signedOut' };
    this.#changed.dispose();
  }

  async #become(account: Account | undefined): Promise<void> {
    if (this.#current.kind === 'signedIn') {
      if (account !== undefined && isSameAccount(this.#current.session.account, account)) return;
      this.#current.session.dispose();
    } else if (this.#current.kind === 'signedOut' && account === undefined) {
      return;
    }
    if (account === undefined) {
      this.#current = { kind: 'signedOut' };
    } else {
      this.#current = { kind: 'signedIn', session: await this.#createSession(account) };
    }
    this.#changed.fire(this.#current);
    if (this.#current.kind === 'signedIn') this.#current.session.start();
  }

  async #forget(accountId: string): Promise<void> {
    for (const key of stateKeysOf(accountId)) await this.#state.set(key, undefined);
  }
}

function isSamePerson(a: Account, b: Account): boolean {
  return (
    a.webhook.origin === b.webhook.origin &&
    a.webhook.basePath === b.webhook.basePath &&
    a.webhook.userId === b.webhook.userId
  );
}

function isSameAccount(a: Account, b: Account): boolean {
  return encodeAccount(a) === encodeAccount(b);
}
