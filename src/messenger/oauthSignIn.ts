import type { Clock, Fetch } from '../base/ports.ts';
import { oauthEndpoint } from '../bitrix24/auth/oauthEndpoint.ts';
import {
  type IssuedGrant,
  type OAuthApplication,
  type OAuthGrant,
  TokenServer,
} from '../bitrix24/auth/tokenServer.ts';
import type { PortalAddress } from '../bitrix24/auth/webhookUrl.ts';
import type { PortalEndpoint } from '../bitrix24/rest/portalEndpoint.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import { type CheckedAccount, checkedAccount, probeEitherWay, type SignInPorts } from './signIn.ts';

/** What came back from the browser, verified. */
export interface BrowserReturn {
  readonly code: string;
  readonly tokenServer: string;
}

/**
 * Trades the code for tokens and asks the portal who this is; nothing is stored here. Rejects with the portal's or the
 * token server's error, or with a MessengerError where the answer will not do.
 */
export async function checkOAuth(
  portal: PortalAddress,
  application: OAuthApplication,
  { code, tokenServer }: BrowserReturn,
  ports: SignInPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<CheckedAccount> {
  const { grant } = await exchanged(ports, (fetch) =>
    new TokenServer(fetch, ports.clock).exchange(tokenServer, application, code, signal),
  );
  const { probe, networkClient } = await probeEitherWay(freshEndpoint(portal, grant), ports, signal);
  return checkedAccount(probe, {
    portal,
    credential: { kind: 'oauth', application, grant },
    networkClient,
  });
}

/** A code is good for one try: the second way is gone only where the first never left this machine. */
async function exchanged(
  ports: SignInPorts,
  exchange: (fetch: Fetch) => Promise<IssuedGrant>,
): Promise<IssuedGrant> {
  const first = ports.networkClient === 'auto' ? 'fetch' : ports.networkClient;
  try {
    return await exchange(await ports.fetchOf(first));
  } catch (error) {
    const isUnsent = isPortalError(error) && error.kind === 'network' && error.outcome === 'not-executed';
    if (ports.networkClient !== 'auto' || !isUnsent) throw error;
    return exchange(await ports.fetchOf('node-fetch'));
  }
}

/** Tokens that are seconds old need no renewal. */
export function freshEndpoint(
  portal: PortalAddress,
  { accessToken, refreshToken }: OAuthGrant,
): PortalEndpoint {
  return oauthEndpoint(portal, {
    accessToken,
    secrets: [accessToken, refreshToken],
    renew: async () => undefined,
  });
}
