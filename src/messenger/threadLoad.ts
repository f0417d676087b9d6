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

/** What could not be loaded, and not because the portal does not let this person in. */
export function isWorthAnotherTry(load: ThreadLoad): boolean {
  if (load.kind !== 'failed' && load.kind !== 'stale') return false;
  return load.error !== undefined && !isRefusal(load.error);
}

/** What is on screen stays there through a bad moment; only a refusal takes it away. */
export function loadAfter(error: unknown, load: ThreadLoad): ThreadLoad {
  if (isRefusal(error)) return { kind: 'failed', error };
  if (load.kind === 'ready') return load;
  return load.kind === 'stale' ? { ...load, error } : { kind: 'failed', error };
}
