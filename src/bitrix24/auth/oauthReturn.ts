// The way to Bitrix24's own page in the browser, and what comes back from it (api-facts 2.2).
import { DEFAULT_TOKEN_SERVER, isTokenServer } from './tokenServer.ts';
import { type PortalAddress, portalAddress } from './webhookUrl.ts';

/** Only these two go along: the return address is taken from the application's card. */
export function authoriseUrl(portal: PortalAddress, clientId: string, state: string): string {
  const query = new URLSearchParams({ client_id: clientId, state });
  return `${portalAddress(portal)}/oauth/authorize/?${query.toString()}`;
}

export interface ExpectedReturn {
  readonly portal: PortalAddress;
  /** As it went along; must come back unchanged. */
  readonly state: string;
}

export type ReturnProblem =
  /** Neither a code nor a state is in it. */
  | 'noReturn'
  /** Nothing that this sign-in asked for: another one's, or forged. */
  | 'otherState'
  | 'codeMissing'
  /** The person, or the portal for them, said no. */
  | 'declined'
  /** Another portal answered than the one that was named. */
  | 'otherPortal'
  /** Names a token server that is none of Bitrix24's. */
  | 'otherTokenServer';

export type ReturnReading =
  | { readonly ok: true; readonly code: string; readonly tokenServer: string; readonly memberId: string }
  | { readonly ok: false; readonly problem: ReturnProblem };

/** Reads the query of the return address. Where a redirect on the way drops `domain` or `server_domain`, the state vouches for it. */
export function readReturn(query: URLSearchParams, expected: ExpectedReturn): ReturnReading {
  const state = query.get('state');
  const code = query.get('code');
  if (state === null && code === null) return no('noReturn');
  if (state !== expected.state) return no('otherState');
  // As OAuth has it; Bitrix24 itself shows its no on its own page (api-facts 2.2).
  if (query.get('error') === 'access_denied') return no('declined');
  if (code === null || !/^[\w.-]{1,500}$/.test(code)) return no('codeMissing');
  const domain = query.get('domain');
  if (domain !== null && !isSameHost(domain, expected.portal)) return no('otherPortal');
  const tokenServer = query.get('server_domain') ?? DEFAULT_TOKEN_SERVER;
  if (!isTokenServer(tokenServer, expected.portal)) return no('otherTokenServer');
  return { ok: true, code, tokenServer, memberId: query.get('member_id') ?? '' };
}

/** Portals name themselves with and without their port. */
function isSameHost(domain: string, { origin }: PortalAddress): boolean {
  const { host, hostname } = new URL(origin);
  const named = domain
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  return named === host || named === hostname;
}

function no(problem: ReturnProblem): ReturnReading {
  return { ok: false, problem };
}
