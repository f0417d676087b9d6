import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { SerialQueue } from '../base/serialQueue.ts';
import type { FileFolder, StateStore } from '../base/ports.ts';
import { type Account, encodeAccount, portalName } from './account.ts';
import type { AccountStore } from './accountStore.ts';
import { MessengerError } from './messengerError.ts';
import type { Session } from './session.ts';
import { stateKeysOf } from './stateKeys.ts';

/** What came and went; nothing of both where it is another account that is the default, or where it is known that there is none. */
export interface SessionsChange {
  readonly added: readonly Session[];
  readonly removed: readonly Session[];
}

/** Where the accounts that are signed in are kept. */
export type KeptAccounts = Pick<AccountStore, 'load' | 'save' | 'setDefault' | 'remove' | 'onDidChange'>;

const NO_CHANGE: SessionsChange = { added: [], removed: [] };

/** Who is signed in, in this window; follows what other windows do. The only one that makes sessions. */
export class SessionStore implements Disposable {
  readonly #accounts: KeptAccounts;
  readonly #state: StateStore;
  readonly #folder: FileFolder;
  readonly #createSession: (account: Account, folder: FileFolder) => Promise<Session>;
  readonly #changed = new Emitter<SessionsChange>();
  readonly #turns = new SerialQueue();
  readonly #subscription: Disposable;
  #sessions: readonly Session[] = [];
  #defaultId: string | undefined;
  #isKnown = false;
  #isDisposed = false;
  // Settles when former sessions have let go of the disk; only then can what is theirs be removed.
  #closed: Promise<unknown> = Promise.resolve();

  /** `folder` holds one subfolder for each account, which goes at sign-out. */
  constructor(
    accounts: KeptAccounts,
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

  get onDidChange(): Event<SessionsChange> {
    return this.#changed.event;
  }

  /** In the order of signing in. */
  get all(): readonly Session[] {
    return this.#sessions;
  }

  /** The one that is meant where nobody says which. While it is not at work, no other one stands in for it. */
  get default(): Session | undefined {
    return this.#defaultId === undefined ? undefined : this.find(this.#defaultId);
  }

  /** False until it was read who is signed in. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** By the account's id. */
  find(accountId: string): Session | undefined {
    return this.#sessions.find(({ account }) => account.id === accountId);
  }

  /** Whether this very session is at work still. */
  has(session: Session): boolean {
    return this.#sessions.includes(session);
  }

  /**
   * The account's session, or the default one; or a MessengerError that says what to do. An account is named by its id, or by
   * its portal where no other account is signed in.
   */
  require(name?: string): Session {
    const session = name === undefined ? this.default : (this.find(name) ?? this.#onlyOneOn(name));
    if (session !== undefined) return session;
    const isAnyone = name === undefined || this.#sessions.length === 0;
    throw new MessengerError({ kind: isAnyone ? 'signedOut' : 'unknownAccount' });
  }

  /** All sessions, or a MessengerError that asks to sign in. */
  requireAny(): readonly Session[] {
    if (this.#sessions.length === 0) throw new MessengerError({ kind: 'signedOut' });
    return this.#sessions;
  }

  /** All sessions, once it is known who is signed in. */
  async restored(): Promise<readonly Session[]> {
    if (!this.#isKnown) await this.restore().catch((error: unknown) => this.#rethrowIfNone(error));
    return this.#sessions;
  }

  /**
   * Makes this window's sessions equal to what is stored. Where that cannot be read, they stay who they are; where one
   * cannot be made, rejects once all others are at work.
   */
  restore(): Promise<readonly Session[]> {
    return this.#inTurn(async () => {
      try {
        await this.#follow();
      } catch (error) {
        if (!this.#isKnown) this.#set([], undefined);
        throw error;
      }
      return this.#sessions;
    });
  }

  /**
   * Adds an account, or renews that of the same person on the same portal. It becomes the default one: what follows a sign-in
   * is meant for it. An account that is signed in, at another address perhaps, only changes.
   */
  signIn(account: Account): Promise<Session> {
    return this.#inTurn(async () => {
      const { accounts } = await this.#accounts.load(this.#ids());
      // The same person again, with a new code perhaps: drafts and waiting messages stay theirs.
      const isChange = accounts.some(({ id }) => id === account.id);
      const same = isChange ? undefined : accounts.find((other) => isSamePerson(other, account));
      const kept = same === undefined ? account : { ...account, id: same.id };
      const dropped = await this.#accounts.save(kept, { isDefault: !isChange });
      await this.#follow().catch((error: unknown) => {
        if (this.find(kept.id) === undefined) throw error;
      });
      for (const id of dropped) await this.#forget(id);
      return this.require(kept.id);
    });
  }

  /** Nothing happens where the account is not signed in. */
  signOut(accountId: string): Promise<void> {
    return this.#inTurn(async () => {
      const session = this.find(accountId);
      if (session === undefined) return;
      // First the secret: where that fails, signing out can be tried again.
      await this.#accounts.remove(accountId);
      await session.events.leave();
      await this.#become(
        this.#sessions.filter((other) => other !== session).map(({ account }) => account),
        this.#defaultId,
      );
      await this.#forget(accountId);
    });
  }

  /** In all windows, and from now on. */
  setDefault(accountId: string): Promise<void> {
    return this.#inTurn(async () => {
      this.require(accountId);
      await this.#accounts.setDefault(accountId);
      await this.#follow();
    });
  }

  /** Before the window closes: keeps on disk what is worth keeping. */
  async flush(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.flush()));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
    for (const session of this.#sessions) this.#close(session);
    this.#sessions = [];
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

  #onlyOneOn(portal: string): Session | undefined {
    const wanted = portal.toLowerCase();
    const [first, ...others] = this.#sessions.filter(
      ({ account }) => portalName(account).toLowerCase() === wanted,
    );
    return others.length === 0 ? first : undefined;
  }

  #ids(): readonly string[] {
    return this.#sessions.map(({ account }) => account.id);
  }

  async #follow(): Promise<void> {
    const before = this.#ids();
    const { ids, accounts, defaultId } = await this.#accounts.load(before);
    try {
      await this.#become(accounts, defaultId);
    } finally {
      // Signed out in another window, which may not know of what was written here since. An account that cannot be
      // read, a newer version's perhaps, is still the same person's.
      for (const id of before) if (!ids.includes(id)) await this.#forget(id);
    }
  }

  async #become(accounts: readonly Account[], chosenId: string | undefined): Promise<void> {
    const isThere = accounts.some(({ id }) => id === chosenId);
    const defaultId = isThere ? chosenId : accounts[0]?.id;
    const before = this.#sessions;
    const staying = before.filter(({ account }) => accounts.some((other) => isSameAccount(account, other)));
    const removed = before.filter((session) => !staying.includes(session));
    // Until the next one is there nobody gets a session that is no more.
    this.#sessions = staying;
    for (const session of removed) this.#close(session);
    if (removed.length > 0) await this.#closed;

    const made = await this.#make(
      accounts.filter(({ id }) => staying.every(({ account }) => account.id !== id)),
    );
    if (this.#isDisposed) {
      for (const session of made.sessions) session.dispose();
      throw new MessengerError({ kind: 'signedOut' });
    }
    const all = [...staying, ...made.sessions];
    const inOrder = accounts.flatMap(({ id }) => all.find(({ account }) => account.id === id) ?? []);
    const isNews =
      made.sessions.length + removed.length > 0 || !this.#isKnown || this.#defaultId !== defaultId;
    if (isNews) this.#set(inOrder, defaultId, { added: made.sessions, removed });
    for (const session of made.sessions) session.start();
    if (made.failures.length > 0) throw made.failures[0];
  }

  /** One that cannot be made keeps no other from being made. */
  async #make(
    accounts: readonly Account[],
  ): Promise<{ readonly sessions: readonly Session[]; readonly failures: readonly unknown[] }> {
    const results = await Promise.allSettled(
      accounts.map((account) => this.#createSession(account, this.#folder.subfolder(account.id))),
    );
    return {
      sessions: results.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])),
      failures: results.flatMap((result): unknown[] => (result.status === 'rejected' ? [result.reason] : [])),
    };
  }

  #close(session: Session): void {
    session.dispose();
    this.#closed = Promise.all([this.#closed, session.ended()]);
  }

  #set(
    sessions: readonly Session[],
    defaultId: string | undefined,
    change: SessionsChange = NO_CHANGE,
  ): void {
    this.#sessions = sessions;
    this.#defaultId = defaultId;
    this.#isKnown = true;
    this.#changed.fire(change);
  }

  async #forget(accountId: string): Promise<void> {
    for (const key of stateKeysOf(accountId)) await this.#state.set(key, undefined);
    await this.#closed;
    await this.#folder.subfolder(accountId).clear();
  }

  #rethrowIfNone(error: unknown): void {
    if (this.#sessions.length === 0) throw error;
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
