import * as v from 'valibot';
import { isRecord } from '../../base/isRecord.ts';
import { map, maybeCount, maybeFlag, maybeText, picture, readInteger, text } from './wire.ts';

/** The chat object inside other answers (api-facts 3.2, 3.3). A private dialog has but a few of these. */
export const chatEntries = {
  id: maybeCount,
  name: maybeText,
  color: maybeText,
  avatar: picture,
  type: text,
  message_type: text,
  user_counter: maybeCount,
  text_field_enabled: maybeFlag,
  restrictions: map,
  permissions: map,
  role: text,
  // `[]`, `[7]` or `{"7": true}`, depending on the method and the build.
  mute_list: v.optional(v.unknown(), null),
};

export const chatDecoder = v.object(chatEntries);

type Chat = v.InferOutput<typeof chatDecoder>;

// From the least to the most.
const roles = ['member', 'manager', 'owner'];

/** Whether the portal's rules let this person write there. In doubt yes: the portal itself says no clearly enough. */
export function canWriteIn(chat: Chat): boolean {
  if (chat.text_field_enabled === false || chat.restrictions['send'] === false) return false;
  const canPost = chat.permissions['can_post'];
  if (canPost === 'none') return false;
  // Upper case in the recent list, lower case elsewhere.
  const role = roles.indexOf(chat.role.toLowerCase());
  return role === -1 || typeof canPost !== 'string' || role >= roles.indexOf(canPost);
}

export function isMutedFor(userId: number, muteList: unknown): boolean {
  if (Array.isArray(muteList)) return muteList.some((entry) => readInteger(entry) === userId);
  if (!isRecord(muteList)) return false;
  const mark = muteList[String(userId)];
  return mark !== undefined && mark !== false && mark !== 'N';
}
