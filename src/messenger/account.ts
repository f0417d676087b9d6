import * as v from 'valibot';
import type { OAuthApplication, OAuthGrant } from '../bitrix24/auth/tokenServer.ts';
import type { PortalAddress, Webhook } from '../bitrix24/auth/webhookUrl.ts';

/** The two ways through a network; which one works is found at sign-in and kept with the account. */
export type NetworkClient = 'fetch' | 'node-fetch';

/** What proves to the portal who this is. All of it is secret. */
export type Credential = { readonly kind: 'webhook'; readonly code: string } | OAuthCredential;

export interface OAuthCredential {
  readonly kind: 'oauth';
  readonly application: OAuthApplication;
  readonly grant: OAuthGrant;
}

/** A signed-in person on a portal. Holds the secret: it goes to SecretStorage and nowhere else. */
export interface Account {
  /** Made at sign-in, tells nothing about the portal; names what is kept for the account on disk. */
  readonly id: string;
  readonly portal: PortalAddress;
  readonly userId: number;
  readonly credential: Credential;
  readonly userName: string;
  readonly scopes: readonly string[];
  readonly networkClient: NetworkClient;
}

const VERSION = 1;

const text = v.pipe(v.string(), v.minLength(1));
const common = {
  version: v.literal(VERSION),
  id: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  userName: v.string(),
  scopes: v.array(v.string()),
  networkClient: v.picklist(['fetch', 'node-fetch'] as const),
};
const portal = { origin: v.pipe(v.string(), v.url()), basePath: v.string() };
const userId = v.pipe(v.number(), v.integer(), v.minValue(1));

const StoredAccount = v.variant('method', [
  v.object({
    ...common,
    method: v.literal('webhook'),
    webhook: v.object({ ...portal, userId, code: text }),
  }),
  v.object({
    ...common,
    method: v.literal('oauth'),
    portal: v.object(portal),
    userId,
    application: v.object({ clientId: text, clientSecret: text }),
    grant: v.object({ accessToken: text, refreshToken: text, memberId: v.string(), tokenServer: text }),
  }),
]);

export function webhookAccount(
  webhook: Webhook,
  rest: Omit<Account, 'portal' | 'userId' | 'credential'>,
): Account {
  const { origin, basePath, code } = webhook;
  return {
    ...rest,
    portal: { origin, basePath },
    userId: webhook.userId,
    credential: { kind: 'webhook', code },
  };
}

/** Everything of the account that must never be seen in a text. */
export function secretsOf({ credential }: Account): readonly string[] {
  if (credential.kind === 'webhook') return [credential.code];
  const { application, grant } = credential;
  return [application.clientSecret, grant.accessToken, grant.refreshToken];
}

export function encodeAccount(account: Account): string {
  const { id, userName, networkClient, credential } = account;
  const scopes = [...account.scopes];
  const version: typeof VERSION = VERSION;
  const rest = { version, id, userName, scopes, networkClient };
  const { origin, basePath } = account.portal;
  const stored: v.InferOutput<typeof StoredAccount> =
    credential.kind === 'webhook'
      ? {
          ...rest,
          method: 'webhook',
          webhook: { origin, basePath, userId: account.userId, code: credential.code },
        }
      : {
          ...rest,
          method: 'oauth',
          portal: { origin, basePath },
          userId: account.userId,
          application: credential.application,
          grant: credential.grant,
        };
  return JSON.stringify(stored);
}

/** `undefined` for what another version or another program wrote. */
export function decodeAccount(stored: string): Account | undefined {
  try {
    const read = v.safeParse(StoredAccount, JSON.parse(stored));
    if (!read.success) return undefined;
    const { id, userName, scopes, networkClient } = read.output;
    const rest = { id, userName, scopes, networkClient };
    if (read.output.method === 'webhook') return webhookAccount(read.output.webhook, rest);
    const { application, grant } = read.output;
    return {
      ...rest,
      portal: read.output.portal,
      userId: read.output.userId,
      credential: { kind: 'oauth', application, grant },
    };
  } catch {
    return undefined;
  }
}
