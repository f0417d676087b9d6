import { isOpenToAll } from '../chatTypes.ts';
import type { ChatRecord, UserRecord } from '../records.ts';
import { firstIndexFrom } from '../messageIndex.ts';
import { errors, RestError } from '../rest/restError.ts';
import { fullDialogView } from '../wire/chatView.ts';
import { userView } from '../wire/userView.ts';
import { cutPage, pageOf, type Call, type MethodSpec } from './call.ts';
import {
  findDialog,
  parseDialogId,
  requireDialog,
  requireDialogOrChat,
  requireMessageId,
  wireDialogId,
} from './resolve.ts';

export const dialogMethods: readonly MethodSpec[] = [
  { name: 'im.dialog.get', scope: 'im', run: dialogGet },
  { name: 'im.dialog.read', scope: 'im', run: read },
  { name: 'im.dialog.unread', scope: 'im', run: unread },
  { name: 'im.dialog.read.all', scope: 'im', run: readAll },
  { name: 'im.dialog.readAll', scope: 'im', isPrivate: true, run: readAll },
  { name: 'im.dialog.writing', scope: 'im', run: writing },
  { name: 'im.dialog.users.list', scope: 'im', run: usersList },
  { name: 'im.dialog.users.get', scope: 'im', isPrivate: true, run: usersList },
  { name: 'im.chat.user.list', scope: 'im', run: chatUserList },
];

const MAX_CHAT_COUNTER = 100;

export function dialogGet(call: Call): Record<string, unknown> {
  const chat = requireDialog(call);
  return { ...fullDialogView(call.world, chat, call.userId), dialog_id: call.params.value('DIALOG_ID') };
}

/** @returns what is read now, or false when there was nothing to read or no access */
function read(call: Call): unknown {
  const { world, userId, params } = call;
  if (params.text('DIALOG_ID') === 'notify') return true;
  const id = parseDialogId(params.text('DIALOG_ID'));
  if (id === undefined) throw errors.dialogIdEmpty();
  const chat = findDialog(call, id);
  const member = chat?.members.get(userId);
  if (chat === undefined || member === undefined) return false;

  const upTo = params.int(params.has('MESSAGE_ID') ? 'MESSAGE_ID' : 'LAST_ID');
  const lastId = upTo > 0 ? lastIdUpTo(chat, upTo) : (chat.messages.at(-1)?.id ?? 0);
  const isMarked = world.recents(userId).get(chat.id)?.isUnread === true;
  if (lastId <= member.lastReadId && !isMarked) return false;
  if (lastId > member.lastReadId) world.setLastRead(userId, chat.id, lastId);
  if (isMarked) world.setUnreadMark(userId, chat.id, false);
  return {
    dialogId: wireDialogId(chat, userId),
    chatId: chat.id,
    lastId: member.lastReadId,
    counter: chat.messageType === 'P' ? member.unread : Math.min(member.unread, MAX_CHAT_COUNTER),
  };
}

function unread(call: Call): boolean {
  const messageId = requireMessageId(call);
  const id = parseDialogId(call.params.text('DIALOG_ID'));
  if (id === undefined) throw errors.dialogIdEmpty();
  const chat = findDialog(call, id);
  if (chat?.members.has(call.userId) === true) {
    call.world.setLastRead(call.userId, chat.id, lastIdUpTo(chat, messageId - 1));
  }
  return true;
}

/** The largest id of the chat that is not above `id`, 0 when there is none. */
function lastIdUpTo(chat: ChatRecord, id: number): number {
  return chat.messages[firstIndexFrom(chat.messages, id + 1) - 1]?.id ?? 0;
}

function readAll({ world, userId }: Call): boolean {
  for (const chat of world.chatsOf(userId)) {
    if ((chat.members.get(userId)?.unread ?? 0) > 0) world.readAll(userId, chat.id);
    if (world.recents(userId).get(chat.id)?.isUnread === true) world.setUnreadMark(userId, chat.id, false);
  }
  return true;
}

function writing(call: Call): boolean {
  const id = call.params.text('DIALOG_ID');
  if (Number(id) === call.userId) throw errors.accessError();
  requireDialogOrChat(call);
  return true;
}

function usersList(call: Call): unknown {
  const { world, params } = call;
  const chat = requireDialog(call);
  const external = params.text('SKIP_EXTERNAL_EXCEPT_TYPES').split(',');
  const users = [...chat.members.keys()]
    .map((userId) => world.users.get(userId))
    .filter((user): user is UserRecord => user?.isActive === true)
    .filter((user) => {
      const isExternal = !['default', 'socservices'].includes(user.externalAuthId);
      return !params.isYes('SKIP_EXTERNAL') || !isExternal || external.includes(user.externalAuthId);
    });
  const page = pageOf(call, 50, 200);
  const view = (items: readonly UserRecord[]): unknown => items.map((user) => userView(world, user));
  if (!params.has('LAST_ID')) return cutPage(users, page, view);
  const lastId = params.int('LAST_ID');
  return view(
    users
      .filter((user) => user.id > lastId)
      .sort((a, b) => a.id - b.id)
      .slice(0, page.limit),
  );
}

/** `[]` without access, except that the general chat says so. */
function chatUserList(call: Call): readonly number[] {
  const { world, params, userId } = call;
  const dialogId = params.has('CHAT_ID') ? undefined : parseDialogId(params.text('DIALOG_ID'));
  const chatId = dialogId?.kind === 'chat' ? dialogId.chatId : params.int('CHAT_ID');
  if (chatId <= 0) throw errors.chatIdEmpty();
  const chat = world.chats.get(chatId);
  if (chat === undefined) return [];
  if (chat.entityType === 'GENERAL' && !world.canRead(userId, chat)) {
    throw new RestError(403, 'ACCESS_ERROR', "You don't have access to this chat");
  }
  if (!chat.members.has(userId) && !isOpenToAll(chat.messageType)) return [];
  return [...chat.members.keys()];
}
