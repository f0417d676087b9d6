import * as v from 'valibot';
import { isRecord } from '../../base/isRecord.ts';
import { type DialogId, dialogIdOfChat, dialogIdOfUser, parseDialogId } from '../../model/dialogId.ts';
import type { Message } from '../../model/message.ts';
import type { EventPlace, PortalEvent } from '../../model/portalEvent.ts';
import { messageDecoder } from './messageDecoder.ts';
import { count, id, map, text } from './wire.ts';

const place = v.object({ id, dialogId: text, messageType: text, entityType: text });
const somebody = v.object({ id });
const message = messageDecoder(0, new Map());

const messageEvent = v.object({ message, chat: place });
const deletionEvent = v.object({ messageId: id, chat: place });
const reactionEvent = v.object({
  reaction: text,
  action: text,
  message: somebody,
  chat: place,
  user: somebody,
});
const joinEvent = v.object({ chat: place, user: somebody });

const wireEvent = v.object({ eventId: count, type: text, data: map });

export interface DecodedEvent {
  readonly eventId: number;
  /** `undefined` for kinds that tell nothing here; `unreadable` where one of the known kinds makes no sense. */
  readonly event: PortalEvent | 'unreadable' | undefined;
  /** As the portal sent the person behind it. */
  readonly user: unknown;
}

/** One entry of `im.v2.Event.get` (api-facts 3.9). */
export function decodeEvent(row: unknown, ownUserId: number): DecodedEvent {
  const wire = v.safeParse(wireEvent, row);
  if (!wire.success || !isRecord(row)) return { eventId: 0, event: 'unreadable', user: undefined };
  const { eventId, type, data } = wire.output;
  return { eventId, event: readEvent(type.toUpperCase(), data, ownUserId), user: data['user'] };
}

function readEvent(type: string, data: unknown, ownUserId: number): DecodedEvent['event'] {
  switch (type) {
    case 'ONIMV2MESSAGEADD':
    case 'ONIMV2MESSAGEUPDATE': {
      const read = v.safeParse(messageEvent, data);
      if (!read.success) return 'unreadable';
      const { chat } = read.output;
      const kind = type === 'ONIMV2MESSAGEADD' ? 'posted' : 'edited';
      const inChat: Message = { ...read.output.message, chatId: chat.id };
      return { ...placeOf(chat, inChat.authorId, ownUserId), kind, message: inChat };
    }
    case 'ONIMV2MESSAGEDELETE': {
      const read = v.safeParse(deletionEvent, data);
      if (!read.success) return 'unreadable';
      return {
        ...placeOf(read.output.chat, 0, ownUserId),
        kind: 'deleted',
        messageId: read.output.messageId,
      };
    }
    case 'ONIMV2REACTIONCHANGE': {
      const read = v.safeParse(reactionEvent, data);
      if (!read.success) return 'unreadable';
      const { reaction, action, chat, user } = read.output;
      // Likes are what the classic methods know; other reactions are not shown.
      if (reaction.toLowerCase() !== 'like') return undefined;
      const isLiked = action.toLowerCase() === 'add';
      const messageId = read.output.message.id;
      return { ...placeOf(chat, user.id, ownUserId), kind: 'liked', messageId, userId: user.id, isLiked };
    }
    case 'ONIMV2JOINCHAT': {
      const read = v.safeParse(joinEvent, data);
      if (!read.success) return 'unreadable';
      const { chat, user } = read.output;
      return { ...placeOf(chat, 0, ownUserId), kind: 'joined', userId: user.id };
    }
    default:
      return undefined;
  }
}

/** `actorId`: whoever of the members did it, 0 where that is not sure. */
function placeOf(chat: v.InferOutput<typeof place>, actorId: number, ownUserId: number): EventPlace {
  return { chatId: chat.id, dialogId: dialogIdOf(chat, actorId, ownUserId) };
}

/** In a private dialog the id depends on who looks, and one payload may be written for all who do. */
function dialogIdOf(
  { id: chatId, dialogId, messageType, entityType }: v.InferOutput<typeof place>,
  actorId: number,
  ownUserId: number,
): DialogId | undefined {
  const isPrivate = messageType.toUpperCase() === 'P' || /^\d+$/.test(dialogId);
  if (!isPrivate) return dialogIdOfChat(chatId);
  if (actorId > 0 && actorId !== ownUserId) return dialogIdOfUser(actorId);
  const own = dialogIdOfUser(ownUserId);
  if (entityType === 'FAVORITE') return own;
  return dialogId === own ? undefined : parseDialogId(dialogId);
}
