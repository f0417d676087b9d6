// A window of the editor below the editor: account store, session store and sign-in, wired as the product wires them.
import { type Webhook, readWebhook } from '../../../src/bitrix24/auth/webhookUrl.ts';
import { createPortalClient } from '../../../src/bitrix24/rest/portalClient.ts';
import type { FileFolder, SecretStore } from '../../../src/base/ports.ts';
import type { Account } from '../../../src/messenger/account.ts';
import { AccountStore } from '../../../src/messenger/accountStore.ts';
import type { Session } from '../../../src/messenger/session.ts';
import { SessionStore } from '../../../src/messenger/sessionStore.ts';
import { checkWebhook, type CheckedAccount, type SignInPorts } from '../../../src/messenger/signIn.ts';
import { probeWebhook } from '../../../src/messenger/webhookProbe.ts';
import type { Portal } from '../../portal/portal.ts';
import type { DiskFolder } from '../../../src/editor/diskFolder.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { ManualClock } from '../manualClock.ts';
import { SilentLogger } from '../silentLogger.ts';
import { MemorySecretStore, MemoryStateStore } from './memoryPorts.ts';
import { makeSession } from './sessionFixture.ts';

/** What all windows of a computer share. */
export interface Computer<Secrets extends SecretStore = MemorySecretStore> {
  readonly secrets: Secrets;
  readonly state: MemoryStateStore;
  readonly folder: DiskFolder;
  readonly logger: SilentLogger;
}

export interface Window extends Computer<SecretStore> {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  dispose(): void;
}

export function makeComputer(): Computer {
  return {
    secrets: new MemorySecretStore(),
    state: new MemoryStateStore(),
    folder: temporaryFolder(),
    logger: new SilentLogger(),
  };
}

/** `create` stands in where a test wants to hold or fail the making of a session. */
export function openWindow(
  simulated: Portal,
  computer: Computer<SecretStore> = makeComputer(),
  create: (account: Account, folder: FileFolder) => Promise<Session> = async (account, folder) =>
    makeSession(simulated, { account, state: computer.state, folder }).session,
): Window {
  const accounts = new AccountStore(computer.secrets, computer.logger);
  const sessions = new SessionStore(accounts, computer.state, computer.folder, create);
  return {
    ...computer,
    accounts,
    sessions,
    dispose: () => {
      sessions.dispose();
      accounts.dispose();
    },
  };
}

/** Asks the portal as the product does; nothing is stored. */
export function check(
  webhook: Webhook,
  logger: SilentLogger,
  signal: AbortSignal = new AbortController().signal,
): Promise<CheckedAccount> {
  return checkWebhook(
    webhook,
    { networkClient: 'fetch', fetchOf: async () => (url, init) => fetch(url, init), ...probePorts(logger) },
    signal,
  );
}

/** Asks who somebody is, as the product does; its waits take no time. */
export function probePorts(logger: SilentLogger): Pick<SignInPorts, 'probe'> {
  return {
    probe: async (candidate, overFetch, probeSignal) => {
      const client = createPortalClient({
        endpoint: candidate,
        fetch: overFetch,
        clock: new ManualClock({ skipUpToMs: 5_000 }),
        logger,
        random: () => 0.5,
      });
      try {
        return await probeWebhook(client, probeSignal);
      } finally {
        client.dispose();
      }
    },
  };
}

/** The whole way of a pasted address. */
export async function signInWith(window: Window, pasted: string): Promise<Session> {
  const read = readWebhook(pasted);
  if (!read.ok) throw new Error(read.problem);
  const { account } = await check(read.webhook, window.logger);
  return window.sessions.signIn(account);
}
