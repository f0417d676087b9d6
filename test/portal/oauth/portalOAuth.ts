import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../world.ts';
import { AuthorisePages } from './authorisePages.ts';
import { AuthServer } from './authServer.ts';
import { LoginSessions } from './loginSessions.ts';
import { type OAuthApplication, OAuthApplications } from './oauthApplications.ts';
import { OAuthGrants } from './oauthGrants.ts';

export type OAuthOptions = {
  readonly applications: readonly OAuthApplication[];
  readonly codeSeconds?: number;
  readonly accessSeconds?: number;
};

/** Sign-in in the browser: the portal's pages, and the auth server that every portal shares. */
export class PortalOAuth {
  readonly server: AuthServer;
  readonly #applications: OAuthApplications;
  readonly #grants: OAuthGrants;
  readonly #sessions = new LoginSessions();
  readonly #pages: AuthorisePages;

  /** Identifies the portal, whatever its host is called. */
  readonly memberId = 'a223c6b3710f85df22e9377d6c4f7553';

  constructor(world: World, basePath: string, options: OAuthOptions) {
    this.#applications = new OAuthApplications(options.applications);
    this.#grants = new OAuthGrants(world.clock, world.credentials, {
      codeSeconds: options.codeSeconds ?? 30,
      accessSeconds: options.accessSeconds ?? 3600,
    });
    this.server = new AuthServer(
      this.#applications,
      this.#grants,
      this.memberId,
      () => `${world.origin}/rest/`,
    );
    this.#pages = new AuthorisePages({
      world,
      applications: this.#applications,
      grants: this.#grants,
      sessions: this.#sessions,
      memberId: this.memberId,
      basePath,
      serverDomain: () => this.server.domain,
    });
  }

  /** False for a request that is none of these pages'. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    return this.#pages.handle(request, response);
  }

  /** A phone is held before every code on screen; @returns how many there were */
  scanQr(userId: number): number {
    return this.#sessions.scanAll(userId);
  }

  /** Every code and token there ever was, to be searched for where none may be. */
  get issued(): readonly string[] {
    return this.#grants.issued;
  }

  /** What a person gets who has signed in in the browser. */
  grantTo(userId: number, clientId: string): { readonly accessToken: string; readonly refreshToken: string } {
    const state = this.#applications.get(clientId);
    const grant = state && this.#grants.spendCode(this.#grants.issueCode(state.application, userId), state);
    if (grant === undefined) throw new Error(`No application ${clientId}`);
    return { accessToken: grant.accessToken, refreshToken: grant.refreshToken };
  }

  removeApplication(clientId: string): void {
    const state = this.#applications.get(clientId);
    if (state !== undefined) state.isRemoved = true;
  }

  setPaid(clientId: string, isPaid: boolean): void {
    const state = this.#applications.get(clientId);
    if (state !== undefined) state.isPaid = isPaid;
  }

  revokeAllOf(userId: number): void {
    this.#grants.revokeAllOf(userId);
  }
}
