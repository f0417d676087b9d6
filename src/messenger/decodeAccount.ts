// Apart from the account itself, so that a window where nobody is signed in does not load what checks stored data.
import * as v from 'valibot';
import { type Account, ACCOUNT_VERSION, webhookAccount } from './account.ts';

const text = v.pipe(v.string(), v.minLength(1));
const common = {
  version: v.literal(ACCOUNT_VERSION),
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
