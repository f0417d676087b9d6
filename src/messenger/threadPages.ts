import type { DialogId } from '../model/dialogId.ts';
import type { Message, MessagePage } from '../model/message.ts';
import type { Portal, ThreadPageAnswer } from './portal.ts';
import type { UserDirectory } from './userDirectory.ts';

export const PAGE_SIZE = 50;
// Where more has come than this, the thread begins anew at its newest end.
const CATCH_UP_PAGES = 6;

/** Pages of one dialog; whoever they name becomes known. Rejects with the portal's error. */
export class ThreadPages {
  readonly #dialogId: DialogId;
  readonly #portal: Portal;
  readonly #users: UserDirectory;
  readonly #signal: AbortSignal;
  readonly #onPage: (messages: readonly Message[]) => void;

  constructor(
    dialogId: DialogId,
    portal: Portal,
    users: UserDirectory,
    signal: AbortSignal,
    onPage: (messages: readonly Message[]) => void,
  ) {
    this.#dialogId = dialogId;
    this.#portal = portal;
    this.#users = users;
    this.#signal = signal;
    this.#onPage = onPage;
  }

  async newest(): Promise<MessagePage> {
    return this.learn(await this.#portal.newest(this.#dialogId, 'visible', this.#signal));
  }

  async before(messageId: number): Promise<MessagePage> {
    return this.learn(await this.#portal.before(this.#dialogId, messageId, PAGE_SIZE, this.#signal));
  }

  async after(messageId: number): Promise<MessagePage> {
    return this.learn(await this.#portal.after(this.#dialogId, messageId, PAGE_SIZE, this.#signal));
  }

  /** Gives what came after a message, page by page; where that is too much, resolves to the newest page instead. */
  async catchUp(messageId: number, take: (page: MessagePage) => void): Promise<MessagePage | undefined> {
    let reachedId = messageId;
    for (let count = 0; count < CATCH_UP_PAGES; count++) {
      const page = await this.after(reachedId);
      take(page);
      if (page.isLast) return undefined;
      reachedId = page.messages.at(-1)?.id ?? reachedId;
    }
    return this.newest();
  }

  /** The page that ends with a message, and the one after it. */
  async around(messageId: number): Promise<{ readonly before: MessagePage; readonly after: MessagePage }> {
    const { before, after } = await this.#portal.around(this.#dialogId, messageId, PAGE_SIZE, this.#signal);
    return { before: this.learn(before), after: this.learn(after) };
  }

  /** A page names most of its authors; who is missing is asked for. */
  learn({ users, page }: ThreadPageAnswer): MessagePage {
    this.#users.learn(users);
    this.#onPage(page.messages);
    // Who only likes something is named nowhere (api-facts 3.3).
    void this.#users.want(page.messages.flatMap(({ authorId, likedBy }) => [authorId, ...likedBy]));
    return page;
  }
}
