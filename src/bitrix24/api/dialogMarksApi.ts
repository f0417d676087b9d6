import { type DialogId, userIdOfDialog } from '../../model/dialogId.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';

/** What a person puts on a dialog of the list: pin, mute, hide, "view later" (api-facts 3.2). */
export class DialogMarksApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** False where the portal refuses: 45 dialogs are pinned already. */
  async pin(dialogId: DialogId, isPinned: boolean, options?: CallOptions): Promise<boolean> {
    const params = { DIALOG_ID: dialogId, PIN: isPinned ? 'Y' : 'N' };
    const { result } = await this.#client.call('im.recent.pin', params, options);
    return result !== false;
  }

  /** Comes back with the next message. */
  async hide(dialogId: DialogId, options?: CallOptions): Promise<void> {
    await this.#client.call('im.recent.hide', { DIALOG_ID: dialogId }, options);
  }

  /** The mark alone; the counter of messages is another thing. Taking it away also reads the dialog. */
  async markUnread(dialogId: DialogId, isMarked: boolean, options?: CallOptions): Promise<boolean> {
    const params = { DIALOG_ID: dialogId, ACTION: isMarked ? 'Y' : 'N' };
    const { result } = await this.#client.call('im.recent.unread', params, options);
    return result !== false;
  }

  /** Groups go by their dialog id; a private chat only by its chat id, which has to be known. */
  async mute(dialogId: DialogId, chatId: number, isMuted: boolean, options?: CallOptions): Promise<boolean> {
    const isPrivate = userIdOfDialog(dialogId) !== undefined;
    const which = isPrivate ? { CHAT_ID: chatId } : { DIALOG_ID: dialogId };
    const { result } = await this.#client.call(
      'im.chat.mute',
      { ...which, MUTE: isMuted ? 'Y' : 'N' },
      options,
    );
    return result !== false;
  }
}
