import { isOpenToAll } from '../chatTypes.ts';
import { firstIndexFrom } from '../messageIndex.ts';
import type { ChatRecord, Member } from '../records.ts';
import type { World } from '../world.ts';
import { isoDate } from './isoDate.ts';
import { absolute, fullName } from './userView.ts';

export type Restriction =
  'avatar' | 'rename' | 'extend' | 'call' | 'mute' | 'leave' | 'leave_owner' | 'send' | 'user_list';

const ALL_ALLOWED: Readonly<Record<Restriction, boolean>> = {
  avatar: true,
  rename: true,
  extend: true,
  call: true,
  mute: true,
  leave: true,
  leave_owner: true,
  send: true,
  user_list: true,
};

const BY_ENTITY: Readonly<Record<string, Partial<Record<Restriction, boolean>>>> = {
  CRM: { avatar: false, rename: false, leave_owner: false },
  SONET_GROUP: { avatar: false, rename: false, extend: false, leave: false, leave_owner: false },
  GENERAL: { avatar: false, extend: false, leave: false, leave_owner: false },
  ANNOUNCEMENT: { send: false },
};

/** What a kind of chat lets its members do. */
export function restrictionsOf(chat: ChatRecord): Readonly<Record<Restriction, boolean>> {
  return { ...ALL_ALLOWED, ...BY_ENTITY[chat.entityType] };
}

/** In channels only owner and managers write. */
export function canPost(chat: ChatRecord, member: Member | undefined): boolean {
  if (member === undefined) return isOpenToAll(chat.messageType) && chat.messageType !== 'J';
  if (!restrictionsOf(chat).send) return member.role !== 'member';
  return !isChannel(chat) || member.role !== 'member';
}

/** Fields that recent rows, dialogs and searches share; `role` is upper case in recent rows only. */
export function chatView(world: World, chat: ChatRecord, viewerId: number): Record<string, unknown> {
  return {
    id: chat.id,
    parent_chat_id: chat.parentChatId,
    parent_message_id: chat.parentMessageId,
    name: chat.messageType === 'P' ? null : chat.title,
    owner: chat.ownerId,
    extranet: [...chat.members.keys()].some((id) => world.users.get(id)?.isExtranet === true),
    avatar: absolute(world, chat.avatar),
    color: chat.color,
    type: chat.type,
    entity_type: chat.entityType,
    entity_id: chat.entityId,
    entity_data_1: chat.entityData[0],
    entity_data_2: chat.entityData[1],
    entity_data_3: chat.entityData[2],
    date_create: isoDate(chat.createdMs, world.utcOffsetMinutes),
    message_type: chat.messageType,
    user_counter: chat.members.size,
    restrictions: restrictionsOf(chat),
    role: roleOf(chat, viewerId),
    text_field_enabled: true,
    background_id: null,
    entity_link: entityLink(chat),
    permissions: {
      manage_users_add: 'member',
      manage_users_delete: 'manager',
      manage_ui: 'member',
      manage_settings: 'owner',
      manage_messages: isChannel(chat) ? 'manager' : 'member',
      can_post: isChannel(chat) || !restrictionsOf(chat).send ? 'manager' : 'member',
    },
    public: '',
  };
}

export function recentChatView(world: World, chat: ChatRecord, viewerId: number): Record<string, unknown> {
  const view = chatView(world, chat, viewerId);
  return {
    ...view,
    contains_collaber: false,
    mute_list: muteMap(chat, viewerId),
    manager_list: managersOf(chat),
    role: roleOf(chat, viewerId).toUpperCase(),
  };
}

/** `[]`, or the viewer alone: `{"7": true}`. */
export function muteMap(chat: ChatRecord, viewerId: number): Record<string, boolean> | readonly never[] {
  return chat.members.get(viewerId)?.isMuted === true ? { [viewerId]: true } : [];
}

/** im.search.chat.list; im.dialog.get adds read marks to it. */
export function dialogView(world: World, chat: ChatRecord, viewerId: number): Record<string, unknown> {
  const member = chat.members.get(viewerId);
  const lastReadId = member?.lastReadId ?? 0;
  const entityPath = chat.entityType === 'SONET_GROUP' ? '/workgroups/group/#ID#/' : '';
  return {
    ...chatView(world, chat, viewerId),
    description: chat.description,
    restrictions: {
      ...restrictionsOf(chat),
      ...(chat.entityType === ''
        ? {}
        : { path: entityPath, path_title: entityPath === '' ? '' : 'Go to group' }),
    },
    counter: member?.unread ?? 0,
    message_count: chat.messages.length,
    unread_id: firstUnreadId(chat, member),
    last_message_id: chat.messages.at(-1)?.id ?? 0,
    last_id: lastReadId,
    marked_id: world.recents(viewerId).get(chat.id)?.markedId ?? 0,
    disk_folder_id: chat.diskFolderId,
    mute_list: member?.isMuted === true ? [viewerId] : [],
    is_new: false,
  };
}

export function fullDialogView(world: World, chat: ChatRecord, viewerId: number): Record<string, unknown> {
  const last = chat.messages.at(-1);
  const others = [...chat.members.values()].filter(
    (member) => member.userId !== viewerId && world.users.get(member.userId)?.isActive === true,
  );
  const viewers =
    last === undefined || last.authorId !== viewerId
      ? []
      : others.filter((member) => member.lastReadId >= last.id);
  const nameOf = (userId: number): string => fullName(world.user(userId));
  const dateOf = (ms: number | undefined): string | null =>
    ms === undefined ? null : isoDate(ms, world.utcOffsetMinutes);
  return {
    ...dialogView(world, chat, viewerId),
    readed_list: others.map((member) => ({
      user_id: member.userId,
      user_name: nameOf(member.userId),
      message_id: member.lastReadId,
      date: dateOf(member.lastReadMs),
    })),
    manager_list: managersOf(chat),
    last_message_views: {
      message_id: last?.id ?? 0,
      first_viewers: viewers.slice(0, 1).map((member) => ({
        user_id: member.userId,
        user_name: nameOf(member.userId),
        date: dateOf(member.lastReadMs),
      })),
      count_of_viewers: Math.max(0, viewers.length - 1),
    },
  };
}

function isChannel(chat: ChatRecord): boolean {
  return chat.messageType === 'N' || chat.messageType === 'J';
}

function managersOf(chat: ChatRecord): readonly number[] {
  return [...chat.members.values()]
    .filter((member) => member.role !== 'member')
    .map((member) => member.userId);
}

function roleOf(chat: ChatRecord, viewerId: number): string {
  return chat.members.get(viewerId)?.role ?? (isOpenToAll(chat.messageType) ? 'guest' : 'none');
}

function firstUnreadId(chat: ChatRecord, member: Member | undefined): number {
  if (member === undefined || member.unread === 0) return 0;
  for (const message of chat.messages.slice(firstIndexFrom(chat.messages, member.lastReadId + 1))) {
    if (message.authorId !== member.userId && !message.isSilent) return message.id;
  }
  return 0;
}

function entityLink(chat: ChatRecord): Record<string, string> {
  switch (chat.entityType) {
    case 'CRM': {
      const [type = '', id = ''] = chat.entityId.split('|');
      return { type, url: `/crm/${type.toLowerCase()}/details/${id}/`, id: chat.entityId };
    }
    case 'SONET_GROUP':
      return { type: 'SONET_GROUP', url: `/workgroups/group/${chat.entityId}/`, id: chat.entityId };
    case 'TASKS':
    case 'TASKS_TASK':
      return {
        type: 'TASKS',
        url: `/company/personal/user/${chat.ownerId}/tasks/task/view/${chat.entityId}/`,
        id: chat.entityId,
      };
    default:
      return { type: '', url: '', id: '' };
  }
}
