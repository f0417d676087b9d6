/** What a person has to know apart; the wording for each lives with the editor. */
export type PortalErrorKind =
  | 'auth'
  | 'scope'
  /** REST is not part of the portal's plan: nothing but a purchase helps, so it is not `rejected`. */
  | 'plan'
  | 'rateLimit'
  | 'budget'
  | 'network'
  | 'timeout'
  | 'server'
  | 'rejected'
  | 'malformed'
  | 'moved'
  | 'aborted';

/** What became of the call: the portal never ran it, ran it and said no, or nobody can tell. */
export type CallOutcome = 'not-executed' | 'rejected' | 'unknown';

export interface PortalFailure {
  readonly kind: PortalErrorKind;
  /** The portal's `error`, a network code such as ECONNREFUSED, or one of ours, in capitals. */
  readonly code: string;
  readonly outcome: CallOutcome;
  readonly method: string;
  /** HTTP status; absent where no answer came. */
  readonly status?: number | undefined;
  /** The portal's own words, redacted; may be localised or empty. Cut at 200 characters. */
  readonly description?: string | undefined;
  /** Milliseconds since 1970, by our clock: not worth trying before. */
  readonly retryAt?: number | undefined;
  /** Where the portal says it is now: scheme, host, port and sub-path, nothing else. */
  readonly movedTo?: string | undefined;
}

const BRAND = Symbol.for('bitrix24.portalError');
const DESCRIPTION_LIMIT = 200;

/** The one error the portal client throws. Holds no URL, no body and no foreign error: those carry secrets. */
export class PortalError extends Error {
  readonly [BRAND] = true;
  readonly kind: PortalErrorKind;
  readonly code: string;
  readonly outcome: CallOutcome;
  readonly method: string;
  readonly status: number | undefined;
  readonly description: string;
  readonly retryAt: number | undefined;
  readonly movedTo: string | undefined;

  constructor(failure: PortalFailure) {
    super(`${failure.method}: ${failure.code}`);
    this.name = 'PortalError';
    this.kind = failure.kind;
    this.code = failure.code;
    this.outcome = failure.outcome;
    this.method = failure.method;
    this.status = failure.status;
    this.description = (failure.description ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, DESCRIPTION_LIMIT);
    this.retryAt = failure.retryAt;
    this.movedTo = failure.movedTo;
  }
}

/** Goes by a brand, because a bundle that is loaded later brings a class of its own. */
export function isPortalError(error: unknown): error is PortalError {
  return error instanceof Error && BRAND in error;
}
