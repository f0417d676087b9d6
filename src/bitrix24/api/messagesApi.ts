import * as v from 'valibot';
import type { DialogId } from '../../model/dialogId.ts';
import type { Message, MessagePage } from '../../model/message.ts';
import type { OutgoingMessage } from '../../model/outgoingMessage.ts';
import type { User } from '../../model/user.ts';
import type { Command } from '../rest/batch.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { decodeDialogDetails, dialogGetCommand } from './dialogApi.ts';
import { fileDecoder, messageDecoder } from './messageDecoder.ts';
import { userDecoder } from './userDecoder.ts';
import { count, type DecodeContext, decodeRows, decodeWhole, list, readInteger, unreadable } from './wire.ts';

const GET = 'im.dialog.messages.get';
const ADD = 'im.message.add';
const LARGEST_PAGE = 50;

/** Which messages: the newest, those before an id, or those after it (0 for the oldest of all). */
export type MessageWindow =
  { readonly kind: 'newest' } | { readonly kind: 'before' | 'after'; readonly id: number };

export interface MessageAnswer {
  readonly page: MessagePage;
  /** The authors; who is only mentioned or likes something is not among them (api-facts 3.3). */
  readonly users: readonly User[];
}

/** The messages of a dialog (api-facts 3.3, 3.4). A page holds 1 to 50. */
export class MessagesApi {
  readonly #client: PortalClient;
  readonly #context: DecodeContext;

  constructor(client: PortalClient, context: DecodeContext) {
    this.#client = client;
    this.#context = context;
  }

  /**
   * The newest page, whatever is unread. That `LAST_ID: 0` gives it is how portals behave, not what is documented:
   * where a page looks like the documented one, which begins at the first unread message, it is fetched again by id.
   */
  async newest(dialogId: DialogId, limit: number, options?: CallOptions): Promise<MessageAnswer> {
    const answer = await this.#get(dialogId, { kind: 'newest' }, limit, options);
    if (!mayLackNewest(answer.page, limit)) return answer;

    const newestId = await this.#newestId(dialogId, options);
    if ((answer.page.messages.at(-1)?.id ?? 0) >= newestId) return answer;
    return this.#get(dialogId, { kind: 'before', id: newestId + 1 }, limit, options);
  }

  async before(dialogId: DialogId, id: number, limit: number, options?: CallOptions): Promise<MessageAnswer> {
    return this.#get(dialogId, { kind: 'before', id }, limit, options);
  }

  async after(dialogId: DialogId, id: number, limit: number, options?: CallOptions): Promise<MessageAnswer> {
    return this.#get(dialogId, { kind: 'after', id }, limit, options);
  }

  /** Gives the id once the portal has the message. On an unknown outcome look before sending again. */
  async send(message: OutgoingMessage, options?: CallOptions): Promise<number> {
    const { method, params } = messageAddCommand(message);
    const { result } = await this.#client.call(method, params, options);
    return decodeMessageId(result);
  }

  /** Rewords an own message. Whoever calls decides about a repeat; the same words twice do no harm. */
  async reword(messageId: number, text: string, options?: CallOptions): Promise<void> {
    await this.#client.call(
      'im.message.update',
      { MESSAGE_ID: messageId, MESSAGE: text, IS_EDITED: 'Y' },
      options,
    );
  }

  async #get(
    dialogId: DialogId,
    window: MessageWindow,
    limit: number,
    options: CallOptions | undefined,
  ): Promise<MessageAnswer> {
    const { method, params } = messagesCommand(dialogId, window, limit);
    const { result } = await this.#client.call(method, params, options);
    return decodeMessages(result, limit, this.#context);
  }

  async #newestId(dialogId: DialogId, options: CallOptions | undefined): Promise<number> {
    const { method, params } = dialogGetCommand(dialogId);
    const { result } = await this.#client.call(method, params, options);
    return decodeDialogDetails(result, dialogId, this.#context).lastMessageId;
  }
}

export function messagesCommand(dialogId: DialogId, window: MessageWindow, limit: number): Command {
  const params = { DIALOG_ID: dialogId, LIMIT: pageSize(limit) };
  switch (window.kind) {
    case 'newest':
      return { method: GET, params: { ...params, LAST_ID: 0 } };
    case 'before':
      return { method: GET, params: { ...params, LAST_ID: window.id } };
    case 'after':
      return { method: GET, params: { ...params, FIRST_ID: window.id } };
  }
}

const pageDecoder = v.object({ chat_id: count, messages: list, users: list, files: list });

export function decodeMessages(result: unknown, limit: number, context: DecodeContext): MessageAnswer {
  const { logger } = context;
  const wire = decodeWhole(pageDecoder, result, GET);
  const files = decodeRows(fileDecoder, wire.files, 'file', logger);
  const known = new Map(files.map((file) => [file.id, file]));
  const decoder = messageDecoder(wire.chat_id, known, context.ownUserId);
  const messages = decodeRows(decoder, wire.messages, 'message', logger);
  const unique = new Map<number, Message>(messages.map((message) => [message.id, message]));
  return {
    page: {
      chatId: wire.chat_id,
      messages: [...unique.values()]
        .sort((a, b) => a.id - b.id)
        .map((message) => context.replies?.complete(message) ?? message),
      isLast: wire.messages.length < pageSize(limit),
    },
    users: decodeRows(userDecoder, wire.users, 'user', logger),
  };
}

export function messageAddCommand(message: OutgoingMessage): Command {
  const { attach, keyboard, menu } = message;
  return {
    method: ADD,
    params: {
      DIALOG_ID: message.dialogId,
      MESSAGE: message.text,
      SYSTEM: yesNo(message.isSystem),
      ATTACH: attach,
      URL_PREVIEW: yesNo(message.urlPreview),
      KEYBOARD: keyboard,
      MENU: menu,
      REPLY_ID: message.replyTo,
      TEMPLATE_ID: message.uuid.toLowerCase(),
    },
  };
}

/** Anything but an id leaves open whether the message was stored. */
export function decodeMessageId(result: unknown): number {
  const messageId = readInteger(result) ?? 0;
  if (messageId <= 0) throw unreadable(ADD);
  return messageId;
}

/** More than was asked for, or all of it unread: then it may be the oldest unread ones (api-facts 3.3). */
function mayLackNewest({ messages }: MessagePage, limit: number): boolean {
  const size = pageSize(limit);
  return (
    messages.length > size || (messages.length === size && messages.every((message) => message.isUnread))
  );
}

function pageSize(limit: number): number {
  return Math.min(Math.max(Math.trunc(limit), 1), LARGEST_PAGE);
}

function yesNo(value: boolean | undefined): 'Y' | 'N' | undefined {
  if (value === undefined) return undefined;
  return value ? 'Y' : 'N';
}
