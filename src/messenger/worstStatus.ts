import type { Session } from './session.ts';
import { type SyncStatus, syncStatus } from './syncStatus.ts';

// What the person alone can mend comes first.
const GRAVITY: readonly SyncStatus['kind'][] = [
  'signInNeeded',
  'failing',
  'offline',
  'slowedDown',
  'connecting',
  'online',
];

/** Of several accounts, what matters most to a person; the earlier account where two fare alike. */
export function worstOf(
  sessions: readonly Session[],
): { readonly session: Session; readonly status: SyncStatus } | undefined {
  const [worst] = sessions
    .map((session) => ({ session, status: syncStatus(session.connection) }))
    .toSorted((a, b) => GRAVITY.indexOf(a.status.kind) - GRAVITY.indexOf(b.status.kind));
  return worst;
}
