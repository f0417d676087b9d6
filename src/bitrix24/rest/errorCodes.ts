// What the portal's `error` codes mean (api-facts 1.4). Never by status or text: docs, code and gateways disagree.
import type { CallOutcome, PortalErrorKind } from './portalError.ts';

export interface Classification {
  readonly kind: PortalErrorKind;
  readonly outcome: CallOutcome;
}

const auth: Classification = { kind: 'auth', outcome: 'rejected' };
const scope: Classification = { kind: 'scope', outcome: 'rejected' };
const plan: Classification = { kind: 'plan', outcome: 'rejected' };
const rejected: Classification = { kind: 'rejected', outcome: 'rejected' };
const brokenServer: Classification = { kind: 'server', outcome: 'unknown' };

const byCode = new Map<string, Classification>([
  ['NO_AUTH_FOUND', auth],
  ['INVALID_CREDENTIALS', auth],
  ['EXPIRED_TOKEN', auth],
  ['INVALID_TOKEN', auth],
  ['INVALID_GRANT', auth],
  ['INVALID_CLIENT', auth],
  ['AUTHORIZATION_ERROR', auth],
  ['USER_ACCESS_ERROR', auth],
  ['APPLICATION_NOT_FOUND', auth],
  ['INSUFFICIENT_SCOPE', scope],
  ['INVALID_SCOPE', scope],
  ['WRONG_LICENSE', plan],
  ['PAYMENT_REQUIRED', plan],
  ['QUERY_LIMIT_EXCEEDED', { kind: 'rateLimit', outcome: 'not-executed' }],
  ['OPERATION_TIME_LIMIT', { kind: 'budget', outcome: 'not-executed' }],
  // Closed, and a block put on by hand: waiting a second lifts neither, so they are not to be repeated.
  ['PORTAL_DELETED', { kind: 'server', outcome: 'rejected' }],
  ['OVERLOAD_LIMIT', { kind: 'server', outcome: 'rejected' }],
  ['INTERNAL_SERVER_ERROR', brokenServer],
  ['ERROR_UNEXPECTED_ANSWER', brokenServer],
  // The portal could not ask its auth server, so it never came to the method.
  ['CONNECTION_ERROR', { kind: 'server', outcome: 'not-executed' }],
  // The first copy with this uuid is still being stored (api-facts 3.4).
  ['MESSAGE_DUPLICATED_BY_UUID', { kind: 'rejected', outcome: 'unknown' }],
  ['ERROR_BATCH_LENGTH_EXCEEDED', { kind: 'rejected', outcome: 'not-executed' }],
]);

// Methods every credential may call: there ACCESS_DENIED can only be the portal's plan.
const openToAll = new Set(['profile', 'scope', 'batch']);

/** Codes mix cases; a code nobody knows is final for its call. */
export function classifyCode(code: string, method: string): Classification {
  const upper = code.toUpperCase();
  if (upper === 'ACCESS_DENIED' && openToAll.has(method)) return plan;
  return byCode.get(upper) ?? rejected;
}
