// The central auth server of Bitrix24 (oauth.bitrix.info and its like): codes and refresh tokens against tokens.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { OAuthApplications } from './oauthApplications.ts';
import type { Grant, OAuthGrants } from './oauthGrants.ts';

export type TokenRequest = {
  readonly grantType: string;
  readonly clientId: string;
  /** `OK`, or the error's code. */
  readonly outcome: string;
};

/** What goes wrong with the next requests instead of an answer. */
export type AuthServerFault = 'html' | 'drop' | 'hold';

class Refusal {
  readonly status: number;
  readonly code: string;
  readonly description: string;

  constructor(status: number, code: string, description: string) {
    this.status = status;
    this.code = code;
    this.description = description;
  }
}

export class AuthServer {
  readonly requests: TokenRequest[] = [];
  readonly #applications: OAuthApplications;
  readonly #grants: OAuthGrants;
  readonly #memberId: string;
  readonly #clientEndpoint: () => string;
  readonly #held = new Set<() => void>();
  readonly #faults: AuthServerFault[] = [];
  #server: Server | undefined;
  #port = 0;

  constructor(
    applications: OAuthApplications,
    grants: OAuthGrants,
    memberId: string,
    clientEndpoint: () => string,
  ) {
    this.#applications = applications;
    this.#grants = grants;
    this.#memberId = memberId;
    this.#clientEndpoint = clientEndpoint;
  }

  /** Host and port, as `server_domain` names it. */
  get domain(): string {
    return `127.0.0.1:${this.#port}`;
  }

  start(): Promise<void> {
    const server = createServer((request, response) => this.#handle(request, response));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        this.#port = typeof address === 'object' && address !== null ? address.port : 0;
        resolve();
      });
    });
  }

  fail(fault: AuthServerFault, times = 1): void {
    for (let count = 0; count < times; count++) this.#faults.push(fault);
  }

  /** Lets requests go on that a `hold` keeps waiting. */
  release(): void {
    for (const go of this.#held) go();
    this.#held.clear();
  }

  stop(): Promise<void> {
    this.release();
    return new Promise((resolve) => {
      if (this.#server === undefined) return resolve();
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const fault = this.#faults.shift();
    switch (fault) {
      case 'drop':
        request.socket.destroy();
        return;
      case 'html':
        response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>');
        return;
      case 'hold':
        this.#held.add(() => this.#answer(request, response));
        return;
      case undefined:
        this.#answer(request, response);
    }
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', `http://${this.domain}`);
    if (url.pathname !== '/oauth/token/') {
      response.writeHead(404, { 'Content-Type': 'text/html' }).end('<html><h1>404 Not Found</h1></html>');
      return;
    }
    const answer = this.#tokens(url.searchParams);
    this.requests.push({
      grantType: url.searchParams.get('grant_type') ?? '',
      clientId: url.searchParams.get('client_id') ?? '',
      outcome: answer instanceof Refusal ? answer.code : 'OK',
    });
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    if (answer instanceof Refusal) {
      response.writeHead(answer.status);
      response.end(JSON.stringify({ error: answer.code, error_description: answer.description }));
    } else {
      response.end(JSON.stringify(answer));
    }
  }

  #tokens(query: URLSearchParams): Record<string, unknown> | Refusal {
    const state = this.#applications.get(query.get('client_id') ?? '');
    if (state === undefined || state.application.clientSecret !== query.get('client_secret')) {
      return new Refusal(401, 'invalid_client', 'Client is not valid');
    }
    if (!state.isPaid) return new Refusal(402, 'PAYMENT_REQUIRED', 'Payment required');
    switch (query.get('grant_type')) {
      case 'authorization_code': {
        const grant = this.#grants.spendCode(query.get('code') ?? '', state);
        return grant === undefined ? invalidGrant : this.#body(grant, state.application.scopes);
      }
      case 'refresh_token': {
        const grant = this.#grants.spendRefreshToken(query.get('refresh_token') ?? '', state);
        if (grant === undefined) return invalidGrant;
        const expires = Math.floor(Date.now() / 1000) + this.#grants.accessSeconds;
        return { ...this.#body(grant, state.application.scopes), expires, user_id: grant.userId };
      }
      default:
        return new Refusal(400, 'invalid_request', 'Unsupported grant_type');
    }
  }

  /** `domain` is this server's, not the portal's (api-facts 2.2). */
  #body(grant: Grant, scopes: readonly string[]): Record<string, unknown> {
    return {
      access_token: grant.accessToken,
      refresh_token: grant.refreshToken,
      expires_in: this.#grants.accessSeconds,
      client_endpoint: this.#clientEndpoint(),
      server_endpoint: `http://${this.domain}/rest/`,
      domain: this.domain,
      member_id: this.#memberId,
      scope: scopes.join(','),
      status: 'L',
    };
  }
}

const invalidGrant = new Refusal(400, 'invalid_grant', 'Invalid grant');
