import { assertNever } from '../base/assertNever.ts';
import { isPortalError, type PortalError } from '../bitrix24/rest/portalError.ts';
import type { Connection } from './connection.ts';

/** How it stands with the portal, as a person tells it apart: by what helps. Times are milliseconds since 1970. */
export type SyncStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  | { readonly kind: 'offline'; readonly since: number; readonly error: unknown }
  | { readonly kind: 'slowedDown'; readonly until: number | undefined; readonly error: unknown }
  | { readonly kind: 'signInNeeded'; readonly error: unknown }
  /** The portal answers, but with trouble. */
  | { readonly kind: 'failing'; readonly since: number; readonly error: unknown };

export function syncStatus(connection: Connection): SyncStatus {
  if (connection.kind !== 'failing') return connection;
  const { error, since } = connection;
  if (!isPortalError(error)) return { kind: 'failing', since, error };
  switch (error.kind) {
    case 'network':
    case 'timeout':
      return { kind: 'offline', since, error };
    case 'rateLimit':
    case 'budget':
      return { kind: 'slowedDown', until: error.retryAt, error };
    case 'auth':
    case 'scope':
    case 'moved':
      return { kind: 'signInNeeded', error };
    case 'plan':
      return isUnpaid(error) ? { kind: 'signInNeeded', error } : { kind: 'failing', since, error };
    case 'server':
    case 'malformed':
    case 'rejected':
    case 'aborted':
      return { kind: 'failing', since, error };
    default:
      return assertNever(error.kind);
  }
}

/** The token server gives no more tokens: the sign-in has ended, though nobody did anything wrong. */
export function isUnpaid({ code }: PortalError): boolean {
  return code.toUpperCase() === 'PAYMENT_REQUIRED';
}
