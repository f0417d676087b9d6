import type { User } from './user.ts';

/** Where somebody is. Times in milliseconds since 1970. */
export type Presence =
  | { readonly kind: 'absent'; readonly until: number }
  | { readonly kind: 'holiday' | 'dnd' | 'away' | 'break' | 'mobile' | 'online' | 'unknown' }
  | { readonly kind: 'offline'; readonly lastSeenAt: number };

// Bitrix24 itself calls a person online who did something within the last five minutes.
const ONLINE_MS = 5 * 60_000;

/** What a person says of themselves comes before what was seen of them. */
export function presenceOf(user: User | undefined, now: number): Presence {
  if (user === undefined || user.isBot || !user.isActive) return { kind: 'unknown' };
  if (user.absentUntil !== undefined && user.absentUntil > now) {
    return { kind: 'absent', until: user.absentUntil };
  }
  switch (user.status) {
    case 'vacation':
      return { kind: 'holiday' };
    case 'dnd':
    case 'away':
    case 'break':
      return { kind: user.status };
    default:
      return seen(user, now);
  }
}

export function isOnline({ lastActivityAt }: User, now: number): boolean {
  return lastActivityAt !== undefined && now - lastActivityAt < ONLINE_MS;
}

function seen(user: User, now: number): Presence {
  const { lastActivityAt, mobileAt, idleSince } = user;
  if (lastActivityAt === undefined) return { kind: 'unknown' };
  if (!isOnline(user, now)) return { kind: 'offline', lastSeenAt: lastActivityAt };
  // What was done on the phone counts as activity, so that a phone in use has both dates alike.
  const isMobile =
    mobileAt !== undefined && now - mobileAt < ONLINE_MS && lastActivityAt - mobileAt < ONLINE_MS;
  if (isMobile) return { kind: 'mobile' };
  return { kind: idleSince === undefined ? 'online' : 'away' };
}
