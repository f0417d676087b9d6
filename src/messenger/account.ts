import * as v from 'valibot';
import type { Webhook } from '../bitrix24/auth/webhookUrl.ts';

/** The two ways through a network; which one works is found at sign-in and kept with the account. */
export type NetworkClient = 'fetch' | 'node-fetch';

/** A signed-in person on a portal. Holds the secret: it goes to SecretStorage and nowhere else. */
export interface Account {
  /** Made at sign-in, tells nothing about the portal; names what is kept for the account on disk. */
  readonly id: string;
  readonly webhook: Webhook;
  readonly userName: string;
  readonly scopes: readonly string[];
  readonly networkClient: NetworkClient;
}

const VERSION = 1;

const StoredAccount = v.object({
  version: v.literal(VERSION),
  id: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  method: v.literal('webhook'),
  webhook: v.object({
    origin: v.pipe(v.string(), v.url()),
    basePath: v.string(),
    userId: v.pipe(v.number(), v.integer(), v.minValue(1)),
    code: v.pipe(v.string(), v.minLength(1)),
  }),
  userName: v.string(),
  scopes: v.array(v.string()),
  networkClient: v.picklist(['fetch', 'node-fetch']),
});

export function encodeAccount(account: Account): string {
  const { origin, basePath, userId, code } = account.webhook;
  const stored: v.InferOutput<typeof StoredAccount> = {
    version: VERSION,
    id: account.id,
    method: 'webhook',
    webhook: { origin, basePath, userId, code },
    userName: account.userName,
    scopes: [...account.scopes],
    networkClient: account.networkClient,
  };
  return JSON.stringify(stored);
}

/** `undefined` for what another version or another program wrote. */
export function decodeAccount(text: string): Account | undefined {
  try {
    const stored = v.safeParse(StoredAccount, JSON.parse(text));
    if (!stored.success) return undefined;
    const { id, webhook, userName, scopes, networkClient } = stored.output;
    return { id, webhook, userName, scopes, networkClient };
  } catch {
    return undefined;
  }
}
