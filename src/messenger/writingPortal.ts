import type { DialogApi } from '../bitrix24/api/dialogApi.ts';
import type { MessagesApi } from '../bitrix24/api/messagesApi.ts';
import type { SearchApi } from '../bitrix24/api/searchApi.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import type { User } from '../model/user.ts';

const SEARCH_LIMIT = 20;

/** What somebody who writes asks of the portal, beside sending. Failures are PortalErrors. */
export class WritingPortal {
  readonly #dialogs: DialogApi;
  readonly #messages: MessagesApi;
  readonly #search: SearchApi;

  constructor(dialogs: DialogApi, messages: MessagesApi, search: SearchApi) {
    this.#dialogs = dialogs;
    this.#messages = messages;
    this.#search = search;
  }

  /** The people of a dialog, at most 200. */
  members(dialogId: DialogId, signal: AbortSignal): Promise<readonly User[]> {
    return this.#dialogs.members(dialogId, { lane: 'person', signal });
  }

  /** People of the whole portal by name; nothing for less than two characters. */
  findPeople(query: string, signal: AbortSignal): Promise<readonly User[]> {
    return this.#search.users(query, { limit: SEARCH_LIMIT }, { lane: 'person', signal });
  }

  tellTyping(dialogId: DialogId, signal: AbortSignal): Promise<void> {
    return this.#dialogs.writing(dialogId, { lane: 'background', signal });
  }

  /** Once; whoever calls decides about a repeat. */
  reword(messageId: number, text: string, signal: AbortSignal): Promise<void> {
    return this.#messages.reword(messageId, text, { lane: 'person', signal });
  }

  /** One message as the portal has it now; `undefined` where it has none. */
  async message(dialogId: DialogId, messageId: number, signal: AbortSignal): Promise<Message | undefined> {
    const { page } = await this.#messages.before(dialogId, messageId + 1, 1, { lane: 'person', signal });
    return page.messages.find(({ id }) => id === messageId);
  }
}
