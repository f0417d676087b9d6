import * as v from 'valibot';
import type { Notice, NoticeButton, NoticeCursor, NoticePage } from '../../model/notice.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { userDecoder } from './userDecoder.ts';
import {
  count,
  type DecodeContext,
  decodeRows,
  decodeWhole,
  flag,
  id,
  list,
  map,
  maybeDate,
  maybeText,
  text,
} from './wire.ts';

const GET = 'im.notify.get';
const SCHEMA = 'im.notify.schema.get';
const PAGE_SIZE = 50;
const CONFIRM = 1;
const FROM_PERSON = 2;

/** Notifications of the portal (api-facts 3.8). */
export class NoticesApi {
  readonly #client: PortalClient;
  readonly #context: DecodeContext;

  constructor(client: PortalClient, context: DecodeContext) {
    this.#client = client;
    this.#context = context;
  }

  /** The newest ones, or those after a page. */
  async get(cursor: NoticeCursor | undefined, options?: CallOptions): Promise<NoticePage> {
    const from =
      cursor === undefined ? {} : { LAST_ID: cursor.lastId, LAST_TYPE: cursor.isInConfirmations ? 1 : 3 };
    const { result } = await this.#client.call(GET, { ...from, LIMIT: PAGE_SIZE }, options);
    return decodeNotices(result, this.#context);
  }

  /** The names of the parts of Bitrix24 that notify, by their ids. */
  async modules(options?: CallOptions): Promise<ReadonlyMap<string, string>> {
    const { result } = await this.#client.call(SCHEMA, {}, options);
    const modules = Object.values(decodeWhole(map, result, SCHEMA));
    const named = decodeRows(moduleDecoder, modules, 'module', this.#context.logger);
    return new Map(named.map((module) => [module.MODULE_ID, module.NAME]));
  }

  /** Only this one: without that the portal takes all newer ones along. */
  async mark(noticeId: number, isRead: boolean, options?: CallOptions): Promise<void> {
    const params = { ID: noticeId, ACTION: isRead ? 'Y' : 'N', ONLY_CURRENT: 'Y' };
    await this.#client.call('im.notify.read', params, options);
  }

  async readAll(options?: CallOptions): Promise<void> {
    await this.#client.call('im.notify.read.all', {}, options);
  }

  /** What the portal says to the decision; `undefined` where it took none. */
  async confirm(noticeId: number, value: string, options?: CallOptions): Promise<string | undefined> {
    const params = { NOTIFY_ID: noticeId, NOTIFY_VALUE: value };
    const { result } = await this.#client.call('im.notify.confirm', params, options);
    return decodeReply(result, 'im.notify.confirm');
  }

  /** What the portal says to the answer; `undefined` where it took none. */
  async answer(noticeId: number, answer: string, options?: CallOptions): Promise<string | undefined> {
    const params = { NOTIFY_ID: noticeId, ANSWER_TEXT: answer };
    const { result } = await this.#client.call('im.notify.answer', params, options);
    return decodeReply(result, 'im.notify.answer');
  }

  /** False where there was nothing to delete. */
  async delete(noticeId: number, options?: CallOptions): Promise<boolean> {
    const { result } = await this.#client.call('im.notify.delete', { ID: noticeId }, options);
    return result === true;
  }
}

const pageDecoder = v.object({ notifications: list, users: list });
const moduleDecoder = v.object({ MODULE_ID: v.pipe(text, v.minLength(1)), NAME: text });
const replyDecoder = v.object({ result_message: v.optional(v.unknown(), false) });
const paramsDecoder = v.pipe(map, v.object({ CAN_ANSWER: flag }));

const noticeDecoder = v.object({
  id,
  author_id: count,
  date: maybeDate,
  notify_type: count,
  notify_module: text,
  notify_title: text,
  text,
  notify_read: flag,
  notify_buttons: maybeText,
  params: paramsDecoder,
});

function decodeNotices(result: unknown, { logger }: DecodeContext): NoticePage {
  const wire = decodeWhole(pageDecoder, result, GET);
  const rows = decodeRows(noticeDecoder, wire.notifications, 'notification', logger);
  const unique = new Map(rows.map((row) => [row.id, row]));
  const last = rows.at(-1);
  return {
    notices: [...unique.values()].map(noticeOf),
    users: decodeRows(userDecoder, wire.users, 'user', logger),
    next:
      last === undefined || wire.notifications.length < PAGE_SIZE
        ? undefined
        : { lastId: last.id, isInConfirmations: last.notify_type === CONFIRM },
  };
}

function noticeOf(row: v.InferOutput<typeof noticeDecoder>): Notice {
  const { notify_type: type } = row;
  return {
    id: row.id,
    kind: type === CONFIRM ? 'confirm' : type === FROM_PERSON ? 'person' : 'system',
    authorId: row.author_id,
    date: row.date ?? 0,
    title: row.notify_title,
    text: row.text,
    module: row.notify_module,
    isRead: row.notify_read,
    buttons: buttonsOf(row.notify_buttons),
    canAnswer: row.params.CAN_ANSWER,
  };
}

const buttonDecoder = v.object({ TITLE: text, VALUE: v.pipe(text, v.minLength(1)), TYPE: text });
const buttonsDecoder = v.array(v.unknown());

/** A text with JSON in it; what cannot be read is no button. */
function buttonsOf(json: string | undefined): readonly NoticeButton[] {
  if (json === undefined) return [];
  try {
    return v.parse(buttonsDecoder, JSON.parse(json)).flatMap((button): readonly NoticeButton[] => {
      const read = v.safeParse(buttonDecoder, button);
      if (!read.success) return [];
      const { TITLE: title, VALUE: value, TYPE: type } = read.output;
      return [{ title: title || value, value, role: roleOf(type, value) }];
    });
  } catch {
    return [];
  }
}

/** The type tells how a button looks; the values `Y` and `N` are the usual ones. */
function roleOf(type: string, value: string): NoticeButton['role'] {
  if (type === 'accept' || value === 'Y') return 'accept';
  return type === 'cancel' || type === 'decline' || value === 'N' ? 'decline' : 'other';
}

/** A list of sentences, or `false`. */
function decodeReply(result: unknown, method: string): string | undefined {
  const { result_message: message } = decodeWhole(replyDecoder, result, method);
  if (message === false || message === null) return undefined;
  const sentences = Array.isArray(message) ? message : [message];
  return sentences.filter((sentence) => typeof sentence === 'string').join(' ');
}
