import type { Disposable } from '../base/disposable.ts';
import type { Event } from '../base/emitter.ts';
import { Emitter } from '../base/emitter.ts';
import type { Logger, SecretStore } from '../base/ports.ts';
import { type Account, decodeAccount, encodeAccount } from './account.ts';

// SecretStorage cannot list its keys in every version, so one entry names the account in use.
const INDEX_KEY = 'bitrix24.currentAccount';

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

  async load(): Promise<Account | undefined> {
    const id = await this.#secrets.get(INDEX_KEY);
    if (id === undefined) return undefined;
    const text = await this.#secrets.get(entryKey(id));
    const account = text === undefined ? undefined : decodeAccount(text);
    if (account === undefined) this.#logger.warn('The stored account cannot be read; sign in again');
    return account;
  }

  async save(account: Account): Promise<void> {
    const before = await this.#secrets.get(INDEX_KEY);
    await this.#secrets.set(entryKey(account.id), encodeAccount(account));
    await this.#secrets.set(INDEX_KEY, account.id);
    if (before !== undefined && before !== account.id) await this.#secrets.delete(entryKey(before));
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
