// Everything a signed-in session is made of; loaded when there is an account.
import type { FileFolder, Logger, StateStore } from '../base/ports.ts';
import { webhookEndpoint } from '../bitrix24/auth/webhookUrl.ts';
import { createPortalClient } from '../bitrix24/rest/portalClient.ts';
import type { Account } from '../messenger/account.ts';
import { leadsAlone } from '../messenger/leadership.ts';
import { Portal } from '../messenger/portal.ts';
import { Session } from '../messenger/session.ts';
import { systemClock } from './hostPorts.ts';
import { fetchOf } from './network.ts';

/** The session owns its client; whoever asked for the session disposes it. */
export async function createSession(
  account: Account,
  logger: Logger,
  state: StateStore,
  folder: FileFolder,
): Promise<Session> {
  const client = createPortalClient({
    endpoint: webhookEndpoint(account.webhook),
    fetch: await fetchOf(account.networkClient),
    clock: systemClock,
    logger,
  });
  const portal = new Portal(client, account.webhook.userId, logger);
  return new Session(account, portal, { clock: systemClock, logger, state, folder, leadership: leadsAlone });
}
