import { assertNever } from '../../base/assertNever.ts';
import type { Lane } from './laneGate.ts';
import type { PortalError } from './portalError.ts';
import { isCertificateCode } from './transportFailure.ts';

export interface RetryQuestion {
  readonly error: PortalError;
  /** Tries that count so far, this one included: 1 after the first. */
  readonly attempt: number;
  /** Waits for a limit so far; they are counted apart because they say nothing about the call. */
  readonly limitWaits: number;
  /** True only where repeating changes nothing on the portal. */
  readonly isRead: boolean;
  readonly lane: Lane;
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: number;
  /** 0 up to 1. */
  readonly random: number;
}

export type RetryDecision =
  | { readonly kind: 'give-up' }
  | { readonly kind: 'retry'; readonly delayMs: number; readonly countsAsAttempt: boolean };

const ATTEMPTS = 3;
const LIMIT_WAITS = 20;
const FIRST_DELAY_MS = 500;
const LONGEST_BUDGET_WAIT_MS = 90_000;

const giveUp: RetryDecision = { kind: 'give-up' };

/** Repeats what is safe to repeat and may help; everything else is for the caller to see. */
export function decideRetry(question: RetryQuestion): RetryDecision {
  const { error, attempt, limitWaits, isRead, lane, nowMs, random } = question;

  switch (error.kind) {
    case 'rateLimit':
      // Our own queue is full; the portal was not even asked.
      if (error.code === 'QUEUE_FULL') return giveUp;
      return limitWaits < LIMIT_WAITS ? wait(FIRST_DELAY_MS * (1 + random / 2)) : giveUp;
    case 'budget': {
      // Minutes, maybe: a person and a screen are told when instead of kept waiting.
      const waitMs = Math.max(0, (error.retryAt ?? Infinity) - nowMs);
      return lane === 'background' && limitWaits < LIMIT_WAITS && waitMs <= LONGEST_BUDGET_WAIT_MS
        ? wait(waitMs)
        : giveUp;
    }
    case 'network':
    case 'timeout':
    case 'server':
    case 'malformed':
      // Whoever waited out one time limit is told; the background can wait for more.
      if (error.kind === 'timeout' && lane !== 'background') return giveUp;
      if (attempt >= ATTEMPTS || isSettled(error.code)) return giveUp;
      if (error.outcome === 'rejected' || (error.outcome === 'unknown' && !isRead)) return giveUp;
      return {
        kind: 'retry',
        delayMs: FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.75 + random / 2),
        countsAsAttempt: true,
      };
    case 'auth':
    case 'scope':
    case 'plan':
    case 'rejected':
    case 'moved':
    case 'aborted':
      return giveUp;
    default:
      return assertNever(error.kind);
  }
}

/** What will be no other in a second: a certificate, a proxy's no, an answer that does not fit. */
function isSettled(code: string): boolean {
  return isCertificateCode(code) || code.startsWith('PROXY_') || code === 'HTTP_407' || code === 'TOO_LARGE';
}

function wait(delayMs: number): RetryDecision {
  return { kind: 'retry', delayMs, countsAsAttempt: false };
}
