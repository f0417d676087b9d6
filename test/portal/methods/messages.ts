import type { ChatRecord, FileRecord, Member, MessageRecord, UserRecord } from '../records.ts';
import { toInt } from '../rest/phpValue.ts';
import { RestError } from '../rest/restError.ts';
import { fileView } from '../wire/fileView.ts';
import { messageView } from '../wire/messageView.ts';
import { userView } from '../wire/userView.ts';
import type { Call, MethodSpec } from './call.ts';
import { newestMessages, oldestMessages, requireDialogOrChat } from './resolve.ts';

export const messageMethods: readonly MethodSpec[] = [
  { name: 'im.dialog.messages.get', scope: 'im', run: messagesGet },
];

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 50;

type Slice = {
  readonly messages: readonly MessageRecord[];
  /** The part whose authors and files come along. */
  readonly described: readonly MessageRecord[];
};

function messagesGet(call: Call): Record<string, unknown> {
  const { world, params, features, userId } = call;
  const chat = requireDialogOrChat(call);
  const firstId = optionalId(call, 'FIRST_ID');
  const lastId = optionalId(call, 'LAST_ID');
  const member = chat.members.get(userId);
  const { messages, described } = sliceOf(call, chat, member, firstId, lastId);
  return {
    chat_id: chat.id,
    messages: messages.map((message) => ({
      ...messageView(world, features, message, member),
      ...(params.isYes('CONVERT_TEXT') ? { text_converted: convertedText(message.text) } : {}),
    })),
    users: authorsOf(call, described).map((user) => userView(world, user)),
    files: filesOf(call, described).map((file) => fileView(world, file)),
  };
}

/** Which messages a request gets (api-facts 3.3). */
function sliceOf(
  call: Call,
  chat: ChatRecord,
  member: Member | undefined,
  firstId: number | undefined,
  lastId: number | undefined,
): Slice {
  const limit = limitOf(call);
  const startId = member?.historyStartId ?? 0;
  const whole = (messages: readonly MessageRecord[]): Slice => ({ messages, described: messages });

  if (firstId !== undefined) return whole(oldestMessages(chat, Math.max(startId, firstId + 1), limit));
  if (lastId !== undefined) {
    // LAST_ID=0 counts as given and filters nothing.
    const belowId = lastId > 0 ? lastId : Infinity;
    return whole(newestMessages(chat, { fromId: startId, belowId }, limit));
  }
  const unread = member?.unread ?? 0;
  if (member === undefined || unread === 0) {
    return whole(newestMessages(chat, { fromId: startId, belowId: Infinity }, limit));
  }
  // With more unread than a page holds, the oldest of them come and the newest are missing.
  const unreadFrom = Math.max(startId, member.lastReadId + 1);
  const unreadPart =
    unread > limit
      ? oldestMessages(chat, unreadFrom, limit).toReversed()
      : newestMessages(chat, { fromId: unreadFrom, belowId: Infinity }, Infinity);
  const readPart = newestMessages(chat, { fromId: startId, belowId: unreadFrom }, limit);
  return { messages: [...unreadPart, ...readPart], described: unreadPart };
}

/** Zero and negative numbers pass unchecked and lift the limit. */
function limitOf({ params }: Call): number {
  if (!params.has('LIMIT')) return DEFAULT_LIMIT;
  const limit = params.int('LIMIT');
  return limit > 0 ? Math.min(limit, MAX_LIMIT) : Infinity;
}

function optionalId({ params, features }: Call, name: 'FIRST_ID' | 'LAST_ID'): number | undefined {
  const raw = params.value(name);
  if (raw === undefined) return undefined;
  if (typeof raw !== 'number' && !/^\s*-?\d+\s*$/.test(params.text(name))) {
    const words = name === 'FIRST_ID' ? 'First' : 'Last';
    throw new RestError(400, `${name}_STRING`, `${words} ID can't be string`);
  }
  const id = toInt(raw);
  return name === 'LAST_ID' && id <= 0 && !features.lastIdZero ? undefined : id;
}

/** Authors, and those who wrote in the threads below the messages; nobody else. */
export function authorsOf({ world }: Call, messages: readonly MessageRecord[]): readonly UserRecord[] {
  const ids = new Set<number>();
  for (const message of messages) {
    ids.add(message.authorId);
    const threadAuthors = message.params['CHAT_USER'];
    if (Array.isArray(threadAuthors)) for (const id of threadAuthors) ids.add(Number(id));
  }
  return [...ids].flatMap((id) => world.users.get(id) ?? []);
}

export function filesOf({ world, userId }: Call, messages: readonly MessageRecord[]): readonly FileRecord[] {
  return messages.flatMap((message) =>
    message.fileIds.flatMap((id) => {
      const file = world.files.get(id);
      return file === undefined || file.chatId !== message.chatId || !world.disk.canSee(userId, id)
        ? []
        : [file];
    }),
  );
}

function convertedText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\[(\/?)([bius])\]/gi, (_, slash: string, tag: string) => `<${slash}${tag.toLowerCase()}>`)
    .replaceAll('\n', '<br />');
}
