import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { readInteger, unreadable } from './wire.ts';

const ADD = 'im.chat.add';

export interface NewGroup {
  /** The portal makes one up where it is empty. */
  readonly title: string;
  readonly userIds: readonly number[];
  /** Everybody on the portal may find it and come in. */
  readonly isOpen: boolean;
}

/** Groups as such: who is in them, whose they are, what they are called (api-facts 3.5). */
export class ChatApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** The new group's chat id; this person owns it. */
  async add({ title, userIds, isOpen }: NewGroup, options?: CallOptions): Promise<number> {
    const params = { TYPE: isOpen ? 'OPEN' : 'CHAT', TITLE: title, USERS: userIds };
    const { result } = await this.#client.call(ADD, params, options);
    const chatId = readInteger(result);
    if (chatId === undefined || chatId <= 0) throw unreadable(ADD);
    return chatId;
  }

  async addMembers(
    chatId: number,
    userIds: readonly number[],
    showsHistory: boolean,
    options?: CallOptions,
  ): Promise<void> {
    const params = { CHAT_ID: chatId, USERS: userIds, HIDE_HISTORY: showsHistory ? 'N' : 'Y' };
    await this.#client.call('im.chat.user.add', params, options);
  }

  async removeMember(chatId: number, userId: number, options?: CallOptions): Promise<void> {
    await this.#client.call('im.chat.user.delete', { CHAT_ID: chatId, USER_ID: userId }, options);
  }

  async setOwner(chatId: number, userId: number, options?: CallOptions): Promise<void> {
    await this.#client.call('im.chat.setOwner', { CHAT_ID: chatId, USER_ID: userId }, options);
  }

  /** The portal says yes also where it did nothing: whoever wants to know reads the title again. */
  async rename(chatId: number, title: string, options?: CallOptions): Promise<void> {
    await this.#client.call('im.chat.updateTitle', { CHAT_ID: chatId, TITLE: title }, options);
  }

  async leave(chatId: number, options?: CallOptions): Promise<void> {
    await this.#client.call('im.chat.leave', { CHAT_ID: chatId }, options);
  }
}
