// What the cache keeps, as it stands on disk. Written as it is: JSON leaves out what is undefined, and nothing else.
import * as v from 'valibot';
import type { Dialog, LastMessage } from '../../model/dialog.ts';
import type { DialogDetails, ReadMark } from '../../model/dialogDetails.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { ForwardOrigin, Message, MessageFile } from '../../model/message.ts';
import type { User } from '../../model/user.ts';

const VERSION = 1;

/** The first rows of the list, and the order of all of them. */
export interface CachedHead {
  readonly version: typeof VERSION;
  /** When the portal last told it so, in milliseconds since 1970. */
  readonly asOf: number;
  readonly total: number;
  readonly hasMore: boolean;
  readonly nextOffset: number;
  /** Every row, those in the other files too. */
  readonly order: readonly DialogId[];
  readonly rows: readonly Dialog[];
  /** The people whose private dialogs are among the rows. */
  readonly users: readonly User[];
}

/** A part of the rows that are not among the first. */
export interface CachedRows {
  readonly version: typeof VERSION;
  readonly rows: readonly Dialog[];
  readonly users: readonly User[];
}

/** The newest messages of a dialog, without a hole. */
export interface CachedThread {
  readonly version: typeof VERSION;
  readonly asOf: number;
  readonly details: DialogDetails;
  /** What this person has read, as the portal knows it. */
  readonly readId: number;
  readonly hasOlder: boolean;
  readonly messages: readonly Message[];
  /** Who wrote them. */
  readonly users: readonly User[];
}

export function cachedHead(content: Omit<CachedHead, 'version'>): CachedHead {
  return { version: VERSION, ...content };
}

export function cachedRows(content: Omit<CachedRows, 'version'>): CachedRows {
  return { version: VERSION, ...content };
}

export function cachedThread(content: Omit<CachedThread, 'version'>): CachedThread {
  return { version: VERSION, ...content };
}

/** A schema for every field of a model: a field that is added there and not here is a compile error. */
type Fields<T> = { readonly [K in keyof T]-?: v.GenericSchema<T[K]> };

const text = v.string();
const count = v.pipe(v.number(), v.minValue(0));
const flag = v.boolean();

const lastMessage: Fields<LastMessage> = {
  id: count,
  text,
  authorId: count,
  authorName: v.optional(text),
  date: v.number(),
  uuid: v.optional(text),
  hasFile: flag,
};

const kind = v.picklist([
  'person',
  'bot',
  'notes',
  'chat',
  'openChat',
  'channel',
  'collab',
  'lines',
  'copilot',
  'task',
  'calendar',
  'crm',
  'workgroup',
  'videoconf',
  'support',
]);

const dialog: Fields<Dialog> = {
  id: text,
  chatId: count,
  kind,
  title: text,
  color: v.optional(text),
  avatarUrl: v.optional(text),
  unread: count,
  isMarkedUnread: flag,
  isPinned: flag,
  isMuted: flag,
  canWrite: flag,
  lastReadId: count,
  lastMessage: v.optional(v.object(lastMessage)),
  lastActivityAt: v.number(),
  memberCount: v.optional(count),
  peerStatus: v.optional(text),
};

const user: Fields<User> = {
  id: count,
  name: text,
  position: v.optional(text),
  color: v.optional(text),
  avatarUrl: v.optional(text),
  isBot: flag,
  isExtranet: flag,
  isActive: flag,
  status: v.optional(text),
  lastActivityAt: v.optional(v.number()),
  mobileAt: v.optional(v.number()),
  idleSince: v.optional(v.number()),
  absentUntil: v.optional(v.number()),
};

const readMark: Fields<ReadMark> = {
  userId: count,
  userName: text,
  messageId: count,
  date: v.optional(v.number()),
};

const details: Fields<DialogDetails> = {
  id: text,
  chatId: count,
  kind,
  title: v.optional(text),
  description: v.optional(text),
  color: v.optional(text),
  avatarUrl: v.optional(text),
  unread: count,
  lastReadId: count,
  lastMessageId: count,
  unreadId: count,
  canWrite: flag,
  isMuted: flag,
  memberCount: v.optional(count),
  readBy: v.array(v.object(readMark)),
  ownerId: count,
  managerIds: v.array(count),
};

const file: Fields<MessageFile> = {
  id: count,
  name: text,
  kind: v.picklist(['image', 'video', 'audio', 'file']),
  size: count,
  image: v.optional(v.object({ width: count, height: count })),
};

const forward: Fields<ForwardOrigin> = {
  messageId: v.optional(count),
  authorId: v.optional(count),
  dialogId: v.optional(text),
  chatTitle: text,
};

const message: Fields<Message> = {
  id: count,
  chatId: count,
  authorId: count,
  date: v.number(),
  text,
  isUnread: flag,
  uuid: v.optional(text),
  isSystem: flag,
  isDeleted: flag,
  isEdited: flag,
  replyTo: v.optional(count),
  likedBy: v.array(count),
  fileIds: v.array(count),
  files: v.array(v.object(file)),
  attach: v.array(v.unknown()),
  keyboard: v.array(v.unknown()),
  menu: v.optional(v.array(v.unknown())),
  forward: v.optional(v.object(forward)),
  isLarge: v.optional(flag),
};

const version = v.literal(VERSION);
const rows = v.array(v.object(dialog));
const users = v.array(v.object(user));

const Head = v.object({
  version,
  asOf: v.number(),
  total: count,
  hasMore: flag,
  nextOffset: count,
  order: v.array(text),
  rows,
  users,
});

const Rows = v.object({ version, rows, users });

const Thread = v.object({
  version,
  asOf: v.number(),
  details: v.object(details),
  readId: count,
  hasOlder: flag,
  messages: v.array(v.object(message)),
  users,
});

/** `undefined` for what another version wrote, and for what is damaged. */
export function decodeHead(value: unknown): CachedHead | undefined {
  return v.is(Head, value) ? value : undefined;
}

export function decodeRows(value: unknown): CachedRows | undefined {
  return v.is(Rows, value) ? value : undefined;
}

/** Also `undefined` where the messages are out of order, which nothing else could mend. */
export function decodeThread(value: unknown): CachedThread | undefined {
  if (!v.is(Thread, value)) return undefined;
  const thread: CachedThread = value;
  const isAscending = thread.messages.every(
    ({ id }, index) => index === 0 || id > (thread.messages[index - 1]?.id ?? 0),
  );
  return isAscending ? thread : undefined;
}
