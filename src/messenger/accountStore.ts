import type { Disposable } from '../base/disposable.ts';
import type { Event } from '../base/emitter.ts';
import { Emitter } from '../base/emitter.ts';
import type { Logger, SecretStore } from '../base/ports.ts';
import { type Account, encodeAccount } from './account.ts';

// SecretStorage cannot list its keys in every version, so one entry names the account in use.
const INDEX_KEY = 'bitrix24.currentAccount';

/** What is kept: which account is in use, and the account itself where it can be read. */
export interface StoredAccount {
  readonly id: string | undefined;
  readonly account: Account | undefined;
}

/** The signed-in account in SecretStorage: one entry per account, and one that says which is in use. */
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

  /** Fires in every window when an account was signed in or out, also by this one. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  async load(): Promise<StoredAccount> {
    const id = await this.#secrets.get(INDEX_KEY);
    if (id === undefined) return { id, account: undefined };
    const text = await this.#secrets.get(entryKey(id));
    const account = text === undefined ? undefined : await decode(text);
    // An entry under another's name would be kept, and removed, under that name.
    if (account?.id === id) return { id, account };
    this.#logger.warn('The stored account cannot be read; sign in again');
    return { id, account: undefined };
  }

  /** Resolves to the id of the account that this one replaces, if there was another. */
  async save(account: Account): Promise<string | undefined> {
    const before = await this.#secrets.get(INDEX_KEY);
    const replaced = before === account.id ? undefined : before;
    await this.#secrets.set(entryKey(account.id), encodeAccount(account));
    try {
      await this.#secrets.set(INDEX_KEY, account.id);
    } catch (error) {
      // A secret that nothing names would never be found again.
      if (before !== account.id) await this.#secrets.delete(entryKey(account.id));
      throw error;
    }
    if (replaced !== undefined) await this.#secrets.delete(entryKey(replaced));
    return replaced;
  }

  /** The account as it is stored now, by whichever window. */
  async read(accountId: string): Promise<Account | undefined> {
    const stored = await this.#secrets.get(entryKey(accountId));
    const account = stored === undefined ? undefined : await decode(stored);
    return account?.id === accountId ? account : undefined;
  }

  /** Keeps the account's new tokens. Nothing where it was signed out meanwhile: then they are nobody's. */
  async replace(account: Account): Promise<void> {
    if ((await this.read(account.id)) === undefined) return;
    await this.#secrets.set(entryKey(account.id), encodeAccount(account));
  }

  async remove(accountId: string): Promise<void> {
    await this.#secrets.delete(entryKey(accountId));
    if ((await this.#secrets.get(INDEX_KEY)) === accountId) await this.#secrets.delete(INDEX_KEY);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function entryKey(accountId: string): string {
  return `bitrix24.account.${accountId}`;
}

async function decode(text: string): Promise<Account | undefined> {
  const { decodeAccount } = await import('./decodeAccount.ts');
  return decodeAccount(text);
}
