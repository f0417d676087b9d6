import type { PortalEndpoint } from '../rest/portalEndpoint.ts';
import { type PortalAddress, portalAddress } from './webhookUrl.ts';

/** The tokens in use, and how to get new ones. */
export interface TokenSource {
  readonly accessToken: string;
  /** Everything secret that is or was in use. */
  readonly secrets: readonly string[];
  /** Resolves once `accessToken` is another one than `used`; rejects with a PortalError. */
  renew(used: string): Promise<void>;
}

/** Calls as the person behind the tokens. The token goes in the body, never in the address. */
export function oauthEndpoint(portal: PortalAddress, tokens: TokenSource): PortalEndpoint {
  const base = `${portalAddress(portal)}/rest/`;
  return {
    url: (method) => `${base}${method}.json`,
    get params() {
      return { auth: tokens.accessToken };
    },
    get secrets() {
      return tokens.secrets;
    },
    renew: ({ auth = '' }) => tokens.renew(auth),
  };
}
