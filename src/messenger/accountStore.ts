import type { Disposable } from '../base/disposable.ts';
import type { Event } from '../base/emitter.ts';
import { Emitter } from '../base/emitter.ts';
import type { Logger, SecretStore } from '../base/ports.ts';
import { type Account, encodeAccount } from './account.ts';
import type { AccountIndex } from './accountIndex.ts';
import { MessengerError } from './messengerError.ts';

// SecretStorage cannot list its keys in every version, so one entry names the accounts. Its name is of the time when
// there was one.
const INDEX_KEY = 'bitrix24.currentAccount';

/** Each polls its portal, so that there is an end to them. */
const MOST_ACCOUNTS = 10;

/** What is kept: which accounts are signed in, and those of them that can be read. */
export interface StoredAccounts {
  /** In the order of signing in, also those that cannot be read. */
  readonly ids: readonly string[];
  readonly accounts: readonly Account[];
  readonly defaultId: string | undefined;
}

/** The signed-in accounts in SecretStorage: one entry for each, and one that names them. */
export class AccountStore implements Disposable {
  readonly #secrets: SecretStore;
  readonly #logger: Logger;
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;

  constructor(secrets: SecretStore, logger: Logger) {
    this.#secrets = secrets;
    this.#logger = logger;
    this.#subscription = secrets.onDidChange((key) => {
      if (key === INDEX_KEY) this.#changed.fire();
    });
  }

  /** Fires in every window when an account was signed in or out, or became the default, also by this one. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /**
   * `known` are the accounts at work in this window. One that has its entry still was not signed out: two windows wrote at
   * the same moment which accounts there are, and it is named again.
   */
  async load(known: readonly string[] = []): Promise<StoredAccounts> {
    const named = await this.#index();
    const index = await this.#withForgotten(named, known);
    const accounts: Account[] = [];
    for (const id of index.ids) {
      const account = await this.read(id);
      if (account === undefined) this.#logger.warn('A stored account cannot be read; sign in again');
      else accounts.push(account);
    }
    return { ...index, accounts };
  }

  /**
   * Adds the account, or renews the one of the same id. Resolves to the ids of those that were dropped for it, because they
   * could not be read.
   */
  async save(account: Account, { isDefault = true } = {}): Promise<readonly string[]> {
    const before = await this.#index();
    const others = before.ids.filter((id) => id !== account.id);
    const dropped: string[] = [];
    for (const id of others) if ((await this.read(id)) === undefined) dropped.push(id);
    const isKnown = before.ids.includes(account.id);
    const ids = before.ids.filter((id) => !dropped.includes(id));
    if (!isKnown && ids.length >= MOST_ACCOUNTS) {
      throw new MessengerError({ kind: 'tooManyAccounts', limit: MOST_ACCOUNTS });
    }
    await this.#secrets.set(entryKey(account.id), encodeAccount(account));
    try {
      await this.#writeIndex({
        ids: isKnown ? ids : [...ids, account.id],
        defaultId: isDefault ? account.id : before.defaultId,
      });
    } catch (error) {
      // A secret that nothing names would never be found again.
      if (!isKnown) await this.#secrets.delete(entryKey(account.id));
      throw error;
    }
    for (const id of dropped) await this.#secrets.delete(entryKey(id));
    return dropped;
  }

  /** The account as it is stored now, by whichever window. */
  async read(accountId: string): Promise<Account | undefined> {
    const stored = await this.#secrets.get(entryKey(accountId));
    if (stored === undefined) return undefined;
    const { decodeAccount } = await import('./decodeAccount.ts');
    const account = decodeAccount(stored);
    // An entry under another's name would be kept, and removed, under that name.
    return account?.id === accountId ? account : undefined;
  }

  /** Keeps the account's new tokens. Nothing where it was signed out meanwhile: then they are nobody's. */
  async replace(account: Account): Promise<void> {
    if ((await this.read(account.id)) === undefined) return;
    await this.#secrets.set(entryKey(account.id), encodeAccount(account));
    // Signed out at this very moment: what was just written must not bring the account back.
    if (!(await this.#index()).ids.includes(account.id)) await this.#secrets.delete(entryKey(account.id));
  }

  async setDefault(accountId: string): Promise<void> {
    const before = await this.#index();
    if (before.ids.includes(accountId)) await this.#writeIndex({ ...before, defaultId: accountId });
  }

  async remove(accountId: string): Promise<void> {
    await this.#secrets.delete(entryKey(accountId));
    const before = await this.#index();
    const ids = before.ids.filter((id) => id !== accountId);
    if (ids.length < before.ids.length) await this.#writeIndex({ ...before, ids });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #index(): Promise<AccountIndex> {
    const stored = await this.#secrets.get(INDEX_KEY);
    if (stored === undefined) return { ids: [], defaultId: undefined };
    const { decodeIndex, NO_ACCOUNTS } = await import('./accountIndex.ts');
    const index = decodeIndex(stored);
    if (index === undefined) this.#logger.warn('The list of accounts cannot be read; sign in again');
    return index ?? NO_ACCOUNTS;
  }

  async #withForgotten(index: AccountIndex, known: readonly string[]): Promise<AccountIndex> {
    const forgotten: string[] = [];
    for (const id of known) {
      if (!index.ids.includes(id) && (await this.read(id)) !== undefined) forgotten.push(id);
    }
    if (forgotten.length === 0) return index;
    const whole = { ...index, ids: [...index.ids, ...forgotten] };
    await this.#writeIndex(whole);
    return whole;
  }

  /** Whoever is first is the default where the person has chosen nobody who is there. */
  async #writeIndex({ ids, defaultId }: AccountIndex): Promise<void> {
    const [first] = ids;
    if (first === undefined) return this.#secrets.delete(INDEX_KEY);
    const { encodeIndex } = await import('./accountIndex.ts');
    const chosen = defaultId !== undefined && ids.includes(defaultId) ? defaultId : first;
    await this.#secrets.set(INDEX_KEY, encodeIndex({ ids, defaultId: chosen }));
  }
}

function entryKey(accountId: string): string {
  return `bitrix24.account.${accountId}`;
}
