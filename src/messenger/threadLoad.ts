import { isPortalError } from '../bitrix24/rest/portalError.ts';

/** How far a thread has come with its first page. */
export type ThreadLoad =
  | { readonly kind: 'loading' }
  /** As an earlier session knew it, until the portal answers; `error` where it was asked and did not. */
  | { readonly kind: 'stale'; readonly asOf: number; readonly error: unknown }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** The dialog's own no; a lost sign-in or scope concerns everything and is told elsewhere. */
export function isRefusal(error: unknown): boolean {
  return isPortalError(error) && error.kind === 'rejected';
}
