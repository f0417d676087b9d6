import type { Session } from '../../messenger/session.ts';

/** Does it for every account, whatever becomes of one; rejects with the first error. */
export async function onEach(
  sessions: readonly Session[],
  action: (session: Session) => Promise<void>,
): Promise<void> {
  const results = await Promise.allSettled(sessions.map(action));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
