// When a message that could not go tries again, and whether it does by itself: pure.
import { assertNever } from '../base/assertNever.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import { MessengerError } from './messengerError.ts';

const FIRST_MS = 2_000;
const LONGEST_MS = 300_000;
// What a person has to mend first: asking more often changes nothing.
const SLOW_FIRST_MS = 60_000;

/**
 * `fails`: the portal has said no to this message, or only the person can help. `waits`: goes again by itself;
 * `concerns` says whether any other message would have fared the same, or perhaps this dialog alone.
 */
export type Verdict =
  | { readonly kind: 'fails' }
  | { readonly kind: 'waits'; readonly concerns: 'all' | 'perhapsDialog'; readonly firstMs: number };

const fails: Verdict = { kind: 'fails' };

export function verdictOn(error: unknown): Verdict {
  if (error instanceof MessengerError && error.problem.kind === 'notKept') return waits('all', FIRST_MS);
  if (!isPortalError(error)) return fails;
  switch (error.kind) {
    case 'network':
    case 'rateLimit':
    case 'budget':
      return waits('all', FIRST_MS);
    case 'auth':
    case 'moved':
    case 'plan':
      return waits('all', SLOW_FIRST_MS);
    case 'timeout':
    case 'server':
    case 'malformed':
      return waits('perhapsDialog', FIRST_MS);
    case 'rejected':
      // The portal is still storing the first copy (api-facts 3.4).
      return error.outcome === 'rejected' ? fails : waits('perhapsDialog', FIRST_MS);
    case 'scope':
    case 'aborted':
      return fails;
    default:
      return assertNever(error.kind);
  }
}

/** `failures` in a row, 1 after the first. `random` is 0 to 1 and keeps many windows from coming back at once. */
export function backOffMs(error: unknown, failures: number, nowMs: number, random: number): number {
  const verdict = verdictOn(error);
  const firstMs = verdict.kind === 'waits' ? verdict.firstMs : FIRST_MS;
  const doubled = Math.min(LONGEST_MS, firstMs * 2 ** Math.min(Math.max(failures, 1) - 1, 10));
  const jittered = Math.round(doubled * (0.75 + 0.25 * random));
  // A clock that was set back must not make a moment's wait an hour's.
  const askedMs = isPortalError(error) && error.retryAt !== undefined ? error.retryAt - nowMs : 0;
  return Math.min(Math.max(jittered, askedMs), 2 * LONGEST_MS);
}

function waits(concerns: 'all' | 'perhapsDialog', firstMs: number): Verdict {
  return { kind: 'waits', concerns, firstMs };
}
