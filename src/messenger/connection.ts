import { isPortalError } from '../bitrix24/rest/portalError.ts';

/** How the last tick went. */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  /** `since`: the first of the ticks that failed in a row, milliseconds since 1970. */
  | { readonly kind: 'failing'; readonly error: unknown; readonly since: number };

/** Whether a person would be told the same. */
export function isSameConnection(a: Connection, b: Connection): boolean {
  if (a.kind !== 'failing' || b.kind !== 'failing') return a.kind === b.kind;
  if (!isPortalError(a.error) || !isPortalError(b.error)) return a.error === b.error;
  return (
    a.error.kind === b.error.kind && a.error.code === b.error.code && a.error.retryAt === b.error.retryAt
  );
}
