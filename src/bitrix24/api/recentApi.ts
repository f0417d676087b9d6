import * as v from 'valibot';
import type { Dialog, DialogKind, LastMessage } from '../../model/dialog.ts';
import { parseDialogId } from '../../model/dialogId.ts';
import type { User } from '../../model/user.ts';
import type { Command } from '../rest/batch.ts';
import { canWriteIn, chatDecoder, isMutedFor } from './chatDecoder.ts';
import { dialogKindOf } from './dialogKind.ts';
import { userDecoder } from './userDecoder.ts';
import {
  count,
  decodeRows,
  decodeWhole,
  flag,
  list,
  maybeDate,
  maybeText,
  picture,
  readInteger,
  text,
  type DecodeContext,
} from './wire.ts';

const METHOD = 'im.recent.list';
const LARGEST_PAGE = 200;

export interface PageOptions {
  /** Where the page begins; 0 for the first. */
  readonly offset: number;
  /** 1 to 200. */
  readonly limit: number;
}

export interface RecentPage {
  /** In the portal's order. May be fewer than asked for, or none, while there is more (api-facts 3.2). */
  readonly dialogs: readonly Dialog[];
  /** The peers, and the authors of last messages. */
  readonly users: readonly User[];
  readonly hasMore: boolean;
  /** Counted in rows the portal looked at, not in rows it gave. */
  readonly nextOffset: number;
}

/** The dialog list (api-facts 3.2). */
export function recentListCommand(page: PageOptions): Command {
  return { method: METHOD, params: { OFFSET: page.offset, LIMIT: pageSize(page.limit) } };
}

export function decodeRecentPage(result: unknown, page: PageOptions, context: DecodeContext): RecentPage {
  const { items, hasMore, hasMorePages } = decodeWhole(pageDecoder, result, METHOD);
  const rows = decodeRows(rowDecoder, items, 'dialog', context.logger);
  const people = decodeRows(
    userDecoder,
    rows.flatMap(({ user }) => (user !== null && user.id > 0 ? user.raw : [])),
    'user',
    context.logger,
  );
  const users = new Map(people.map((user) => [user.id, user]));
  const dialogs = new Map<string, Dialog>();
  for (const row of rows) {
    const dialog = toDialog(row, users, context.ownUserId);
    if (!dialogs.has(dialog.id)) dialogs.set(dialog.id, dialog);
  }
  return {
    dialogs: [...dialogs.values()],
    users: [...users.values()],
    hasMore: hasMore || hasMorePages,
    nextOffset: page.offset + pageSize(page.limit),
  };
}

function pageSize(limit: number): number {
  return Math.min(Math.max(Math.trunc(limit), 1), LARGEST_PAGE);
}

const pageDecoder = v.object({ items: list, hasMore: flag, hasMorePages: flag });

const messageDecoder = v.object({
  id: count,
  text,
  author_id: count,
  date: maybeDate,
  uuid: maybeText,
  // `false`, `true` or the file.
  file: v.optional(v.unknown(), null),
});

const maybeRecord = v.optional(v.nullable(v.unknown()), null);

const rowDecoder = v.object({
  id: v.pipe(
    v.unknown(),
    v.transform((value) => parseDialogId(value)),
    v.string(),
  ),
  chat_id: count,
  avatar: v.fallback(v.object({ color: maybeText, url: picture }), { color: undefined, url: undefined }),
  title: maybeText,
  message: v.fallback(v.optional(messageDecoder), undefined),
  counter: count,
  last_id: count,
  pinned: flag,
  unread: flag,
  date_update: maybeDate,
  date_last_activity: maybeDate,
  user: v.pipe(
    maybeRecord,
    v.transform((raw) => {
      const id = typeof raw === 'object' && raw !== null && 'id' in raw ? readInteger(raw.id) : undefined;
      return id === undefined ? null : { id, raw };
    }),
  ),
  chat: v.fallback(v.optional(chatDecoder), undefined),
});

type Row = v.InferOutput<typeof rowDecoder>;

function toDialog(row: Row, users: ReadonlyMap<number, User>, ownUserId: number): Dialog {
  const { id, chat, message } = row;
  // In a private dialog `user` is the peer; in a group it is the author of the last message (api-facts 3.2).
  const isPrivate = /^\d+$/.test(id);
  const user = users.get(row.user?.id ?? 0);
  const date = message?.date ?? row.date_last_activity ?? row.date_update ?? 0;
  const author = user !== undefined && user.id === message?.author_id ? user.name : undefined;
  return {
    id,
    chatId: row.chat_id,
    kind: isPrivate
      ? privateKind(id, user, ownUserId)
      : dialogKindOf(chat?.type ?? '', chat?.message_type ?? ''),
    title: row.title ?? chat?.name ?? (isPrivate ? user?.name : undefined) ?? id,
    color: row.avatar.color ?? chat?.color ?? (isPrivate ? user?.color : undefined),
    ...avatarOf(row.avatar.url ?? chat?.avatar),
    unread: row.counter,
    isMarkedUnread: row.unread,
    isPinned: row.pinned,
    isMuted: isMutedFor(ownUserId, chat?.mute_list),
    canWrite: chat === undefined || canWriteIn(chat),
    lastReadId: row.last_id,
    lastMessage: message && lastMessage(message, date, author),
    lastActivityAt: row.date_last_activity ?? row.date_update ?? date,
    memberCount: isPrivate ? undefined : chat?.user_counter,
    peerStatus: isPrivate ? user?.status : undefined,
  };
}

function avatarOf(avatarUrl: string | undefined): Pick<Dialog, 'avatarUrl'> {
  return avatarUrl ? { avatarUrl } : {};
}

function lastMessage(
  message: v.InferOutput<typeof messageDecoder>,
  date: number,
  authorName: string | undefined,
): LastMessage {
  return {
    id: message.id,
    text: message.text,
    authorId: message.author_id,
    authorName,
    date,
    uuid: message.uuid?.toLowerCase(),
    hasFile: message.file === true || (typeof message.file === 'object' && message.file !== null),
  };
}

function privateKind(dialogId: string, peer: User | undefined, ownUserId: number): DialogKind {
  if (dialogId === String(ownUserId)) return 'notes';
  return peer?.isBot === true ? 'bot' : 'person';
}
