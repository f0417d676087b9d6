import { ChatApi, type NewGroup } from '../bitrix24/api/chatApi.ts';
import { type DialogId, dialogIdOfChat } from '../model/dialogId.ts';
import type { User } from '../model/user.ts';
import type { DialogStore } from './dialogStore.ts';
import { MessengerError } from './messengerError.ts';
import type { Portal } from './portal.ts';

/** Pages of 50; the largest groups are shown in part. */
const MOST_PAGES = 20;

/** Whoever is in a group, with the one whose it is. */
export interface GroupMembers {
  readonly users: readonly User[];
  readonly ownerId: number;
}

/**
 * Makes groups, and changes who is in them and what they are called. The list shows it at once where it can; where the
 * portal says no, the list goes back to what was and the call rejects with the reason.
 */
export class Groups {
  readonly #portal: Portal;
  readonly #chats: ChatApi;
  readonly #dialogs: DialogStore;
  readonly #signal: AbortSignal;

  /** `signal` ends calls under way when the session ends. */
  constructor(portal: Portal, dialogs: DialogStore, signal: AbortSignal) {
    this.#portal = portal;
    this.#chats = new ChatApi(portal.client);
    this.#dialogs = dialogs;
    this.#signal = signal;
  }

  async create(group: NewGroup): Promise<DialogId> {
    return dialogIdOfChat(await this.#chats.add(group, this.#options()));
  }

  async members(dialogId: DialogId): Promise<GroupMembers> {
    const { ownerId } = await this.#portal.dialogApi.get(dialogId, this.#options());
    const users = new Map<number, User>();
    let offset: number | undefined = 0;
    for (let page = 0; page < MOST_PAGES && offset !== undefined; page += 1) {
      const answer = await this.#portal.members.page(dialogId, offset, this.#options());
      for (const user of answer.users) users.set(user.id, user);
      offset = answer.next;
    }
    return { users: [...users.values()], ownerId };
  }

  async addMembers(dialogId: DialogId, userIds: readonly number[], showsHistory: boolean): Promise<void> {
    await this.#chats.addMembers(await this.#chatId(dialogId), userIds, showsHistory, this.#options());
  }

  async removeMember(dialogId: DialogId, userId: number): Promise<void> {
    await this.#chats.removeMember(await this.#chatId(dialogId), userId, this.#options());
  }

  async setOwner(dialogId: DialogId, userId: number): Promise<void> {
    await this.#chats.setOwner(await this.#chatId(dialogId), userId, this.#options());
  }

  async rename(dialogId: DialogId, title: string): Promise<void> {
    const before = this.#dialogs.get(dialogId)?.title;
    const hold = this.#dialogs.hold(dialogId);
    this.#dialogs.applyOwnChange(dialogId, (dialog) => ({ ...dialog, title }));
    try {
      await this.#chats.rename(await this.#chatId(dialogId), title, this.#options());
      const { title: now } = await this.#portal.dialogApi.get(dialogId, this.#options());
      if (now !== title) throw new MessengerError({ kind: 'refused' });
    } catch (error) {
      if (before !== undefined && !this.#signal.aborted) {
        this.#dialogs.applyOwnChange(dialogId, (dialog) => ({ ...dialog, title: before }));
      }
      throw error;
    } finally {
      hold.dispose();
    }
  }

  async leave(dialogId: DialogId): Promise<void> {
    const before = this.#dialogs.get(dialogId);
    const hold = this.#dialogs.hold(dialogId);
    this.#dialogs.hide(dialogId);
    try {
      await this.#chats.leave(before?.chatId ?? (await this.#chatId(dialogId)), this.#options());
    } catch (error) {
      if (before !== undefined && !this.#signal.aborted) this.#dialogs.unhide(before);
      throw error;
    } finally {
      hold.dispose();
    }
  }

  async #chatId(dialogId: DialogId): Promise<number> {
    const known = this.#dialogs.get(dialogId)?.chatId;
    return known ?? (await this.#portal.dialogApi.get(dialogId, this.#options())).chatId;
  }

  #options(): { readonly lane: 'person'; readonly signal: AbortSignal } {
    return { lane: 'person', signal: this.#signal };
  }
}
