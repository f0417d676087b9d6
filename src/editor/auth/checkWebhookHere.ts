import type { Logger } from '../../base/ports.ts';
import { type Webhook, webhookEndpoint } from '../../bitrix24/auth/webhookUrl.ts';
import { createPortalClient } from '../../bitrix24/rest/portalClient.ts';
import { checkWebhook, type CheckedWebhook } from '../../messenger/signIn.ts';
import { probeWebhook } from '../../messenger/webhookProbe.ts';
import { systemClock } from '../hostPorts.ts';
import { fetchOf } from '../network.ts';
import { readSettings } from '../settings.ts';

/** Checks a webhook against its portal with this host's network and the person's settings. */
export function checkWebhookHere(
  webhook: Webhook,
  logger: Logger,
  signal: AbortSignal,
): Promise<CheckedWebhook> {
  return checkWebhook(
    webhook,
    {
      networkClient: readSettings().networkClient,
      fetchOf,
      probe: async (candidate, fetch, probeSignal) => {
        const endpoint = webhookEndpoint(candidate);
        const client = createPortalClient({ endpoint, fetch, clock: systemClock, logger });
        try {
          return await probeWebhook(client, probeSignal);
        } finally {
          client.dispose();
        }
      },
    },
    signal,
  );
}
