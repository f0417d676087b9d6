import type { Clock } from '../../../src/base/ports.ts';
import type { Credentials } from '../credentials.ts';
import type { ApplicationState, OAuthApplication } from './oauthApplications.ts';

export type Lifetimes = {
  /** Default 30 s (api-facts 2.2). */
  readonly codeSeconds: number;
  /** Default one hour. */
  readonly accessSeconds: number;
};

export type Grant = { readonly accessToken: string; readonly refreshToken: string; readonly userId: number };

type Code = { readonly clientId: string; readonly userId: number; readonly expiresMs: number };
type Refresh = { readonly clientId: string; readonly userId: number };

const REFRESH_DAYS = 180;
const DAY_MS = 86_400_000;

/** Codes and tokens: a code and a refresh token are good for one use each. */
export class OAuthGrants {
  readonly #clock: Clock;
  readonly #credentials: Credentials;
  readonly #lifetimes: Lifetimes;
  readonly #codes = new Map<string, Code>();
  readonly #refreshTokens = new Map<string, Refresh & { readonly expiresMs: number }>();
  readonly #issued: string[] = [];

  constructor(clock: Clock, credentials: Credentials, lifetimes: Lifetimes) {
    this.#clock = clock;
    this.#credentials = credentials;
    this.#lifetimes = lifetimes;
  }

  /** Every code and token there ever was. */
  get issued(): readonly string[] {
    return this.#issued;
  }

  get accessSeconds(): number {
    return this.#lifetimes.accessSeconds;
  }

  issueCode(application: OAuthApplication, userId: number): string {
    const code = this.#secret('code');
    const expiresMs = this.#clock.now() + this.#lifetimes.codeSeconds * 1000;
    this.#codes.set(code, { clientId: application.clientId, userId, expiresMs });
    return code;
  }

  /** `undefined` where the code is unknown, spent, too old, or another application's. */
  spendCode(code: string, { application }: ApplicationState): Grant | undefined {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    if (found?.clientId !== application.clientId || found.expiresMs <= this.#clock.now()) return undefined;
    return this.#issue(application, found.userId);
  }

  /** The new refresh token replaces the old one. */
  spendRefreshToken(token: string, { application }: ApplicationState): Grant | undefined {
    const found = this.#refreshTokens.get(token);
    if (found?.clientId !== application.clientId || found.expiresMs <= this.#clock.now()) return undefined;
    this.#refreshTokens.delete(token);
    return this.#issue(application, found.userId);
  }

  /** All that a person holds, as when an administrator ends their sessions. */
  revokeAllOf(userId: number): void {
    for (const [token, refresh] of this.#refreshTokens) {
      if (refresh.userId === userId) this.#refreshTokens.delete(token);
    }
    for (const token of this.#credentials.tokensOf(userId)) token.expiresMs = this.#clock.now();
  }

  #issue(application: OAuthApplication, userId: number): Grant {
    const now = this.#clock.now();
    const grant = { accessToken: this.#secret('access'), refreshToken: this.#secret('refresh'), userId };
    this.#credentials.addToken({
      token: grant.accessToken,
      userId,
      scopes: application.scopes,
      expiresMs: now + this.#lifetimes.accessSeconds * 1000,
    });
    this.#refreshTokens.set(grant.refreshToken, {
      clientId: application.clientId,
      userId,
      expiresMs: now + REFRESH_DAYS * DAY_MS,
    });
    return grant;
  }

  /** Numbered, so that a search for one in logs and files finds no other. */
  #secret(kind: string): string {
    const secret = `${kind}${this.#issued.length + 1}${crypto.randomUUID().replaceAll('-', '')}`;
    this.#issued.push(secret);
    return secret;
  }
}
