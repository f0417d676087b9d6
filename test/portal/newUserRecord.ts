import type { UserDraft } from './drafts.ts';
import type { UserRecord } from './records.ts';

export function newUserRecord(
  id: number,
  draft: UserDraft,
  defaults: { readonly color: string; readonly nowMs: number },
): UserRecord {
  const isBot = draft.bot ?? false;
  return {
    id,
    firstName: draft.firstName,
    lastName: draft.lastName,
    position: draft.position ?? '',
    gender: draft.gender ?? 'M',
    color: draft.color ?? defaults.color,
    avatar: draft.avatar ?? '',
    birthday: draft.birthday ?? '',
    email: draft.email ?? '',
    website: draft.website ?? '',
    status: draft.status ?? 'online',
    departments: [...(draft.departments ?? (draft.extranet === true || isBot ? [] : [1]))],
    phones: draft.phones,
    isActive: draft.active ?? true,
    isAdmin: draft.admin ?? false,
    isBot,
    isExtranet: draft.extranet ?? false,
    isConnector: draft.connector ?? false,
    externalAuthId: draft.externalAuthId ?? (isBot ? 'bot' : 'default'),
    timeZone: draft.timeZone ?? '',
    invitedBy: draft.invitedBy,
    idleSinceMs: draft.idleSinceMs,
    lastActivityMs: draft.lastActivityMs,
    absentUntilMs: draft.absentUntilMs,
    registeredMs: defaults.nowMs,
  };
}
