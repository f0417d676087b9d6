import type { Fetch } from '../base/ports.ts';
import { type Webhook, webhookEndpoint } from '../bitrix24/auth/webhookUrl.ts';
import type { PortalEndpoint } from '../bitrix24/rest/portalEndpoint.ts';
import { isPortalError, type PortalErrorKind } from '../bitrix24/rest/portalError.ts';
import type { Account, NetworkClient } from './account.ts';
import { MessengerError } from './messengerError.ts';
import type { Probe } from './webhookProbe.ts';

export const REQUIRED_SCOPE = 'im';
/** What more the product can use when the portal grants it. */
const OPTIONAL_SCOPES = ['user', 'disk'] as const;

export interface CheckedAccount {
  readonly account: Account;
  /** What the product could use and was not granted; empty where the portal does not say. */
  readonly missingScopes: readonly string[];
}

export interface SignInPorts {
  /** The person's choice; `auto` tries the built-in way first. */
  readonly networkClient: NetworkClient | 'auto';
  fetchOf(client: NetworkClient): Promise<Fetch>;
  /** Asks the portal who this is: harmless, so that it may be repeated another way. */
  probe(endpoint: PortalEndpoint, fetch: Fetch, signal: AbortSignal): Promise<Probe>;
}

/**
 * Checks a webhook against its portal and makes an account of it; nothing is stored here. Rejects with the portal's
 * error, or with a MessengerError where the portal's answer will not do.
 */
export async function checkWebhook(
  webhook: Webhook,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<CheckedAccount> {
  const { probe, networkClient } = await probeEitherWay(webhookEndpoint(webhook), ports, signal);
  if (probe.userId !== webhook.userId) throw new MessengerError({ kind: 'wrongUser' });
  const { origin, basePath, code } = webhook;
  return checkedAccount(probe, {
    portal: { origin, basePath },
    credential: { kind: 'webhook', code },
    networkClient,
  });
}

/** Refuses what the product cannot work with. */
export function checkedAccount(
  probe: Probe,
  found: Pick<Account, 'portal' | 'credential' | 'networkClient'>,
): CheckedAccount {
  if (!probe.scopes.includes(REQUIRED_SCOPE)) {
    throw new MessengerError({ kind: 'missingScope', scope: REQUIRED_SCOPE });
  }
  return {
    account: {
      ...found,
      id: crypto.randomUUID(),
      userId: probe.userId,
      // As the portal itself names somebody without a name.
      userName: probe.userName.trim() || `#${probe.userId}`,
      scopes: probe.scopes,
    },
    missingScopes: probe.areScopesKnown
      ? OPTIONAL_SCOPES.filter((scope) => !hasScope(probe.scopes, scope))
      : [],
  };
}

/** Corporate proxies break one way through or the other; the one that answers is kept for this portal. */
export async function probeEitherWay(
  endpoint: PortalEndpoint,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<{ readonly probe: Probe; readonly networkClient: NetworkClient }> {
  const first = ports.networkClient === 'auto' ? 'fetch' : ports.networkClient;
  try {
    return { probe: await ports.probe(endpoint, await ports.fetchOf(first), signal), networkClient: first };
  } catch (error) {
    if (ports.networkClient !== 'auto' || isPortalsOwnWord(error) || signal.aborted) throw error;
    try {
      const probe = await ports.probe(endpoint, await ports.fetchOf('node-fetch'), signal);
      return { probe, networkClient: 'node-fetch' };
    } catch (second) {
      // The second way met the portal itself: its answer tells more than the first one's dead end.
      throw isPortalsOwnWord(second) ? second : error;
    }
  }
}

const ownWords: ReadonlySet<PortalErrorKind> = new Set([
  'auth',
  'scope',
  'plan',
  'rateLimit',
  'budget',
  'rejected',
  'aborted',
]);

/** Whatever else came may be the word of a proxy or a network on the way. */
function isPortalsOwnWord(error: unknown): boolean {
  return isPortalError(error) && ownWords.has(error.kind);
}

/** `user` stands for any of its three sizes (api-facts 2.1). */
function hasScope(scopes: readonly string[], scope: string): boolean {
  return scopes.some((granted) => granted === scope || granted.startsWith(`${scope}_`));
}
