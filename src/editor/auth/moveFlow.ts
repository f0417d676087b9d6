import * as vscode from 'vscode';
import type { PortalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import { portalAddress, readPortalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import type { Account } from '../../messenger/account.ts';
import type { AccountStore } from '../../messenger/accountStore.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import { moveOf } from '../../messenger/portalMove.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { Cancelled, showError } from '../commands/commandRegistry.ts';
import { ShownError } from '../errorText.ts';

const { t } = vscode.l10n;

// A portal that moves on and on is not to be run after.
const MOST_MOVES = 3;

/** What asks portals and the token server for this; nothing of it stores anything but renewed tokens. */
export interface MoveSteps {
  /** Where the portal says it is; `undefined` where it answers itself. */
  find(account: Account, signal: AbortSignal): Promise<PortalAddress | undefined>;
  /** Sends the sign-in there, and gives the account as it is from now on. */
  check(account: Account, to: PortalAddress, signal: AbortSignal): Promise<Account>;
}

/** Leads an account to its portal's new address. Nothing goes there before the person has agreed. */
export class MoveFlow {
  readonly #sessions: SessionStore;
  readonly #accounts: Pick<AccountStore, 'read'>;
  readonly #steps: MoveSteps;

  constructor(sessions: SessionStore, accounts: Pick<AccountStore, 'read'>, steps: MoveSteps) {
    this.#sessions = sessions;
    this.#accounts = accounts;
    this.#steps = steps;
  }

  /** For programs, which name the address: followed where the portal says the same. Resolves to it. */
  async follow(accountId: string, address: string): Promise<string> {
    const account = await this.#account(accountId);
    const wanted = readPortalAddress(address);
    const to = await this.#steps.find(account, new AbortController().signal);
    if (to === undefined || !wanted.ok || portalAddress(to) !== portalAddress(wanted.portal)) {
      throw new ShownError(
        t('The portal does not say that it has moved to this address. Nothing was changed.'),
      );
    }
    return this.#move(account, to, new AbortController().signal);
  }

  /** For the person who asks for it: looks first whether there is a new address. */
  async ask(accountId: string): Promise<void> {
    const account = await this.#account(accountId);
    const to = await this.#busy(t('Asking the portal where it is…'), (signal) =>
      this.#steps.find(account, signal),
    );
    if (to !== undefined) return this.offer(accountId, to);
    await vscode.window.showInformationMessage(
      t('The portal answers at {0}. Nothing needs to be changed.', portalAddress(account.portal)),
    );
  }

  /** Asks whether to go on at the new address, and again where that one leads on. Rejects with what went wrong. */
  async offer(accountId: string, first: PortalAddress): Promise<void> {
    let to = first;
    for (let moves = 0; moves < MOST_MOVES; moves++) {
      const account = await this.#account(accountId);
      await agreeToMove(account.portal, to);
      try {
        const address = await this.#busy(t('Signing in at the new address…'), (signal) =>
          this.#move(account, to, signal),
        );
        void vscode.window.showInformationMessage(
          t('Bitrix24 is now used at {0}. Drafts and waiting messages are still here.', address),
        );
        return;
      } catch (error) {
        const next = moveOf(to, error);
        if (next === undefined) throw error;
        to = next;
      }
    }
    throw new ShownError(t('The portal leads from one address to the next. Ask your administrator.'));
  }

  async #move(account: Account, to: PortalAddress, signal: AbortSignal): Promise<string> {
    const moved = await this.#steps.check(account, to, signal);
    if (signal.aborted) throw new Cancelled();
    // Signed out, or moved by another window, while the portal was asked.
    const stored = await this.#account(account.id);
    if (portalAddress(stored.portal) === portalAddress(account.portal)) await this.#sessions.signIn(moved);
    return portalAddress(to);
  }

  async #account(accountId: string): Promise<Account> {
    const account = await this.#accounts.read(accountId);
    if (account === undefined) throw new MessengerError({ kind: 'signedOut' });
    return account;
  }

  async #busy<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, async (_progress, token) => {
      const subscription = token.onCancellationRequested(() => abort.abort());
      try {
        return await work(abort.signal);
      } catch (error) {
        throw abort.signal.aborted ? new Cancelled() : error;
      } finally {
        subscription.dispose();
      }
    });
  }
}

/** As `offer`, for nobody who waits: what goes wrong is shown. */
export async function offerMove(flow: MoveFlow, accountId: string, to: PortalAddress): Promise<void> {
  try {
    await flow.offer(accountId, to);
  } catch (error) {
    if (!(error instanceof Cancelled)) await showError(error);
  }
}

/** Rejects with Cancelled where the person does not. */
export async function agreeToMove(from: PortalAddress, to: PortalAddress): Promise<void> {
  const use = t('Use the New Address');
  const chosen = await vscode.window.showWarningMessage(
    t(
      '{0} says that your portal is now at {1}. Check that this is your portal: your sign-in goes there only if you agree.',
      new URL(from.origin).host,
      portalAddress(to),
    ),
    use,
    t('Not Now'),
  );
  if (chosen !== use) throw new Cancelled();
}
