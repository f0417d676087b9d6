import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { SerialQueue } from '../base/serialQueue.ts';
import type { FileFolder, StateStore } from '../base/ports.ts';
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
  readonly #folder: FileFolder;
  readonly #createSession: (account: Account, folder: FileFolder) => Promise<Session>;
  readonly #changed = new Emitter<SessionState>();
  readonly #turns = new SerialQueue();
  readonly #subscription: Disposable;
  #current: SessionState = { kind: 'restoring' };
  #isDisposed = false;
  // Settles when former sessions have let go of the disk; only then can what is theirs be removed.
  #closed: Promise<unknown> = Promise.resolve();

  /** `folder` holds one subfolder for each account, which goes at sign-out. */
  constructor(
    accounts: AccountStore,
    state: StateStore,
    folder: FileFolder,
    createSession: (account: Account, folder: FileFolder) => Promise<Session>,
  ) {
    this.#accounts = accounts;
    this.#state = state;
    this.#folder = folder;
    this.#createSession = createSession;
    // What cannot be read now is read when somebody signs in or the window is opened again.
    this.#subscription = accounts.onDidChange(() => void this.restore().catch(() => undefined));
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

  /** Messages that would be deleted unsent if this account took the present one's place. */
  lostBySigningIn(account: Account): number {
    const here = this.#accountHere();
    if (here === undefined || isSamePerson(here, account)) return 0;
    return this.require().waitingCount;
  }

  /** Makes this window's session equal to what is stored. Where that cannot be read, nobody is signed in. */
  restore(): Promise<SessionState> {
    return this.#inTurn(async () => {
      const before = this.#accountHere()?.id;
      try {
        const { id, account } = await this.#accounts.load();
        await this.#become(account);
        // Signed out, or replaced, in another window, which may not know of what was written here since. An account
        // that cannot be read, a newer version's perhaps, is still the same person's.
        if (before !== undefined && before !== id) await this.#forget(before);
      } catch (error) {
        if (this.#current.kind === 'restoring') this.#set({ kind: 'signedOut' });
        throw error;
      }
      return this.#current;
    });
  }

  signIn(account: Account): Promise<Session> {
    return this.#inTurn(async () => {
      const before = this.#accountHere();
      // The same person again, with a new code perhaps: drafts and waiting messages stay theirs.
      const kept =
        before !== undefined && isSamePerson(before, account) ? { ...account, id: before.id } : account;
      const replaced = await this.#accounts.save(kept);
      await this.#become(kept);
      if (before !== undefined && before.id !== kept.id) await this.#forget(before.id);
      if (replaced !== undefined) await this.#forget(replaced);
      return this.require();
    });
  }

  signOut(): Promise<void> {
    return this.#inTurn(async () => {
      const id = this.#accountHere()?.id;
      if (id === undefined) return;
      // First the secret: where that fails, signing out can be tried again.
      await this.#accounts.remove(id);
      if (this.#current.kind === 'signedIn') await this.#current.session.events.leave();
      await this.#become(undefined);
      await this.#forget(id);
    });
  }

  /** Before the window closes: keeps on disk what is worth keeping. */
  async flush(): Promise<void> {
    if (this.#current.kind === 'signedIn') await this.#current.session.flush();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
    if (this.#current.kind === 'signedIn') this.#close(this.#current.session);
    this.#current = { kind: 'signedOut' };
    this.#changed.dispose();
  }

  /** Resolves once a disposed store has left nothing more to write. */
  get closed(): Promise<unknown> {
    return this.#closed;
  }

  /** One after another, so that the last one to be asked has the last word. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    return this.#turns.run(() => {
      if (this.#isDisposed) throw new MessengerError({ kind: 'signedOut' });
      return task();
    });
  }

  #accountHere(): Account | undefined {
    return this.#current.kind === 'signedIn' ? this.#current.session.account : undefined;
  }

  async #become(account: Account | undefined): Promise<void> {
    const { current } = this;
    if (current.kind === 'signedOut' && account === undefined) return;
    if (current.kind === 'signedIn') {
      if (account !== undefined && isSameAccount(current.session.account, account)) return;
      this.#close(current.session);
      // Until the next one is there nobody gets a session that is no more.
      this.#current = { kind: 'restoring' };
      await this.#closed;
    }
    if (account === undefined) {
      this.#set({ kind: 'signedOut' });
      return;
    }
    const session = await this.#sessionOf(account);
    if (this.#isDisposed) {
      session.dispose();
      throw new MessengerError({ kind: 'signedOut' });
    }
    this.#set({ kind: 'signedIn', session });
    session.start();
  }

  async #sessionOf(account: Account): Promise<Session> {
    try {
      return await this.#createSession(account, this.#folder.subfolder(account.id));
    } catch (error) {
      this.#set({ kind: 'signedOut' });
      throw error;
    }
  }

  #close(session: Session): void {
    session.dispose();
    this.#closed = Promise.all([this.#closed, session.ended()]);
  }

  #set(state: SessionState): void {
    this.#current = state;
    this.#changed.fire(state);
  }

  async #forget(accountId: string): Promise<void> {
    for (const key of stateKeysOf(accountId)) await this.#state.set(key, undefined);
    await this.#closed;
    await this.#folder.subfolder(accountId).clear();
  }
}

function isSamePerson(a: Account, b: Account): boolean {
  return (
    a.portal.origin === b.portal.origin && a.portal.basePath === b.portal.basePath && a.userId === b.userId
  );
}

/** Tokens come and go within one account; whoever finds his expired takes what is stored. */
function isSameAccount(a: Account, b: Account): boolean {
  return encodeAccount(withoutGrant(a)) === encodeAccount(withoutGrant(b));
}

function withoutGrant(account: Account): Account {
  const { credential } = account;
  if (credential.kind === 'webhook') return account;
  const grant = { ...credential.grant, accessToken: '', refreshToken: '' };
  return { ...account, credential: { ...credential, grant } };
}
