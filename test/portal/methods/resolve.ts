// From the ids of a request to records, with the standard dialog errors (api-facts 3.0).
import type { ChatRecord, Member, MessageRecord } from '../records.ts';
import { firstIndexFrom } from '../messageIndex.ts';
import { errors } from '../rest/restError.ts';
import type { Call } from './call.ts';

export type DialogId =
  | { readonly kind: 'user'; readonly userId: number }
  | { readonly kind: 'chat'; readonly chatId: number }
  | { readonly kind: 'entity'; readonly entityType: string; readonly entityId: string };

export function parseDialogId(text: string): DialogId | undefined {
  const match = /^(chat|sg|crm)?(\d+)$/.exec(text.trim());
  const id = Number(match?.[2] ?? 0);
  if (id <= 0) return undefined;
  switch (match?.[1]) {
    case 'chat':
      return { kind: 'chat', chatId: id };
    case 'sg':
      return { kind: 'entity', entityType: 'SONET_GROUP', entityId: String(id) };
    case 'crm':
      return { kind: 'entity', entityType: 'CRM', entityId: String(id) };
    default:
      return { kind: 'user', userId: id };
  }
}

/** The chat behind a dialog id, `undefined` when there is none; a private chat is created on first touch. */
export function findDialog(call: Call, id: DialogId): ChatRecord | undefined {
  switch (id.kind) {
    case 'chat':
      return call.world.chats.get(id.chatId);
    case 'entity':
      return call.world.findEntityChat(id.entityType, id.entityId);
    case 'user':
      return call.world.users.has(id.userId) ? call.world.privateChat(call.userId, id.userId) : undefined;
  }
}

/** DIALOG_ID to a chat the caller may read: DIALOG_ID_EMPTY, else ACCESS_ERROR. */
export function requireDialog(call: Call, accessStatus = 403): ChatRecord {
  const id = parseDialogId(call.params.text('DIALOG_ID'));
  if (id === undefined) throw errors.dialogIdEmpty();
  const chat = findDialog(call, id);
  if (chat === undefined || !call.world.canRead(call.userId, chat)) throw errors.accessError(accessStatus);
  return chat;
}

/** DIALOG_ID, or CHAT_ID where a method takes it as well. */
export function requireDialogOrChat(call: Call): ChatRecord {
  if (call.params.has('DIALOG_ID') || !call.params.has('CHAT_ID')) return requireDialog(call);
  return requireReadableChat(call);
}

/** CHAT_ID to a chat the caller may read: CHAT_ID_EMPTY, else ACCESS_ERROR. */
function requireReadableChat(call: Call): ChatRecord {
  const chatId = call.params.int('CHAT_ID');
  if (chatId <= 0) throw errors.chatIdEmpty();
  const chat = call.world.chats.get(chatId);
  if (chat === undefined || !call.world.canRead(call.userId, chat)) throw errors.accessError();
  return chat;
}

/** For methods of groups: CHAT_ID or DIALOG_ID "chatN"; a private dialog id is DIALOG_ID_EMPTY. */
export function requireGroup(call: Call): { readonly chat: ChatRecord; readonly member: Member } {
  const chat = groupOf(call);
  const member = chat?.members.get(call.userId);
  if (chat === undefined || member === undefined) throw errors.accessError();
  return { chat, member };
}

function groupOf(call: Call): ChatRecord | undefined {
  if (call.params.has('DIALOG_ID')) {
    const id = parseDialogId(call.params.text('DIALOG_ID'));
    if (id === undefined || id.kind === 'user') throw errors.dialogIdEmpty();
    return groupOnly(findDialog(call, id));
  }
  const chatId = call.params.int('CHAT_ID');
  if (chatId <= 0) throw errors.chatIdEmpty();
  return groupOnly(call.world.chats.get(chatId));
}

function groupOnly(chat: ChatRecord | undefined): ChatRecord | undefined {
  return chat?.messageType === 'P' ? undefined : chat;
}

/** MESSAGE_ID (or an alias) as a positive number, else MESSAGE_ID_ERROR. */
export function requireMessageId(call: Call, alias?: string): number {
  const { params } = call;
  const id = params.int(alias !== undefined && !params.has('MESSAGE_ID') ? alias : 'MESSAGE_ID');
  if (id <= 0) throw errors.messageIdError();
  return id;
}

/** A message the caller may see, hidden history taken into account. */
export function visibleMessage(call: Call, messageId: number): MessageRecord | undefined {
  const message = call.world.messages.get(messageId);
  const chat = message === undefined ? undefined : call.world.chats.get(message.chatId);
  if (message === undefined || chat === undefined || !call.world.canRead(call.userId, chat)) return undefined;
  return message.id < historyStart(chat, call.userId) ? undefined : message;
}

export function historyStart(chat: ChatRecord, userId: number): number {
  return chat.members.get(userId)?.historyStartId ?? 0;
}

/** Up to `limit` messages with ids in [fromId, belowId), the newest ones, newest first. */
export function newestMessages(
  chat: ChatRecord,
  range: { readonly fromId: number; readonly belowId: number },
  limit: number,
): readonly MessageRecord[] {
  const end = firstIndexFrom(chat.messages, range.belowId);
  const start = Math.max(firstIndexFrom(chat.messages, range.fromId), end - limit);
  return chat.messages.slice(Math.min(start, end), end).reverse();
}

/** Up to `limit` messages with ids from `fromId` on, oldest first. */
export function oldestMessages(chat: ChatRecord, fromId: number, limit: number): readonly MessageRecord[] {
  const start = firstIndexFrom(chat.messages, fromId);
  return chat.messages.slice(start, limit === Infinity ? undefined : start + limit);
}

/** The dialog's id on the wire: an int for people, "chatN" for the rest. */
export function wireDialogId(chat: ChatRecord, viewerId: number): number | string {
  return chat.messageType === 'P' ? peerId(chat, viewerId) : `chat${chat.id}`;
}

/** The other side of a private chat; oneself in the notes chat. */
export function peerId(chat: ChatRecord, viewerId: number): number {
  for (const userId of chat.members.keys()) if (userId !== viewerId) return userId;
  return viewerId;
}
