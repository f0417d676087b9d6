import type { DialogId } from '../../model/dialogId.ts';
import { isPortalError } from '../rest/portalError.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';

/** What a message can be turned into on the portal. */
export type SharedAs = 'task' | 'post' | 'event';

const shareTypes: Readonly<Record<SharedAs, string>> = { task: 'TASK', post: 'POST', event: 'CALEND' };

/** What is done to one message (api-facts 3.4). */
export class MessageActionsApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** Soft and for everybody; the portal lets the author do it. */
  async delete(messageId: number, options?: CallOptions): Promise<void> {
    await this.#client.call('im.message.delete', { MESSAGE_ID: messageId }, options);
  }

  /** Asking for what is so already is no error here, though the portal calls it one. */
  async like(messageId: number, isLiked: boolean, options?: CallOptions): Promise<void> {
    const params = { MESSAGE_ID: messageId, ACTION: isLiked ? 'plus' : 'minus' };
    try {
      await this.#client.call('im.message.like', params, options);
    } catch (error) {
      if (!isPortalError(error) || error.code.toUpperCase() !== 'WITHOUT_CHANGES') throw error;
    }
  }

  /** Makes a task, a post or a calendar event of it; the portal does not say which. */
  async share(dialogId: DialogId, messageId: number, as: SharedAs, options?: CallOptions): Promise<void> {
    const params = { MESSAGE_ID: messageId, DIALOG_ID: dialogId, TYPE: shareTypes[as] };
    await this.#client.call('im.message.share', params, options);
  }
}
