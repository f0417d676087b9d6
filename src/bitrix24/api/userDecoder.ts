import * as v from 'valibot';
import type { User } from '../../model/user.ts';
import { flag, id, inEitherSpelling, maybeDate, maybeFlag, maybeText, picture } from './wire.ts';

const wireUser = v.object({
  id,
  name: maybeText,
  first_name: maybeText,
  last_name: maybeText,
  work_position: maybeText,
  color: maybeText,
  avatar: picture,
  bot: flag,
  extranet: flag,
  active: maybeFlag,
  type: maybeText,
  status: maybeText,
  last_activity_date: maybeDate,
  mobile_last_date: maybeDate,
  idle: maybeDate,
  absent: maybeDate,
});

/** A user as classic methods and controllers give it (api-facts 3.1); search results and events know less. */
export const userDecoder = v.pipe(
  inEitherSpelling,
  wireUser,
  v.transform((user): User => {
    const fullName = [user.first_name, user.last_name].filter(Boolean).join(' ');
    // Search results have these two swapped (api-facts 3.6); elsewhere the mobile one is never the later.
    const lastSeen = [user.last_activity_date, user.mobile_last_date].filter((date) => date !== undefined);
    return {
      id: user.id,
      name: user.name ?? (fullName || `#${user.id}`),
      position: user.work_position,
      color: user.color,
      ...(user.avatar === undefined ? {} : { avatarUrl: user.avatar }),
      isBot: user.bot || user.type === 'bot',
      isExtranet: user.extranet,
      isActive: user.active ?? true,
      status: user.status,
      lastActivityAt: lastSeen.length > 0 ? Math.max(...lastSeen) : undefined,
      ...(lastSeen.length > 1 ? { mobileAt: Math.min(...lastSeen) } : {}),
      ...(user.idle === undefined ? {} : { idleSince: user.idle }),
      absentUntil: user.absent,
    };
  }),
);
