import * as v from 'valibot';
import type { ForwardOrigin, Message, MessageFile } from '../../model/message.ts';
import { readMessageReference } from '../markup/dialogReference.ts';
import {
  count,
  flag,
  id,
  ids,
  inEitherSpelling,
  list,
  map,
  maybeDate,
  maybeText,
  readInteger,
  text,
} from './wire.ts';

const fileKinds = ['image', 'video', 'audio'] as const;

const sizeDecoder = v.object({ width: id, height: id });

/** A file of a page; camelCase in every method (api-facts 3.3). Its links are dropped here, they carry secrets. */
export const fileDecoder = v.pipe(
  v.object({
    id,
    name: maybeText,
    type: text,
    size: count,
    // `false` for everything but an image.
    image: v.fallback(v.optional(sizeDecoder), undefined),
  }),
  v.transform((file): MessageFile => ({
    id: file.id,
    name: file.name ?? `#${file.id}`,
    kind: fileKinds.find((kind) => kind === file.type) ?? 'file',
    size: file.size,
    image: file.image,
  })),
);

const firstValue = v.pipe(v.optional(v.unknown(), null), v.transform(oneOf));
const firstId = v.pipe(
  firstValue,
  v.transform((value) => readInteger(value) ?? 0),
);
const firstText = v.pipe(
  firstValue,
  v.transform((value) => (typeof value === 'string' ? value : '')),
);

const paramsDecoder = v.object({
  IS_DELETED: flag,
  IS_EDITED: flag,
  // Not in today's classic reads, which may learn it (api-facts 5 row 9); events and searches have it.
  REPLY_ID: count,
  LIKE: ids,
  FILE_ID: ids,
  ATTACH: list,
  // A list, or "N" for none.
  KEYBOARD: list,
  MENU: list,
  LARGE_FONT: flag,
  // A number, or a list with one in it (api-facts 4.5).
  FORWARD_ID: firstId,
  FORWARD_USER_ID: firstId,
  FORWARD_CONTEXT_ID: firstText,
  FORWARD_CHAT_TITLE: firstText,
});

const wireMessage = v.object({
  id,
  chat_id: count,
  author_id: count,
  date: maybeDate,
  text,
  unread: flag,
  uuid: maybeText,
  params: v.pipe(map, paramsDecoder),
});

/** A message of `im.dialog.messages.get`, or of a controller, its `params` with it (api-facts 3.3, 4.5). */
export function messageDecoder(chatId: number, files: ReadonlyMap<number, MessageFile>, ownUserId?: number) {
  return v.pipe(
    inEitherSpelling,
    wireMessage,
    v.transform((message): Message => {
      const { params } = message;
      return {
        id: message.id,
        chatId: message.chat_id || chatId,
        authorId: message.author_id,
        date: message.date ?? 0,
        text: message.text,
        isUnread: message.unread,
        uuid: message.uuid?.toLowerCase(),
        isSystem: message.author_id === 0,
        isDeleted: params.IS_DELETED,
        isEdited: params.IS_EDITED,
        replyTo: params.REPLY_ID || undefined,
        likedBy: params.LIKE,
        fileIds: params.FILE_ID,
        files: params.FILE_ID.flatMap((fileId) => files.get(fileId) ?? []),
        attach: params.ATTACH,
        keyboard: params.KEYBOARD,
        menu: params.MENU,
        isLarge: params.LARGE_FONT,
        forward: forwardOrigin(params, ownUserId),
      };
    }),
  );
}

/** The context names the place as `chatN/M` or `U1:U2/M`, like links between messages do. */
function forwardOrigin(
  params: v.InferOutput<typeof paramsDecoder>,
  ownUserId: number | undefined,
): ForwardOrigin | undefined {
  const context = readMessageReference(params.FORWARD_CONTEXT_ID, ownUserId);
  const place = context === 'elsewhere' ? undefined : context;
  const messageId = params.FORWARD_ID || place?.messageId;
  if (!messageId) return undefined;
  return {
    messageId,
    authorId: params.FORWARD_USER_ID || undefined,
    dialogId: place?.dialogId,
    chatTitle: params.FORWARD_CHAT_TITLE,
  };
}

function oneOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
