// An error as it is kept on disk and read back with the same words: so a reason outlives a restart.
import * as v from 'valibot';
import { isPortalError, PortalError } from '../bitrix24/rest/portalError.ts';
import { MessengerError } from './messengerError.ts';

const errorKinds = [
  'auth',
  'scope',
  'plan',
  'rateLimit',
  'budget',
  'network',
  'timeout',
  'server',
  'rejected',
  'malformed',
  'moved',
  'aborted',
] as const;

// Where a portal moved to is left out: its address is kept with the secret and nowhere else.
export const StoredError = v.object({
  kind: v.picklist(errorKinds),
  code: v.string(),
  outcome: v.picklist(['not-executed', 'rejected', 'unknown']),
  method: v.string(),
  status: v.optional(v.number()),
  description: v.optional(v.string()),
  retryAt: v.optional(v.number()),
});

/** `undefined` for what is no error of the portal: that is told anew, in general words. */
export function encodeError(error: unknown): v.InferInput<typeof StoredError> | undefined {
  if (!isPortalError(error)) return undefined;
  const { kind, code, outcome, method, status, description, retryAt } = error;
  return { kind, code, outcome, method, status, description, retryAt };
}

export function decodeError(
  stored: v.InferOutput<typeof StoredError> | undefined,
): PortalError | MessengerError {
  return stored === undefined ? new MessengerError({ kind: 'interrupted' }) : new PortalError(stored);
}
