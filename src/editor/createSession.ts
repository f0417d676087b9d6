// Everything a signed-in session is made of; loaded when there is an account.
import * as vscode from 'vscode';
import type { FileFolder, Logger, StateStore } from '../base/ports.ts';
import { oauthEndpoint } from '../bitrix24/auth/oauthEndpoint.ts';
import { TokenServer } from '../bitrix24/auth/tokenServer.ts';
import { webhookEndpoint } from '../bitrix24/auth/webhookUrl.ts';
import type { PortalBuckets } from '../bitrix24/rest/portalBuckets.ts';
import { createPortalClient } from '../bitrix24/rest/portalClient.ts';
import type { PortalEndpoint } from '../bitrix24/rest/portalEndpoint.ts';
import type { Redactor } from '../bitrix24/rest/redaction.ts';
import { type Account, secretsOf } from '../messenger/account.ts';
import type { AccountStore } from '../messenger/accountStore.ts';
import { Portal } from '../messenger/portal.ts';
import { Session } from '../messenger/session.ts';
import { TokenKeeper } from '../messenger/tokenKeeper.ts';
import { WindowGroup } from '../messenger/windows/windowGroup.ts';
import { accountFetch } from './accountFetch.ts';
import { systemClock } from './hostPorts.ts';

export interface SessionHost {
  readonly accounts: AccountStore;
  readonly logger: Logger;
  readonly state: StateStore;
  /** Learns every secret before it is used. */
  readonly redactor: Redactor;
  /** Shared by all accounts of this window. */
  readonly buckets: PortalBuckets;
}

/** The session owns its client; whoever asked for the session disposes it. */
export async function createSession(
  account: Account,
  host: SessionHost,
  folder: FileFolder,
): Promise<Session> {
  for (const secret of secretsOf(account)) host.redactor.add(secret);
  const clock = systemClock;
  const { logger, state } = host;
  const fetch = accountFetch(account.networkClient);
  const endpoint = endpointOf(account, host, folder, new TokenServer(fetch, clock));
  const client = createPortalClient({
    endpoint,
    fetch,
    clock,
    logger,
    bucket: host.buckets.of(account.portal.origin),
  });
  const portal = new Portal(client, account.userId, logger);
  const group = new WindowGroup(folder, clock, logger, {
    name: vscode.workspace.name ?? '',
    openedAt: performance.timeOrigin,
  });
  const { leadership } = group;
  return new Session(account, portal, { clock, logger, state, folder, leadership, group });
}

function endpointOf(
  account: Account,
  { accounts, logger, redactor }: SessionHost,
  folder: FileFolder,
  server: TokenServer,
): PortalEndpoint {
  const { credential, portal, userId } = account;
  if (credential.kind === 'webhook') return webhookEndpoint({ ...portal, userId, code: credential.code });
  const ports = { accounts, server, folder, clock: systemClock, logger };
  return oauthEndpoint(portal, new TokenKeeper(account, credential, ports, (secret) => redactor.add(secret)));
}
