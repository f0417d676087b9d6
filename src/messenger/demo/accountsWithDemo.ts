import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Account } from '../account.ts';
import type { AccountStore, StoredAccounts } from '../accountStore.ts';
import type { KeptAccounts } from '../sessionStore.ts';
import { isDemo } from './demoAccount.ts';

/** The stored accounts and, while it runs, the demo's. The demo's is of this window alone and is written nowhere. */
export class AccountsWithDemo implements KeptAccounts, Disposable {
  readonly #stored: AccountStore;
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  #demo: Account | undefined;
  #isDefault = false;

  constructor(stored: AccountStore) {
    this.#stored = stored;
    this.#subscription = stored.onDidChange(() => this.#changed.fire());
  }

  get demo(): Account | undefined {
    return this.#demo;
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  async load(known: readonly string[] = []): Promise<StoredAccounts> {
    const demo = this.#demo;
    const { ids, accounts, defaultId } = await this.#stored.load(known.filter((id) => id !== demo?.id));
    if (demo === undefined) return { ids, accounts, defaultId };
    const isDefault = this.#isDefault || defaultId === undefined;
    return {
      ids: [...ids, demo.id],
      accounts: [...accounts, demo],
      defaultId: isDefault ? demo.id : defaultId,
    };
  }

  async save(account: Account, options: { readonly isDefault?: boolean } = {}): Promise<readonly string[]> {
    const isDefault = options.isDefault ?? true;
    if (isDefault) this.#isDefault = isDemo(account);
    if (!isDemo(account)) return this.#stored.save(account, { isDefault });
    this.#demo = account;
    return [];
  }

  async setDefault(accountId: string): Promise<void> {
    this.#isDefault = accountId === this.#demo?.id;
    if (!this.#isDefault) await this.#stored.setDefault(accountId);
  }

  async remove(accountId: string): Promise<void> {
    if (accountId !== this.#demo?.id) return this.#stored.remove(accountId);
    this.#demo = undefined;
    this.#isDefault = false;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
