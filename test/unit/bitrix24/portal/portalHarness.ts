// The portal client and the simulated portal, joined by the webhook address a person would paste.
import { AccountApi } from '../../../../src/bitrix24/api/accountApi.ts';
import { countersCommand, decodeCounters } from '../../../../src/bitrix24/api/countersApi.ts';
import { DialogApi } from '../../../../src/bitrix24/api/dialogApi.ts';
import { MessagesApi } from '../../../../src/bitrix24/api/messagesApi.ts';
import {
  decodeRecentPage,
  type PageOptions,
  recentListCommand,
  type RecentPage,
} from '../../../../src/bitrix24/api/recentApi.ts';
import { SearchApi } from '../../../../src/bitrix24/api/searchApi.ts';
import { UserApi } from '../../../../src/bitrix24/api/userApi.ts';
import { readWebhook, webhookEndpoint } from '../../../../src/bitrix24/auth/webhookUrl.ts';
import { builtInFetch } from '../../../../src/editor/builtInFetch.ts';
import type { Counters } from '../../../../src/model/counters.ts';
import { createPortalClient, type PortalClient } from '../../../../src/bitrix24/rest/portalClient.ts';
import type { Portal } from '../../../portal/portal.ts';
import { ManualClock } from '../../manualClock.ts';
import { SilentLogger } from '../../silentLogger.ts';

export interface PortalHarness {
  readonly client: PortalClient;
  readonly clock: ManualClock;
  readonly logger: SilentLogger;
  readonly account: AccountApi;
  recents(page: PageOptions): Promise<RecentPage>;
  counters(): Promise<Counters>;
  readonly dialogs: DialogApi;
  readonly messages: MessagesApi;
  readonly users: UserApi;
  readonly search: SearchApi;
}

export function connect(portal: Portal, userId = portal.mainUserId): PortalHarness {
  const reading = readWebhook(portal.webhookUrl(userId));
  if (!reading.ok) throw new Error(reading.problem);
  const clock = new ManualClock({ skipUpToMs: 5_000 });
  const logger = new SilentLogger();
  const endpoint = webhookEndpoint(reading.webhook);
  const client = createPortalClient({ endpoint, fetch: builtInFetch, clock, logger });
  const context = { ownUserId: userId, logger };
  return {
    client,
    clock,
    logger,
    account: new AccountApi(client),
    recents: async (page) => {
      const { method, params } = recentListCommand(page);
      return decodeRecentPage((await client.call(method, params)).result, page, context);
    },
    counters: async () => decodeCounters((await client.call(countersCommand().method)).result),
    dialogs: new DialogApi(client, context),
    messages: new MessagesApi(client, context),
    users: new UserApi(client, context),
    search: new SearchApi(client, context),
  };
}
