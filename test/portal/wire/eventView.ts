// Payloads of im.v2.Event as they are stored when something happens (api-facts 3.9).
import type { ChatRecord, MessageRecord, UserRecord } from '../records.ts';
import { wireDialogId } from '../methods/resolve.ts';
import type { World } from '../world.ts';
import { chatView } from './chatView.ts';
import { messageViewV2 } from './messageView.ts';
import { camelCased, camelUserView } from './userView.ts';

/** What a reader of the page of its own may do differs from reader to reader, so it is left out. */
const PERSONAL_CHAT_KEYS = ['role', 'muteList', 'dateCreate', 'userCounter', 'restrictions', 'public'];
const MESSAGE_KEYS = [
  'id',
  'chatId',
  'authorId',
  'date',
  'text',
  'isSystem',
  'uuid',
  'forward',
  'params',
  'viewedByOthers',
];
const UNKNOWN_USER_KEYS = ['network', 'botData', 'avatarHr'];

export function eventMessageView(
  world: World,
  message: MessageRecord,
  viewerId: number,
): Record<string, unknown> {
  const view = messageViewV2(world, message, viewerId);
  return { ...Object.fromEntries(MESSAGE_KEYS.map((key) => [key, view[key]])), uuid: message.uuid ?? '' };
}

export function eventChatView(world: World, chat: ChatRecord, viewerId: number): Record<string, unknown> {
  const view = without(camelCased(chatView(world, chat, viewerId)), PERSONAL_CHAT_KEYS);
  return {
    ...view,
    dialogId: String(wireDialogId(chat, viewerId)),
    name: chat.title,
    description: chat.description ?? '',
    containsCollaber: false,
    diskFolderId: chat.diskFolderId,
    isNew: false,
    permissions: camelCased(view['permissions'] as Record<string, unknown>),
    textFieldEnabled: 'Y',
  };
}

/** The system has no user object of its own. */
export function eventUserView(world: World, user: UserRecord | undefined): Record<string, unknown> {
  if (user === undefined) return { id: 0 };
  const view = without(camelUserView(world, user), UNKNOWN_USER_KEYS);
  return {
    ...view,
    idle: false,
    lastActivityDate: false,
    mobileLastDate: false,
    desktopLastDate: false,
    type: view['type'] === 'user' ? 'employee' : view['type'],
  };
}

function without(view: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(view).filter(([key]) => !keys.includes(key)));
}
