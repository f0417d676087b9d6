import * as v from 'valibot';
import type { DialogKind } from '../../model/dialog.ts';
import { type DialogId, dialogIdOfChat } from '../../model/dialogId.ts';
import type { User } from '../../model/user.ts';
import type { Command } from '../rest/batch.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { chatEntries } from './chatDecoder.ts';
import { dialogKindOf } from './dialogKind.ts';
import { userDecoder } from './userDecoder.ts';
import { type DecodeContext, decodeRows, decodeWhole, id, list, maybeText } from './wire.ts';

const USERS = 'im.search.user.list';
const CHATS = 'im.search.chat.list';
const DEPARTMENTS = 'im.search.department.list';
// The portal refuses a shorter one with FIND_SHORT.
const SHORTEST_QUERY = 2;
const LARGEST_PAGE = 50;

export interface SearchPage {
  readonly offset?: number;
  /** 1 to 50. */
  readonly limit?: number;
}

/** A chat that was found: this person's own, or one open to all. */
export interface FoundChat {
  readonly id: DialogId;
  readonly chatId: number;
  readonly title: string;
  readonly kind: DialogKind;
  readonly color: string | undefined;
  readonly memberCount: number | undefined;
}

export interface FoundDepartment {
  readonly id: number;
  readonly name: string;
  /** With the departments above it; the name alone where the portal says no more. */
  readonly fullName: string;
}

/** Looks for people and chats by name (api-facts 3.6). A query of less than 2 characters finds nothing, without a call. */
export class SearchApi {
  readonly #client: PortalClient;
  readonly #context: DecodeContext;

  constructor(client: PortalClient, context: DecodeContext) {
    this.#client = client;
    this.#context = context;
  }

  /** By name, as the portal's own order is lost on the way. */
  async users(query: string, page: SearchPage = {}, options?: CallOptions): Promise<readonly User[]> {
    const find = query.trim();
    if (!isSearchable(find)) return [];
    const { method, params } = searchCommand(USERS, find, page);
    const { result } = await this.#client.call(method, params, options);
    return decodeFoundUsers(result, this.#context);
  }

  async chats(query: string, page: SearchPage = {}, options?: CallOptions): Promise<readonly FoundChat[]> {
    const find = query.trim();
    if (!isSearchable(find)) return [];
    const { method, params } = searchCommand(CHATS, find, page);
    const { result } = await this.#client.call(method, params, options);
    return decodeFoundChats(result, this.#context);
  }
}

export function searchUsersCommand(query: string, page: SearchPage = {}): Command {
  return searchCommand(USERS, query.trim(), page);
}

export function searchChatsCommand(query: string, page: SearchPage = {}): Command {
  return searchCommand(CHATS, query.trim(), page);
}

export function searchDepartmentsCommand(query: string, page: SearchPage = {}): Command {
  return searchCommand(DEPARTMENTS, query.trim(), page);
}

export function decodeFoundUsers(result: unknown, context: DecodeContext): readonly User[] {
  const users = decodeRows(userDecoder, decodeWhole(list, result, USERS), 'user', context.logger);
  return users.sort((a, b) => a.name.localeCompare(b.name));
}

const foundChatDecoder = v.pipe(
  v.object({ ...chatEntries, id }),
  v.transform((chat): FoundChat => {
    const dialogId = dialogIdOfChat(chat.id);
    return {
      id: dialogId,
      chatId: chat.id,
      title: chat.name ?? dialogId,
      kind: dialogKindOf(chat.type, chat.message_type),
      color: chat.color,
      memberCount: chat.user_counter,
    };
  }),
);

export function decodeFoundChats(result: unknown, context: DecodeContext): readonly FoundChat[] {
  return decodeRows(foundChatDecoder, decodeWhole(list, result, CHATS), 'chat', context.logger);
}

const departmentDecoder = v.pipe(
  v.object({ id, name: v.pipe(maybeText, v.string()), full_name: maybeText }),
  v.transform((given): FoundDepartment => ({
    id: given.id,
    name: given.name,
    fullName: given.full_name ?? given.name,
  })),
);

export function decodeFoundDepartments(result: unknown, context: DecodeContext): readonly FoundDepartment[] {
  return decodeRows(departmentDecoder, decodeWhole(list, result, DEPARTMENTS), 'department', context.logger);
}

function searchCommand(
  method: string,
  find: string,
  { offset = 0, limit = LARGEST_PAGE }: SearchPage,
): Command {
  const size = Math.min(Math.max(Math.trunc(limit), 1), LARGEST_PAGE);
  return { method, params: { FIND: find, OFFSET: offset, LIMIT: size } };
}

function isSearchable(query: string): boolean {
  return [...query].length >= SHORTEST_QUERY;
}
