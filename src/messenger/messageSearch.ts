import type { FoundMessages, MessageQuery } from '../bitrix24/api/messageSearchApi.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import { parseMarkup } from '../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../bitrix24/markup/plainText.ts';
import type { Message } from '../model/message.ts';
import type { Portal } from './portal.ts';
import type { Thread } from './thread.ts';
import type { UserDirectory } from './userDirectory.ts';

/** The portal ignores a shorter phrase, and would give all there is (api-facts 3.3). */
const SHORTEST_SEARCH = 3;

const LONGEST_TEXT = 20_000;

export interface SearchAnswer {
  /** The newest first. */
  readonly messages: readonly Message[];
  readonly hasMore: boolean;
  /** Only what is loaded was searched: the phrase is short, or this portal cannot search. */
  readonly isLocal: boolean;
}

/** Finds messages of one dialog by their words. A later question ends an earlier one. */
export class MessageSearch {
  readonly #thread: Thread;
  readonly #portal: Portal;
  readonly #users: UserDirectory;
  #asked = new AbortController();
  #cannotSearch = false;

  constructor(thread: Thread, portal: Portal, users: UserDirectory) {
    this.#thread = thread;
    this.#portal = portal;
    this.#users = users;
  }

  /** Rejects with the portal's error. */
  async find(query: MessageQuery): Promise<SearchAnswer> {
    this.abort();
    const { signal } = this.#asked;
    const chatId = this.#thread.details?.chatId ?? 0;
    const canAsk = chatId > 0 && isForPortal(query) && !this.#cannotSearch;
    const found = canAsk ? await this.#ask(chatId, query, signal) : undefined;
    if (found === undefined) {
      return { messages: foundIn(this.#thread.shown.messages, query), hasMore: false, isLocal: true };
    }
    this.#users.learn(found.users);
    return { messages: found.messages, hasMore: found.hasMore, isLocal: false };
  }

  abort(): void {
    this.#asked.abort();
    this.#asked = new AbortController();
  }

  /** `undefined` where the portal has no search: the method is a private one (api-facts 3.3). */
  async #ask(chatId: number, query: MessageQuery, signal: AbortSignal): Promise<FoundMessages | undefined> {
    try {
      return await this.#portal.messageSearch.search(chatId, query, { lane: 'person', signal });
    } catch (error) {
      if (!isPortalError(error) || !unknownMethodCodes.has(error.code.toUpperCase())) throw error;
      this.#cannotSearch = true;
      return undefined;
    }
  }
}

const unknownMethodCodes = new Set(['ERROR_METHOD_NOT_FOUND', 'METHOD_NOT_FOUND']);

function hasDate({ from, to }: MessageQuery): boolean {
  return from !== undefined || to !== undefined;
}

/** A date alone will do; a phrase that the portal ignores would bring what does not have it. */
function isForPortal(query: MessageQuery): boolean {
  const { length } = query.text.trim();
  return length >= SHORTEST_SEARCH || (length === 0 && hasDate(query));
}

function foundIn(messages: readonly Message[], query: MessageQuery): readonly Message[] {
  const { from = -Infinity, to = Infinity } = query;
  const wanted = query.text.trim().toLowerCase();
  if (wanted === '' && !hasDate(query)) return [];
  return messages
    .filter(({ isDeleted, date }) => !isDeleted && date >= from && date <= to)
    .filter((message) => searchableText(message).toLowerCase().includes(wanted))
    .toReversed();
}

/** The words of a message without its markup. */
export function searchableText(message: Message): string {
  return plainText(parseMarkup(message.text), { maxLength: LONGEST_TEXT });
}
