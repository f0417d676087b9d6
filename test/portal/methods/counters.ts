import type { ChatRecord } from '../records.ts';
import type { Call, MethodSpec } from './call.ts';
import { peerId } from './resolve.ts';

export const counterMethods: readonly MethodSpec[] = [
  { name: 'im.counters.get', scope: 'im', readsExactNames: true, run: countersGet },
];

type Kind = 'CHAT' | 'LINES' | 'DIALOG' | 'COPILOT' | 'COLLAB' | 'TASKS_TASK';
type Counts = Record<string, number>;

/** Every empty map goes out as `[]`; DIALOG maps are keyed by user id, the others by chat id (api-facts 3.2). */
function countersGet({ world, userId, params }: Call): Record<string, unknown> {
  const totals: Record<Kind, number> = { CHAT: 0, LINES: 0, DIALOG: 0, COPILOT: 0, COLLAB: 0, TASKS_TASK: 0 };
  const maps: Record<string, Counts> = {};
  const put = (map: string, id: number, value: number): void => {
    (maps[map] ??= {})[String(id)] = value;
  };
  const comments: Record<string, Counts> = {};
  const rows = world.recents(userId);

  for (const chat of world.chatsOf(userId)) {
    const member = chat.members.get(userId);
    if (member === undefined) continue;
    if (chat.parentChatId !== 0) {
      if (member.unread > 0) (comments[String(chat.parentChatId)] ??= {})[String(chat.id)] = member.unread;
      continue;
    }
    const kind = kindOf(chat);
    const id = kind === 'DIALOG' ? peerId(chat, userId) : chat.id;
    const isMarked = rows.get(chat.id)?.isUnread === true;
    if (isMarked && kind !== 'LINES') put(`${kind}_UNREAD`, id, id);
    if (member.isMuted && kind !== 'DIALOG') {
      if (member.unread > 0) put('CHAT_MUTED', id, member.unread);
      continue;
    }
    if (member.unread > 0) put(kind, id, member.unread);
    totals[kind] += member.unread > 0 ? member.unread : Number(isMarked);
  }

  const messenger = totals.CHAT + totals.DIALOG + totals.COPILOT + totals.COLLAB;
  const notices = world.notices.unreadOf(userId);
  const result: Record<string, unknown> = {
    TYPE: {
      ALL: messenger + totals.LINES + totals.TASKS_TASK + notices,
      NOTIFY: notices,
      CHAT: totals.CHAT,
      LINES: totals.LINES,
      DIALOG: totals.DIALOG,
      MESSENGER: messenger,
      COPILOT: totals.COPILOT,
      COLLAB: totals.COLLAB,
      TASKS_TASK: totals.TASKS_TASK,
    },
    CHANNEL_COMMENT: comments,
  };
  for (const name of MAPS) result[name] = maps[name] ?? {};
  return params.value('JSON') === 'Y' ? camelNames(result) : result;
}

const MAPS = [
  'CHAT',
  'CHAT_MUTED',
  'CHAT_UNREAD',
  'LINES',
  'DIALOG',
  'DIALOG_UNREAD',
  'COPILOT',
  'COPILOT_UNREAD',
  'COLLAB',
  'COLLAB_UNREAD',
  'TASKS_TASK',
  'TASKS_TASK_UNREAD',
];

function kindOf(chat: ChatRecord): Kind {
  if (chat.entityType === 'TASKS_TASK') return 'TASKS_TASK';
  switch (chat.messageType) {
    case 'P':
      return 'DIALOG';
    case 'L':
      return 'LINES';
    case 'A':
      return 'COPILOT';
    case 'B':
      return 'COLLAB';
    default:
      return 'CHAT';
  }
}

function camelNames(result: Record<string, unknown>): Record<string, unknown> {
  const camel = (name: string): string =>
    name.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    Object.entries(result).map(([name, value]) => [
      camel(name),
      name === 'TYPE'
        ? Object.fromEntries(Object.entries(value as Counts).map(([type, count]) => [camel(type), count]))
        : value,
    ]),
  );
}
