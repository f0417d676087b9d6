import type { User } from '../../model/user.ts';
import type { Command } from '../rest/batch.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { userDecoder } from './userDecoder.ts';
import { type DecodeContext, decodeRows, decodeWhole, list } from './wire.ts';

const METHOD = 'im.user.list.get';
const LARGEST_PAGE = 100;

/** People by id (api-facts 3.1). */
export class UserApi {
  readonly #client: PortalClient;
  readonly #context: DecodeContext;

  constructor(client: PortalClient, context: DecodeContext) {
    this.#client = client;
    this.#context = context;
  }

  /** Who does not exist or may not be seen is left out. Nobody asked for makes no call. */
  async list(userIds: Iterable<number>, options?: CallOptions): Promise<readonly User[]> {
    const wanted = [...new Set(userIds)].filter((userId) => userId > 0);
    const users: User[] = [];
    for (let from = 0; from < wanted.length; from += LARGEST_PAGE) {
      const { method, params } = userListCommand(wanted.slice(from, from + LARGEST_PAGE));
      const { result } = await this.#client.call(method, params, options);
      users.push(...decodeUserList(result, this.#context));
    }
    return users;
  }
}

export function userListCommand(userIds: readonly number[]): Command {
  return { method: METHOD, params: { ID: userIds } };
}

/** A map with null for the unknown, or a list. */
export function decodeUserList(result: unknown, context: DecodeContext): readonly User[] {
  return decodeRows(userDecoder, decodeWhole(list, result, METHOD), 'user', context.logger);
}
