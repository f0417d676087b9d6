import { isOpenToAll } from '../chatTypes.ts';
import type { ChatRecord, DepartmentRecord, UserRecord } from '../records.ts';
import { errors, RestError } from '../rest/restError.ts';
import { chatView, dialogView, muteMap } from '../wire/chatView.ts';
import { absolute, fullName, searchUserView, userView } from '../wire/userView.ts';
import { cutPage, pageOf, type Call, type MethodSpec, type Paged } from './call.ts';
import { findDialog, parseDialogId, peerId } from './resolve.ts';
import { mayMeet } from './users.ts';

export const finderMethods: readonly MethodSpec[] = [
  { name: 'im.search.user.list', scope: 'im', run: userList },
  { name: 'im.search.user', scope: 'im', isPrivate: true, run: userList },
  { name: 'im.search.chat.list', scope: 'im', run: chatList },
  { name: 'im.search.chat', scope: 'im', isPrivate: true, run: chatList },
  { name: 'im.search.department.list', scope: 'im', run: departmentList },
  { name: 'im.search.department', scope: 'im', isPrivate: true, run: departmentList },
  { name: 'im.department.employees.get', scope: 'im', run: employees },
  { name: 'im.search.last.get', scope: 'im', run: lastGet },
  { name: 'im.search.last.add', scope: 'im', run: lastAdd },
  { name: 'im.search.last.delete', scope: 'im', run: lastDelete },
];

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 50;
const SHORT_CHAT_KEYS = [
  'id',
  'name',
  'owner',
  'extranet',
  'avatar',
  'color',
  'type',
  'entity_type',
  'entity_id',
  'entity_data_1',
  'entity_data_2',
  'entity_data_3',
  'date_create',
  'message_type',
] as const;
const MIN_FIND = 2;

/** A map keyed by id: readers get integer keys in ascending order, whatever the server sorted by. */
function userList(call: Call): Paged {
  const { world } = call;
  const words = requireFind(call.params.text('FIND')).split(/\s+/);
  const found = [...world.users.values()].filter((user) => {
    const names = `${fullName(user)} ${user.position}`.toLowerCase();
    return user.isActive && mayMeet(call, user) && words.every((word) => startsAWord(names, word));
  });
  return cutPage(found, pageOf(call, DEFAULT_LIMIT, MAX_LIMIT), (page) =>
    Object.fromEntries(page.map((user) => [String(user.id), searchUserView(world, user)])),
  );
}

/** Own chats and open ones, the youngest first. */
function chatList(call: Call): Paged {
  const { world, userId, params } = call;
  const isLines = !params.has('FIND') && params.has('FIND_LINES');
  const find = requireFind(params.text(isLines ? 'FIND_LINES' : 'FIND'));
  const chats = new Set<ChatRecord>(world.chatsOf(userId));
  if (!call.user.isExtranet) {
    for (const chat of world.chats.values()) if (isOpenToAll(chat.messageType)) chats.add(chat);
  }
  const found = [...chats]
    .filter(
      (chat) => chat.messageType !== 'P' && chat.parentChatId === 0 && (chat.messageType === 'L') === isLines,
    )
    .filter((chat) => chat.title.toLowerCase().includes(find))
    .sort((a, b) => b.id - a.id);
  return cutPage(found, pageOf(call, DEFAULT_LIMIT, MAX_LIMIT), (page) =>
    page.map((chat) => dialogView(world, chat, userId)),
  );
}

function departmentList(call: Call): Paged {
  const { world, params } = call;
  if (!params.has('FIND')) throw errors.findShort();
  const find = params.text('FIND').trim().toLowerCase();
  const found = [...world.departments.values()].filter(
    (department) =>
      find.length < MIN_FIND || startsAWord(fullDepartmentName(call, department).toLowerCase(), find),
  );
  return cutPage(found, pageOf(call, DEFAULT_LIMIT, MAX_LIMIT), (page) =>
    page.map((department) => {
      const manager = world.users.get(department.managerId);
      return {
        id: department.id,
        name: department.name,
        full_name: fullDepartmentName(call, department),
        manager_user_id: department.managerId,
        ...(params.isYes('USER_DATA') && manager !== undefined
          ? { manager_user_data: userView(world, manager) }
          : {}),
      };
    }),
  );
}

function lastGet(call: Call): readonly unknown[] {
  const { world, userId, params } = call;
  return (world.lastSearched.get(userId) ?? []).flatMap((chatId) => {
    const chat = world.chats.get(chatId);
    if (chat === undefined || !chat.members.has(userId)) return [];
    if (chat.messageType === 'P') {
      const peer = world.users.get(peerId(chat, userId));
      return peer === undefined || params.isYes('SKIP_DIALOG') ? [] : [lastUser(call, peer)];
    }
    const isSkipped = params.isYes(chat.messageType === 'L' ? 'SKIP_OPENLINES' : 'SKIP_CHAT');
    return isSkipped ? [] : [lastChat(call, chat)];
  });
}

function lastUser({ world }: Call, user: UserRecord): Record<string, unknown> {
  return {
    id: user.id,
    type: 'user',
    avatar: { url: absolute(world, user.avatar), color: user.color },
    title: fullName(user),
    user: userView(world, user),
  };
}

/** The chat here is the short one of old: no roles, restrictions and permissions. */
function lastChat({ world, userId }: Call, chat: ChatRecord): Record<string, unknown> {
  const view = chatView(world, chat, userId);
  return {
    id: `chat${chat.id}`,
    type: 'chat',
    avatar: { url: absolute(world, chat.avatar), color: chat.color },
    title: chat.title,
    chat: {
      ...Object.fromEntries(SHORT_CHAT_KEYS.map((key) => [key, view[key]])),
      mute_list: muteMap(chat, userId),
    },
  };
}

function lastAdd(call: Call): boolean {
  return changeLast(call, (chatIds, chatId) => [chatId, ...chatIds.filter((id) => id !== chatId)]);
}

function lastDelete(call: Call): boolean {
  return changeLast(call, (chatIds, chatId) => chatIds.filter((id) => id !== chatId));
}

function changeLast(call: Call, change: (chatIds: readonly number[], chatId: number) => number[]): boolean {
  const id = parseDialogId(call.params.text('DIALOG_ID'));
  if (id === undefined) throw errors.dialogIdEmpty();
  const chat = findDialog(call, id);
  if (chat === undefined || !call.world.canRead(call.userId, chat)) return false;
  const { lastSearched } = call.world;
  lastSearched.set(call.userId, change(lastSearched.get(call.userId) ?? [], chat.id));
  return true;
}

function requireFind(text: string): string {
  const find = text.trim().toLowerCase();
  if ([...find].length < MIN_FIND) throw errors.findShort();
  return find;
}

function startsAWord(text: string, word: string): boolean {
  return ` ${text}`.includes(` ${word}`);
}

/** As maps from department to people; whoever is asked for twice stands in both. */
function employees(call: Call): Record<string, readonly unknown[]> {
  const { world, params, user: asking } = call;
  if (asking.isExtranet || asking.isBot) {
    throw new RestError(403, 'ACCESS_ERROR', 'Only intranet users have access to this method');
  }
  const departmentIds = params.ints('ID')?.filter((id) => id > 0) ?? [];
  if (departmentIds.length === 0) throw new RestError(400, 'ID_EMPTY', "Department ID can't be empty");
  const hasData = params.isYes('USER_DATA');
  return Object.fromEntries(
    departmentIds.map((departmentId) => {
      const found = [...world.users.values()].filter(
        (user) => user.isActive && user.departments.includes(departmentId),
      );
      return [departmentId, found.map((user) => (hasData ? userView(world, user) : user.id))];
    }),
  );
}

function fullDepartmentName({ world }: Call, department: DepartmentRecord): string {
  const names: string[] = [];
  for (
    let at: DepartmentRecord | undefined = department;
    at !== undefined && names.length < 20;
    at = at.parentId === undefined ? undefined : world.departments.get(at.parentId)
  ) {
    names.push(at.name);
  }
  return names.join(' / ');
}
