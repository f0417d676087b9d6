import type { Principal } from '../methods/call.ts';
import type { Route } from '../http/route.ts';
import type { World } from '../world.ts';
import { toText, type PhpMap } from './phpValue.ts';
import { RestError } from './restError.ts';

/** Reads the credential of a request: the address, else the header, else `auth` or `access_token`. */
export function authenticate(
  world: World,
  route: Route,
  authorization: string | undefined,
  raw: PhpMap,
): Principal {
  if (route.webhook !== undefined) return byWebhook(world, route.webhook.user, route.webhook.code);
  const bearer = /^Bearer\s+(\S+)/i.exec(authorization ?? '')?.[1];
  const token = bearer ?? (toText(raw['auth']) || toText(raw['access_token']));
  return byToken(world, token);
}

function byWebhook(world: World, user: string, code: string): Principal {
  const webhook = /^\d+$/.test(user) ? world.credentials.webhook(Number(user), code) : undefined;
  if (webhook === undefined || world.users.get(webhook.userId)?.isActive !== true) {
    throw new RestError(401, 'INVALID_CREDENTIALS', 'Invalid request credentials');
  }
  return {
    kind: 'webhook',
    userId: webhook.userId,
    scopes: webhook.scopes,
    secret: webhook.code,
    key: `webhook ${webhook.userId}`,
  };
}

function byToken(world: World, text: string): Principal {
  const token = world.credentials.token(text);
  if (token === undefined) throw new RestError(401, 'NO_AUTH_FOUND', 'Wrong authorization data');
  if (token.expiresMs <= world.clock.now()) {
    throw new RestError(401, 'expired_token', 'The access token provided has expired.');
  }
  return {
    kind: 'token',
    userId: token.userId,
    scopes: token.scopes,
    secret: text,
    key: `token ${token.userId}`,
  };
}

/** Any of the user scopes opens `user.*` (api-facts 2.1). */
export function hasScope(granted: readonly string[], needed: string): boolean {
  if (needed === 'basic') return true;
  if (needed === 'user') return ['user', 'user_basic', 'user_brief'].some((scope) => granted.includes(scope));
  return granted.includes(needed);
}
