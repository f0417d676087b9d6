import type { Logger } from '../../base/ports.ts';
import { createPortalClient } from '../../bitrix24/rest/portalClient.ts';
import type { SignInPorts } from '../../messenger/signIn.ts';
import { probeWebhook } from '../../messenger/webhookProbe.ts';
import { systemClock } from '../hostPorts.ts';
import { fetchOf } from '../network.ts';
import { readSettings } from '../settings.ts';

/** Checks who somebody is with this host's network and the person's settings. */
export function signInPorts(logger: Logger): SignInPorts {
  return {
    networkClient: readSettings().networkClient,
    fetchOf,
    probe: async (endpoint, fetch, signal) => {
      const client = createPortalClient({ endpoint, fetch, clock: systemClock, logger });
      try {
        return await probeWebhook(client, signal);
      } finally {
        client.dispose();
      }
    },
  };
}
