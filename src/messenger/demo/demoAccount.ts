import type { Account } from '../account.ts';

// Of a name that by its definition leads nowhere (RFC 6761).
const DEMO_ORIGIN = 'https://demo.invalid';

/** Somebody made up, of this window alone. There is no secret, because there is no portal. */
export function demoAccount(userId: number, userName: string): Account {
  return {
    id: crypto.randomUUID(),
    portal: { origin: DEMO_ORIGIN, basePath: '' },
    userId,
    userName,
    credential: { kind: 'webhook', code: '' },
    scopes: ['im', 'user'],
    networkClient: 'fetch',
  };
}

export function isDemo({ portal }: Account): boolean {
  return portal.origin === DEMO_ORIGIN;
}
