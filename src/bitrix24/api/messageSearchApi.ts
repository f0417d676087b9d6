import * as v from 'valibot';
import type { Message } from '../../model/message.ts';
import type { User } from '../../model/user.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { messageDecoder } from './messageDecoder.ts';
import { userDecoder } from './userDecoder.ts';
import { type DecodeContext, decodeRows, decodeWhole, list } from './wire.ts';

const SEARCH = 'im.dialog.messages.search';
const PAGE_SIZE = 50;

export interface MessageQuery {
  readonly text: string;
  /** Only what is older than this message; for the next page. */
  readonly beforeId?: number | undefined;
  /** Milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface FoundMessages {
  /** The newest first. */
  readonly messages: readonly Message[];
  readonly users: readonly User[];
  readonly hasMore: boolean;
}

/** Looks for messages by their words (api-facts 3.3). The portal ignores fewer than three characters. */
export class MessageSearchApi {
  readonly #client: PortalClient;
  readonly #context: DecodeContext;

  constructor(client: PortalClient, context: DecodeContext) {
    this.#client = client;
    this.#context = context;
  }

  async search(chatId: number, query: MessageQuery, options?: CallOptions): Promise<FoundMessages> {
    const { result } = await this.#client.call(
      SEARCH,
      {
        CHAT_ID: chatId,
        SEARCH_MESSAGE: query.text,
        ORDER: { ID: 'DESC' },
        LIMIT: PAGE_SIZE,
        LAST_ID: query.beforeId,
        DATE_FROM: isoDate(query.from),
        DATE_TO: isoDate(query.to),
      },
      options,
    );
    const wire = decodeWhole(answerDecoder, result, SEARCH);
    const { logger, replies } = this.#context;
    const messages = decodeRows(messageDecoder(chatId, new Map()), wire.messages, 'found message', logger);
    for (const message of messages) replies?.complete(message);
    return {
      messages: messages.sort((a, b) => b.id - a.id),
      users: decodeRows(userDecoder, wire.users, 'user', logger),
      hasMore: wire.messages.length >= PAGE_SIZE,
    };
  }
}

const answerDecoder = v.object({ messages: list, users: list });

function isoDate(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00');
}
