import * as v from 'valibot';
import type { DialogDetails } from '../../model/dialogDetails.ts';
import { type DialogId, parseDialogId, userIdOfDialog } from '../../model/dialogId.ts';
import type { ReadResult } from '../../model/message.ts';
import type { User } from '../../model/user.ts';
import type { Command } from '../rest/batch.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { canWriteIn, chatEntries, isMutedFor } from './chatDecoder.ts';
import { dialogKindOf } from './dialogKind.ts';
import { userDecoder } from './userDecoder.ts';
import {
  count,
  type DecodeContext,
  decodeRows,
  decodeWhole,
  id,
  ids,
  list,
  maybeDate,
  maybeText,
  text,
} from './wire.ts';

const GET = 'im.dialog.get';
const READ = 'im.dialog.read';
const MEMBERS = 'im.dialog.users.list';
const MOST_MEMBERS = 200;

/** One dialog, and how far this person has read it (api-facts 3.3). */
export class DialogApi {
  readonly #client: PortalClient;
  readonly #context: DecodeContext;

  constructor(client: PortalClient, context: DecodeContext) {
    this.#client = client;
    this.#context = context;
  }

  /** Touching a private dialog creates it on the portal, hidden until a message comes (api-facts 3.0). */
  async get(dialogId: DialogId, options?: CallOptions): Promise<DialogDetails> {
    const { result } = await this.#client.call(GET, { DIALOG_ID: dialogId }, options);
    return decodeDialogDetails(result, dialogId, this.#context);
  }

  /** Up to the message, or to the end. `undefined` where nothing was left to read. */
  async read(dialogId: DialogId, messageId?: number, options?: CallOptions): Promise<ReadResult | undefined> {
    const params = { DIALOG_ID: dialogId, MESSAGE_ID: messageId };
    const { result } = await this.#client.call(READ, params, options);
    return decodeReadResult(result, dialogId);
  }

  /** From the message on; the portal says yes to anything. */
  async unread(dialogId: DialogId, messageId: number, options?: CallOptions): Promise<void> {
    await this.#client.call('im.dialog.unread', { DIALOG_ID: dialogId, MESSAGE_ID: messageId }, options);
  }

  /** The first page of its members, at most 200. */
  async members(dialogId: DialogId, options?: CallOptions): Promise<readonly User[]> {
    const params = { DIALOG_ID: dialogId, LIMIT: MOST_MEMBERS };
    const { result } = await this.#client.call(MEMBERS, params, options);
    return decodeRows(userDecoder, decodeWhole(list, result, MEMBERS), 'user', this.#context.logger);
  }

  /** Tells the others that this person is writing; nothing is stored. */
  async writing(dialogId: DialogId, options?: CallOptions): Promise<void> {
    await this.#client.call('im.dialog.writing', { DIALOG_ID: dialogId }, options);
  }

  async readAll(options?: CallOptions): Promise<void> {
    await this.#client.call('im.dialog.read.all', {}, options);
  }
}

export function dialogGetCommand(dialogId: DialogId): Command {
  return { method: GET, params: { DIALOG_ID: dialogId } };
}

const detailsDecoder = v.object({
  ...chatEntries,
  id,
  description: maybeText,
  counter: count,
  last_id: count,
  last_message_id: count,
  unread_id: count,
  readed_list: list,
  owner: count,
  manager_list: ids,
});

const readMarkDecoder = v.pipe(
  v.object({ user_id: id, user_name: text, message_id: count, date: maybeDate }),
  v.transform((mark) => ({
    userId: mark.user_id,
    userName: mark.user_name,
    messageId: mark.message_id,
    date: mark.date,
  })),
);

export function decodeDialogDetails(
  result: unknown,
  dialogId: DialogId,
  context: DecodeContext,
): DialogDetails {
  const chat = decodeWhole(detailsDecoder, result, GET);
  const isPrivate = userIdOfDialog(dialogId) !== undefined;
  const isNotes = dialogId === String(context.ownUserId);
  return {
    id: dialogId,
    chatId: chat.id,
    kind: isNotes ? 'notes' : isPrivate ? 'person' : dialogKindOf(chat.type, chat.message_type),
    title: isPrivate ? undefined : chat.name,
    description: chat.description,
    color: chat.color,
    ...(chat.avatar ? { avatarUrl: chat.avatar } : {}),
    unread: chat.counter,
    lastReadId: chat.last_id,
    lastMessageId: chat.last_message_id,
    unreadId: chat.unread_id,
    canWrite: canWriteIn(chat),
    isMuted: isMutedFor(context.ownUserId, chat.mute_list),
    memberCount: isPrivate ? undefined : chat.user_counter,
    ownerId: chat.owner,
    managerIds: chat.manager_list,
    readBy: decodeRows(readMarkDecoder, chat.readed_list, 'read mark', context.logger),
  };
}

const readDecoder = v.object({
  // "chatN", or a number for a private dialog.
  dialogId: v.optional(v.unknown(), null),
  chatId: count,
  lastId: count,
  counter: count,
});

/** `false` is the portal's "nothing to read"; some builds say `true`. */
export function decodeReadResult(result: unknown, dialogId: DialogId): ReadResult | undefined {
  if (typeof result === 'boolean' || result === null) return undefined;
  const read = decodeWhole(readDecoder, result, READ);
  return { ...read, dialogId: parseDialogId(read.dialogId) ?? dialogId };
}
