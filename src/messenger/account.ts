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

/** Of what is stored; a form that older versions cannot read gets another. */
export const ACCOUNT_VERSION = 1;

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

/** The portal as a person knows it: its host, and the path of one that is not alone there. */
export function portalName({ portal }: Pick<Account, 'portal'>): string {
  return `${new URL(portal.origin).host}${portal.basePath}`;
}

/** Everything of the account that must never be seen in a text. */
export function secretsOf({ credential }: Account): readonly string[] {
  if (credential.kind === 'webhook') return [credential.code];
  const { application, grant } = credential;
  return [application.clientSecret, grant.accessToken, grant.refreshToken];
}

/** What `decodeAccount` reads back. */
export function encodeAccount(account: Account): string {
  const { id, userName, networkClient, credential } = account;
  const scopes = [...account.scopes];
  const rest = { version: ACCOUNT_VERSION, id, userName, scopes, networkClient };
  const { origin, basePath } = account.portal;
  const stored =
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
