import { AccountApi } from '../bitrix24/api/accountApi.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { PortalClient } from '../bitrix24/rest/portalClient.ts';

/** Who a webhook is, and what it may do. */
export interface Probe {
  readonly userId: number;
  /** Empty where the person has entered none. */
  readonly userName: string;
  /** What is known to be granted. */
  readonly scopes: readonly string[];
  /** False where the portal did not list them: then what is missing from `scopes` may be granted all the same. */
  readonly areScopesKnown: boolean;
}

// Harmless, and all it needs is the scope.
const IM_METHOD = 'im.revision.get';
// Short of the usual: another way through may be waiting for its turn.
const TIME_LIMIT_MS = 10_000;

/** Asks a portal who this is with calls that change nothing. Rejects with the portal's error. */
export async function probeWebhook(client: PortalClient, signal: AbortSignal): Promise<Probe> {
  const options = { lane: 'person', signal, timeLimitMs: TIME_LIMIT_MS } as const;
  const { userId, userName, scopes, areScopesKnown } = await new AccountApi(client).probe(options);
  if (areScopesKnown) return { userId, userName, scopes, areScopesKnown };
  try {
    await client.call(IM_METHOD, {}, options);
  } catch (error) {
    // The one answer that says something about the scope.
    if (isPortalError(error) && error.kind === 'scope')
      return { userId, userName, scopes: [], areScopesKnown };
    throw error;
  }
  return { userId, userName, scopes: ['im'], areScopesKnown };
}
