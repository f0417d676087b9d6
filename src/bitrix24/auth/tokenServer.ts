import * as v from 'valibot';
import { delay } from '../../base/delay.ts';
import type { Clock, Fetch, FetchResponse } from '../../base/ports.ts';
import { classifyCode } from '../rest/errorCodes.ts';
import { isPortalError, PortalError } from '../rest/portalError.ts';
import { transportFailure } from '../rest/transportFailure.ts';
import { isLoopback, type PortalAddress, readPortalAddress } from './webhookUrl.ts';

/** A local application of the portal. The secret goes to the token server and to nobody else. */
export interface OAuthApplication {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the token server gave for a person's yes. */
export interface OAuthGrant {
  /** Good for about an hour. */
  readonly accessToken: string;
  /** Good for one renewal within 180 days. */
  readonly refreshToken: string;
  /** Identifies the portal, whatever its host is called; empty where the server did not say. */
  readonly memberId: string;
  /** Host, and port where it has one. */
  readonly tokenServer: string;
}

/** What the token server answers with. */
export interface IssuedGrant {
  readonly grant: OAuthGrant;
  /** Where it says the portal is now; absent where it does not say. Not kept: it is true at that moment. */
  readonly portal: PortalAddress | undefined;
}

/** The default, and those of the other regions (api-facts 2.2). */
export const DEFAULT_TOKEN_SERVER = 'oauth.bitrix.info';
const tokenServers: ReadonlySet<string> = new Set([DEFAULT_TOKEN_SERVER, 'oauth.bitrix24.tech']);

const METHOD = 'oauth.token';
const TIME_LIMIT_MS = 20_000;
const LONGEST_ANSWER = 64 * 1024;

const Tokens = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  refresh_token: v.pipe(v.string(), v.minLength(1)),
  member_id: v.fallback(v.string(), ''),
  client_endpoint: v.fallback(v.string(), ''),
});
const Refusal = v.object({
  error: v.pipe(v.string(), v.minLength(1)),
  error_description: v.fallback(v.string(), ''),
});

/** Whether the application's secret may go there: Bitrix24's own servers, or this machine for a portal on it. */
export function isTokenServer(host: string, portal: PortalAddress): boolean {
  if (tokenServers.has(host)) return true;
  if (!URL.canParse(`http://${host}/`)) return false;
  const url = new URL(`http://${host}/`);
  return url.host === host && isLoopback(url.hostname) && isLoopback(new URL(portal.origin).hostname);
}

/** Trades codes and refresh tokens for tokens. Every failure is a PortalError. */
export class TokenServer {
  readonly #fetch: Fetch;
  readonly #clock: Clock;

  constructor(fetch: Fetch, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** The code is good for one try within 30 seconds. `tokenServer` must have passed `isTokenServer`. */
  exchange(
    tokenServer: string,
    application: OAuthApplication,
    code: string,
    signal: AbortSignal,
  ): Promise<IssuedGrant> {
    return this.#ask(tokenServer, application, { grant_type: 'authorization_code', code }, signal);
  }

  /** The refresh token is spent by it: what comes back replaces the whole grant, and is to be kept before it is used. */
  async renew(application: OAuthApplication, grant: OAuthGrant, signal: AbortSignal): Promise<IssuedGrant> {
    const { tokenServer, refreshToken, memberId } = grant;
    const query = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const { grant: renewed, portal } = await this.#ask(tokenServer, application, query, signal);
    return { grant: { ...renewed, memberId: renewed.memberId || memberId }, portal };
  }

  async #ask(
    tokenServer: string,
    { clientId, clientSecret }: OAuthApplication,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<IssuedGrant> {
    const { status, text } = await this.#answer(
      tokenServer,
      new URLSearchParams({ ...query, client_id: clientId, client_secret: clientSecret }),
      signal,
    );
    const body = parsed(text);
    const tokens = v.safeParse(Tokens, body);
    if (tokens.success) {
      const { access_token: accessToken, refresh_token: refreshToken, member_id: memberId } = tokens.output;
      const read = readPortalAddress(tokens.output.client_endpoint);
      const portal = read.ok ? read.portal : undefined;
      return { grant: { accessToken, refreshToken, memberId, tokenServer }, portal };
    }
    const refusal = v.safeParse(Refusal, body);
    // The server's own words are left out: they may repeat what was sent.
    if (refusal.success && /^[\w ]{1,60}$/.test(refusal.output.error)) {
      const { kind, outcome } = classifyCode(refusal.output.error, METHOD);
      throw new PortalError({
        kind,
        outcome,
        code: refusal.output.error.toUpperCase(),
        method: METHOD,
        status,
      });
    }
    const kind = status >= 500 ? 'server' : 'malformed';
    throw new PortalError({ kind, code: `HTTP_${status}`, outcome: 'unknown', method: METHOD, status });
  }

  async #answer(
    tokenServer: string,
    query: URLSearchParams,
    signal: AbortSignal,
  ): Promise<{ readonly status: number; readonly text: string }> {
    const host = new URL(`https://${tokenServer}/`);
    if (isLoopback(host.hostname)) host.protocol = 'http:';
    const controller = new AbortController();
    const timeout = new AbortController();
    const abort = (): void => controller.abort();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const limit = delay(this.#clock, TIME_LIMIT_MS, timeout.signal).then(
      () => controller.abort(),
      () => undefined,
    );
    try {
      const response = await this.#fetch(`${host.origin}/oauth/token/?${query.toString()}`, {
        method: 'GET',
        headers: { 'Accept': 'application/json', 'User-Agent': 'bitrix24-messenger' },
        redirect: 'manual',
        signal: controller.signal,
      });
      return { status: response.status, text: await readText(response) };
    } catch (error) {
      if (isPortalError(error)) throw error;
      if (controller.signal.aborted) {
        const kind = signal.aborted ? 'aborted' : 'timeout';
        throw new PortalError({ kind, code: kind.toUpperCase(), outcome: 'unknown', method: METHOD });
      }
      // The foreign error stays here: it may quote the address with all the secrets in it.
      throw new PortalError({ kind: 'network', ...transportFailure(error), method: METHOD });
    } finally {
      timeout.abort();
      signal.removeEventListener('abort', abort);
      await limit;
    }
  }
}

async function readText(response: FetchResponse): Promise<string> {
  const tooLong = new PortalError({
    kind: 'malformed',
    code: 'TOO_LARGE',
    outcome: 'unknown',
    method: METHOD,
    status: response.status,
  });
  if (!response.body) {
    const whole = await response.text();
    if (whole.length > LONGEST_ANSWER) throw tooLong;
    return whole;
  }
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_ANSWER) throw tooLong;
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
