import type { Features } from '../methods/call.ts';
import type { Member, MessageRecord } from '../records.ts';
import type { World } from '../world.ts';
import { isoDate } from './isoDate.ts';
import { isShownDeleted, messageText } from './messageText.ts';

/** A message as im.dialog.messages.get gives it. There is no REPLY_ID here (api-facts 3.3, 4.6). */
export function messageView(
  world: World,
  features: Features,
  message: MessageRecord,
  member: Member | undefined,
): Record<string, unknown> {
  return {
    id: message.id,
    chat_id: message.chatId,
    author_id: message.authorId,
    date: isoDate(message.dateMs, world.utcOffsetMinutes),
    text: messageText(world, message),
    unread: member !== undefined && message.id > member.lastReadId,
    uuid: features.uuidShown ? message.uuid : undefined,
    replaces: [],
    params: classicParams(message),
    disappearing_date: null,
  };
}

/** The same message in v2 form, as searches give it: ints as strings, and the reply link. */
export function messageViewV2(
  world: World,
  message: MessageRecord,
  viewerId: number,
): Record<string, unknown> {
  const chat = world.chat(message.chatId);
  const viewer = chat.members.get(viewerId);
  const readers = [...chat.members.values()].filter(
    (member) => member.userId !== message.authorId && member.lastReadId >= message.id,
  );
  const isUnread = viewer !== undefined && message.id > viewer.lastReadId;
  return {
    id: message.id,
    chatId: message.chatId,
    chat_id: message.chatId,
    authorId: message.authorId,
    author_id: message.authorId,
    date: isoDate(message.dateMs, world.utcOffsetMinutes),
    text: messageText(world, message),
    isSystem: message.authorId === 0,
    uuid: message.uuid,
    forward: null,
    params: stringInts({
      ...classicParams(message),
      ...(message.replyToId === undefined ? {} : { REPLY_ID: message.replyToId }),
    }),
    viewedByOthers: readers.length > 0,
    block: null,
    unread: isUnread,
    viewed: !isUnread,
    viewedCount: readers.length,
  };
}

function classicParams(message: MessageRecord): Record<string, unknown> {
  return {
    ...message.params,
    ...(message.likes.length > 0 ? { LIKE: message.likes } : {}),
    ...(message.fileIds.length > 0 ? { FILE_ID: message.fileIds } : {}),
    ...(message.isEdited && !message.isDeleted ? { IS_EDITED: 'Y' } : {}),
    ...(isShownDeleted(message) ? { IS_DELETED: 'Y' } : {}),
  };
}

function stringInts(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === 'number') return [name, String(value)];
      if (Array.isArray(value)) {
        return [name, value.map((item: unknown) => (typeof item === 'number' ? String(item) : item))];
      }
      return [name, value];
    }),
  );
}
