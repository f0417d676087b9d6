import type { ChatRecord, MessageRecord } from '../records.ts';
import { isMap } from '../rest/phpValue.ts';
import { errors, RestError } from '../rest/restError.ts';
import { fileView } from '../wire/fileView.ts';
import { parseAtom } from '../wire/isoDate.ts';
import { messageViewV2 } from '../wire/messageView.ts';
import { camelUserView } from '../wire/userView.ts';
import type { Call, MethodSpec } from './call.ts';
import { authorsOf, filesOf } from './messages.ts';
import { historyStart, newestMessages, oldestMessages, requireMessageId, visibleMessage } from './resolve.ts';

export const messageSearchMethods: readonly MethodSpec[] = [
  { name: 'im.dialog.messages.search', scope: 'im', isPrivate: true, run: search },
  { name: 'im.dialog.context.get', scope: 'im', isPrivate: true, run: context },
];

const DAY_MS = 24 * 3600_000;
const MIN_TEXT = 3;

/** An empty search is the plain history in v2 form (api-facts 3.3). */
function search(call: Call): Record<string, unknown> {
  const { params } = call;
  const chat = searchedChat(call);
  const order = params.structure('ORDER');
  const isAscending = isMap(order) && order['ID'] === 'ASC';
  const asked = params.int('LIMIT');
  const limit = asked <= 0 ? 50 : Math.min(asked, 200);
  const lastId = params.int('LAST_ID');
  const isWanted = filterOf(call);
  const startId = historyStart(chat, call.userId);
  const candidates = isAscending
    ? oldestMessages(chat, Math.max(startId, lastId + 1), Infinity)
    : newestMessages(chat, { fromId: startId, belowId: lastId > 0 ? lastId : Infinity }, Infinity);
  const found: MessageRecord[] = [];
  for (const message of candidates) {
    if (found.length >= limit) break;
    if (isWanted(message)) found.push(message);
  }
  return collection(call, found);
}

function searchedChat(call: Call): ChatRecord {
  const chatId = call.params.int('CHAT_ID');
  if (chatId <= 0) throw new RestError(400, 'CHAT_ID_EMPTY', "CHAT_ID can't be empty");
  const chat = call.world.chats.get(chatId);
  if (chat === undefined || !call.world.canRead(call.userId, chat)) throw errors.accessError();
  return chat;
}

function filterOf({ params }: Call): (message: MessageRecord) => boolean {
  const text = params.text('SEARCH_MESSAGE').trim().toLowerCase();
  const dayMs = parseAtom(params.text('DATE'));
  const fromMs = dayMs ?? parseAtom(params.text('DATE_FROM')) ?? -Infinity;
  const toMs = dayMs === undefined ? (parseAtom(params.text('DATE_TO')) ?? Infinity) : dayMs + DAY_MS;
  return (message) => {
    if (message.dateMs < fromMs || message.dateMs > toMs) return false;
    if (text.length < MIN_TEXT) return true;
    return !message.isDeleted && message.text.toLowerCase().includes(text);
  };
}

function context(call: Call): Record<string, unknown> {
  const message = visibleMessage(call, requireMessageId(call));
  if (message === undefined) throw errors.accessError();
  const range = Math.min(50, Math.max(0, call.params.has('RANGE') ? call.params.int('RANGE') : 50));
  const chat = call.world.chat(message.chatId);
  const startId = historyStart(chat, call.userId);
  const before = newestMessages(chat, { fromId: startId, belowId: message.id }, range);
  const after = oldestMessages(chat, message.id + 1, range);
  return {
    ...collection(call, [...after.toReversed(), message, ...before]),
    hasPrevPage: before.length === range && range > 0,
    hasNextPage: after.length === range && range > 0,
  };
}

function collection(call: Call, messages: readonly MessageRecord[]): Record<string, unknown> {
  const { world, userId } = call;
  const shown = new Set(messages.map((message) => message.id));
  const repliedTo = messages
    .flatMap((message) => visibleMessage(call, message.replyToId ?? 0) ?? [])
    .filter((message) => !shown.has(message.id));
  const all = [...messages, ...repliedTo];
  return {
    users: authorsOf(call, all).map((user) => camelUserView(world, user)),
    files: filesOf(call, all).map((file) => fileView(world, file)),
    additionalMessages: repliedTo.map((message) => messageViewV2(world, message, userId)),
    copilot: null,
    stickers: [],
    reactions: all.flatMap((message) => reactionsOf(message, userId)),
    tariffRestrictions: { isHistoryLimitExceeded: false },
    usersShort: [],
    messages: messages.map((message) => messageViewV2(world, message, userId)),
  };
}

function reactionsOf(message: MessageRecord, viewerId: number): readonly Record<string, unknown>[] {
  if (message.likes.length === 0) return [];
  return [
    {
      messageId: message.id,
      reactionCounters: { like: message.likes.length },
      reactionUsers: { like: message.likes },
      ownReactions: message.likes.includes(viewerId) ? ['like'] : [],
    },
  ];
}
