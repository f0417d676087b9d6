import type { MessageActionsApi, SharedAs } from '../bitrix24/api/messageActionsApi.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import type { Portal } from './portal.ts';
import type { Thread } from './thread.ts';

/**
 * Likes, deletes and shares messages. Threads show it at once; where the portal says no, they go back to what was and
 * the call rejects with the reason.
 */
export class MessageActions {
  readonly #portal: Portal;
  readonly #api: MessageActionsApi;
  readonly #threadOf: (dialogId: DialogId) => Thread | undefined;
  readonly #signal: AbortSignal;

  /** `signal` ends calls under way when the session ends. */
  constructor(portal: Portal, threadOf: (dialogId: DialogId) => Thread | undefined, signal: AbortSignal) {
    this.#portal = portal;
    this.#api = portal.actions;
    this.#threadOf = threadOf;
    this.#signal = signal;
  }

  like(dialogId: DialogId, messageId: number, isLiked: boolean): Promise<void> {
    const { ownId } = this.#portal;
    return this.#change(
      dialogId,
      messageId,
      (message) => {
        const others = message.likedBy.filter((userId) => userId !== ownId);
        return { ...message, likedBy: isLiked ? [...others, ownId] : others };
      },
      (message) => message.likedBy.includes(ownId) === isLiked,
      () => this.#api.like(messageId, isLiked, this.#options()),
    );
  }

  delete(dialogId: DialogId, messageId: number): Promise<void> {
    return this.#change(
      dialogId,
      messageId,
      (message) => ({ ...message, isDeleted: true, files: [], fileIds: [], attach: [], keyboard: [] }),
      (message) => message.isDeleted,
      () => this.#api.delete(messageId, this.#options()),
    );
  }

  /** Not repeated by anybody but the person: twice makes two. */
  async share(dialogId: DialogId, messageId: number, as: SharedAs): Promise<void> {
    await this.#api.share(dialogId, messageId, as, this.#options());
  }

  async #change(
    dialogId: DialogId,
    messageId: number,
    apply: (message: Message) => Message,
    isDone: (message: Message) => boolean,
    call: () => Promise<void>,
  ): Promise<void> {
    const change = this.#threadOf(dialogId)?.change(messageId, apply);
    try {
      await call();
    } catch (error) {
      if (await this.#wasDone(error, dialogId, messageId, isDone)) return change?.keep();
      change?.undo();
      throw error;
    }
    change?.keep();
  }

  /** Where the answer was lost, the message itself tells. */
  async #wasDone(
    error: unknown,
    dialogId: DialogId,
    messageId: number,
    isDone: (message: Message) => boolean,
  ): Promise<boolean> {
    if (!isPortalError(error) || error.outcome !== 'unknown' || this.#signal.aborted) return false;
    const stored = await this.#portal.writing
      .message(dialogId, messageId, this.#signal)
      .catch(() => undefined);
    return stored !== undefined && isDone(stored);
  }

  #options(): { readonly lane: 'person'; readonly signal: AbortSignal } {
    return { lane: 'person', signal: this.#signal };
  }
}
