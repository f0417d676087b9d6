// From what the messenger knows to what the page shows: pure, and cheap where nothing has changed.
import { readAttachCards } from '../../bitrix24/markup/attachCards.ts';
import { parseMarkup } from '../../bitrix24/markup/parseMarkup.ts';
import type { Message, MessageFile } from '../../model/message.ts';
import type { User } from '../../model/user.ts';
import type { AttachCard } from '../../model/attachCard.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { type Outgoing, repeatsAt } from '../../messenger/outgoing.ts';
import type { Delivery, MessageRow, ThreadPatch } from '../../protocol/thread.ts';
import type { FileRow } from '../../protocol/threadFiles.ts';
import { buttonRows, forwardRow, menuRows, replyRow } from './rowParts.ts';

const MAX_LIKERS = 12;

export interface RowContext {
  readonly dialogId: DialogId;
  readonly ownId: number;
  readonly ownName: string;
  readonly readId: number;
  userOf(userId: number): User | undefined;
  /** Other words for the message that are on their way to the portal. */
  pendingText(messageId: number): string | undefined;
  /** Places of buttons that were pressed and wait. */
  pressedIn(message: Message): ReadonlySet<number>;
  /** A message of this dialog, where it is loaded. */
  messageOf(messageId: number): Message | undefined;
  /** The words for what cannot be named otherwise. */
  readonly unknownAuthor: string;
  readonly systemAuthor: string;
  readonly missingFile: string;
  faceOf(url: string | undefined): string | undefined;
  sizeOf(bytes: number): string;
  reasonOf(error: unknown): string;
  /** `undefined` for one that is on its way, or about to be. */
  heldReasonOf(item: Outgoing, outgoing: readonly Outgoing[]): string | undefined;
}

/** Remembers rows between two looks, so that an unchanged message keeps its row object. */
export class ThreadRows {
  readonly #known = new WeakMap<Message, { readonly stamp: string; readonly row: MessageRow }>();

  of(
    messages: readonly Message[],
    outgoing: readonly Outgoing[],
    context: RowContext,
  ): readonly MessageRow[] {
    const stored = messages.map((message) => this.#rowOf(message, context));
    const uuids = new Set(messages.map((message) => message.uuid));
    return [
      ...stored,
      ...outgoing.filter((item) => !uuids.has(item.uuid)).map((item) => outgoingRow(item, outgoing, context)),
    ];
  }

  #rowOf(message: Message, context: RowContext): MessageRow {
    const user = context.userOf(message.authorId);
    const isUnread = message.id > context.readId && message.authorId !== context.ownId;
    const pendingText = context.pendingText(message.id);
    const stamp = JSON.stringify([
      isUnread,
      user?.name,
      user?.color,
      user?.avatarUrl,
      pendingText,
      message.keyboard.length === 0 ? undefined : [...context.pressedIn(message)],
      dependsOn(message, context),
    ]);
    const known = this.#known.get(message);
    if (known?.stamp === stamp) return known.row;
    const shown = pendingText === undefined ? message : { ...message, text: pendingText, isEdited: true };
    const row = storedRow(shown, user, isUnread, context);
    this.#known.set(message, { stamp, row });
    return row;
  }
}

/** What the page has to change to get from one list of rows to the next; `undefined` when nothing. */
export function rowChanges(
  before: readonly MessageRow[],
  after: readonly MessageRow[],
): Pick<ThreadPatch, 'upserts' | 'removedKeys'> | undefined {
  const known = new Map(before.map((row) => [row.key, row]));
  const upserts = after.filter((row) => {
    const old = known.get(row.key);
    return old !== row && (old === undefined || JSON.stringify(old) !== JSON.stringify(row));
  });
  const present = new Set(after.map((row) => row.key));
  const removedKeys = before.filter((row) => !present.has(row.key)).map((row) => row.key);
  if (upserts.length === 0 && removedKeys.length === 0) return undefined;
  return {
    ...(upserts.length > 0 ? { upserts } : {}),
    ...(removedKeys.length > 0 ? { removedKeys } : {}),
  };
}

function storedRow(
  message: Message,
  user: User | undefined,
  isUnread: boolean,
  context: RowContext,
): MessageRow {
  const isOwn = message.authorId === context.ownId;
  return {
    key: message.uuid ?? String(message.id),
    messageId: message.id,
    authorId: message.authorId,
    authorName: nameOf(message, user, context),
    authorColor: user?.color,
    ...faceOf(isOwn ? undefined : user, context),
    date: message.date,
    ...(message.isDeleted ? nothing : contentOf(message, context)),
    reply: replyOf(message.isDeleted ? undefined : message.replyTo, context),
    ...filesOf(message, context),
    isOwn,
    isUnread,
    isSystem: message.isSystem,
    isDeleted: message.isDeleted,
    isEdited: message.isEdited,
    likeCount: message.likedBy.length,
    likers: likersOf(message, context),
    isLikedByMe: message.likedBy.includes(context.ownId),
    delivery: { kind: 'sent' },
  };
}

function faceOf(user: User | undefined, context: RowContext): Pick<MessageRow, 'authorFace'> {
  const authorFace = context.faceOf(user?.avatarUrl);
  return authorFace === undefined ? {} : { authorFace };
}

type RowContent = Pick<MessageRow, 'body' | 'cards' | 'buttons' | 'menu' | 'forward' | 'isLarge'>;

const nothing: RowContent = {
  body: [],
  cards: [],
  buttons: [],
  menu: [],
  forward: undefined,
  isLarge: false,
};

function contentOf(message: Message, context: RowContext): RowContent {
  return {
    body: parseMarkup(message.text, { ownUserId: context.ownId }),
    cards: cardsOf(message.attach, context),
    buttons: buttonRows(message.keyboard, context.pressedIn(message)),
    menu: menuRows(message.menu),
    forward: message.forward && forwardRow(message.forward, (userId) => context.userOf(userId)?.name),
    isLarge: message.isLarge ?? false,
  };
}

function replyOf(replyTo: number | undefined, context: RowContext): MessageRow['reply'] {
  if (replyTo === undefined) return undefined;
  return replyRow(context.dialogId, replyTo, context.messageOf(replyTo), (source) =>
    nameOf(source, context.userOf(source.authorId), context),
  );
}

function likersOf(message: Message, context: RowContext): readonly string[] {
  return message.likedBy.slice(0, MAX_LIKERS).flatMap((userId) => {
    const name = userId === context.ownId ? context.ownName : context.userOf(userId)?.name;
    return name ?? [];
  });
}

/** What a row shows beyond its own message: a change there is a change of the row. */
function dependsOn(message: Message, context: RowContext): readonly string[] {
  const reply = replyOf(message.replyTo, context);
  const forwarder = message.forward?.authorId;
  return [
    ...(message.likedBy.length > 0 ? likersOf(message, context) : []),
    ...(reply === undefined ? [] : [reply.author, reply.text]),
    ...(forwarder === undefined ? [] : [context.userOf(forwarder)?.name ?? '']),
  ];
}

function nameOf(message: Message, user: User | undefined, context: RowContext): string {
  if (message.authorId === 0) return context.systemAuthor;
  return user?.name ?? (message.authorId === context.ownId ? context.ownName : context.unknownAuthor);
}

function outgoingRow(item: Outgoing, outgoing: readonly Outgoing[], context: RowContext): MessageRow {
  const { content } = item;
  return {
    key: item.uuid,
    messageId: undefined,
    authorId: context.ownId,
    authorName: context.userOf(context.ownId)?.name ?? context.ownName,
    authorColor: context.userOf(context.ownId)?.color,
    date: item.createdAt,
    body: parseMarkup(content.text, { ownUserId: context.ownId }),
    cards: cardsOf(asList(content.attach), context),
    ...sendingFiles(item, context),
    buttons: [],
    menu: [],
    reply: replyOf(content.replyTo, context),
    forward: undefined,
    isLarge: false,
    isOwn: true,
    isUnread: false,
    isSystem: content.isSystem,
    isDeleted: false,
    isEdited: false,
    likeCount: 0,
    likers: [],
    isLikedByMe: false,
    delivery: deliveryOf(item, outgoing, context),
  };
}

function deliveryOf(item: Outgoing, outgoing: readonly Outgoing[], context: RowContext): Delivery {
  const { state } = item;
  if (state.kind === 'failed') return { kind: 'failed', reason: context.reasonOf(state.error) };
  const reason = context.heldReasonOf(item, outgoing);
  if (reason === undefined) return { kind: 'sending' };
  return { kind: 'waiting', reason, ...(repeatsAt(item) === undefined ? {} : { isLookedFor: true }) };
}

/** Named by the message, or only delivered with it. */
function filesOf(message: Message, context: RowContext): Pick<MessageRow, 'files'> {
  const files = new Map(message.files.map((file) => [file.id, file]));
  const ids = new Set([...message.fileIds, ...files.keys()]);
  if (message.isDeleted || ids.size === 0) return {};
  return { files: [...ids].map((id) => fileRow(files.get(id), context)) };
}

function sendingFiles({ uuid, content }: Outgoing, context: RowContext): Pick<MessageRow, 'files'> {
  if (content.files === undefined) return {};
  return {
    files: content.files.items.map(({ kind, name, size, image }, index) => {
      const ref = { kind: 'sending', key: uuid, index } as const;
      return { ref, kind, name, size, detail: context.sizeOf(size), image };
    }),
  };
}

function fileRow(file: MessageFile | undefined, context: RowContext): FileRow {
  if (file === undefined) {
    const { missingFile: name } = context;
    return { ref: undefined, kind: 'file', name, size: 0, detail: '', image: undefined };
  }
  const { id, kind, name, size, image } = file;
  return { ref: { kind: 'stored', fileId: id }, kind, name, size, detail: context.sizeOf(size), image };
}

function cardsOf(attach: readonly unknown[], context: RowContext): readonly AttachCard[] {
  return readAttachCards(attach, { ownUserId: context.ownId });
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
