import { peerId } from '../methods/resolve.ts';
import type { ChatRecord, MessageRecord, RecentRow, UserRecord } from '../records.ts';
import type { World } from '../world.ts';
import { muteMap, recentChatView } from './chatView.ts';
import { isoDate } from './isoDate.ts';
import { messageText } from './messageText.ts';
import { plainText } from './plainText.ts';
import { absolute, fullName, recentUserView } from './userView.ts';

export type RecentViewOptions = {
  readonly text: 'plain' | 'parsed' | 'original';
  readonly withCounters: boolean;
};

/** One item of a recent list; `undefined` for rows the portal drops after it has cut the page (api-facts 3.2). */
export function recentView(
  world: World,
  row: RecentRow,
  viewerId: number,
  options: RecentViewOptions,
): Record<string, unknown> | undefined {
  const chat = world.chats.get(row.chatId);
  const member = chat?.members.get(viewerId);
  if (chat === undefined || member === undefined) return undefined;
  const isPrivate = chat.messageType === 'P';
  const peer = isPrivate ? world.users.get(peerId(chat, viewerId)) : undefined;
  if (isPrivate && peer?.isActive !== true) return undefined;
  const last = visibleLast(chat, member.historyStartId);
  const date = isoDate(chat.lastActivityMs, world.utcOffsetMinutes);
  const head = {
    id: peer?.id ?? `chat${chat.id}`,
    chat_id: chat.id,
    type: isPrivate ? 'user' : 'chat',
    avatar: { url: absolute(world, peer?.avatar ?? chat.avatar), color: peer?.color ?? chat.color },
    title: peer === undefined ? chat.title : fullName(peer),
    message: last === undefined ? emptyMessage(date) : messagePart(world, chat, last, viewerId, options),
    counter: options.withCounters ? member.unread : undefined,
    last_id: member.lastReadId,
    pinned: row.isPinned,
    unread: row.isUnread,
    has_reminder: false,
    date_update: date,
    date_last_activity: date,
  };
  if (peer !== undefined) {
    return {
      ...head,
      user: recentUserView(world, peer),
      chat: { text_field_enabled: true, background_id: null, mute_list: muteMap(chat, viewerId) },
      ...invitation(peer),
      options: [],
    };
  }
  return {
    ...head,
    chat: recentChatView(world, chat, viewerId),
    user: authorPart(world, last),
    ...(chat.messageType === 'L'
      ? { lines: { id: chat.id, status: 0, date_create: isoDate(chat.createdMs, world.utcOffsetMinutes) } }
      : {}),
    options: [],
  };
}

/** A person without a dialog, such as one who is invited and has not registered yet. */
export function defaultUserView(world: World, user: UserRecord): Record<string, unknown> {
  const date = isoDate(user.registeredMs, world.utcOffsetMinutes);
  return {
    id: user.id,
    chat_id: 0,
    type: 'user',
    avatar: { url: absolute(world, user.avatar), color: user.color },
    title: fullName(user),
    message: emptyMessage(date),
    counter: 0,
    last_id: 0,
    pinned: false,
    unread: false,
    has_reminder: false,
    date_update: date,
    date_last_activity: date,
    user: recentUserView(world, user),
    chat: { text_field_enabled: true, background_id: null, mute_list: [] },
    ...invitation(user),
    options: { default_user_record: true },
  };
}

function invitation(user: UserRecord): Record<string, unknown> {
  if (user.invitedBy === undefined) return {};
  return { invited: { originator_id: user.invitedBy, can_resend: true } };
}

function visibleLast(chat: ChatRecord, historyStartId: number): MessageRecord | undefined {
  const last = chat.messages.at(-1);
  return last === undefined || last.id < historyStartId ? undefined : last;
}

/** `id` 0 and no `uuid` when the dialog has no visible message. */
function emptyMessage(date: string): Record<string, unknown> {
  return {
    id: 0,
    text: '',
    file: false,
    author_id: 0,
    attach: false,
    sticker: null,
    date,
    status: 'received',
  };
}

function messagePart(
  world: World,
  chat: ChatRecord,
  message: MessageRecord,
  viewerId: number,
  options: RecentViewOptions,
): Record<string, unknown> {
  const texts = { plain: plainText, parsed: messageText, original: () => message.text };
  const isRead = [...chat.members.values()].some(
    (member) => member.userId !== viewerId && member.lastReadId >= message.id,
  );
  return {
    id: message.id,
    text: texts[options.text](world, message),
    file: filePart(world, message),
    author_id: message.authorId,
    attach: attachPart(message),
    sticker: null,
    date: isoDate(message.dateMs, world.utcOffsetMinutes),
    status: message.authorId === viewerId && isRead ? 'delivered' : 'received',
    uuid: message.uuid,
  };
}

function filePart(world: World, message: MessageRecord): unknown {
  const [fileId, ...more] = message.fileIds;
  const file = world.files.get(fileId ?? 0);
  if (fileId === undefined) return false;
  return file === undefined || more.length > 0 ? true : { id: file.id, type: file.type, name: file.name };
}

function attachPart(message: MessageRecord): boolean | string {
  const attach = message.params['ATTACH'];
  if (!Array.isArray(attach)) return false;
  const first: unknown = attach[0];
  const hasDescription = typeof first === 'object' && first !== null && 'DESCRIPTION' in first;
  return hasDescription && typeof first.DESCRIPTION === 'string' ? first.DESCRIPTION : true;
}

function authorPart(world: World, message: MessageRecord | undefined): Record<string, unknown> {
  const author = world.users.get(message?.authorId ?? 0);
  return author === undefined ? { id: 0 } : recentUserView(world, author);
}
