import type { DialogMarksApi } from '../bitrix24/api/dialogMarksApi.ts';
import type { DialogApi } from '../bitrix24/api/dialogApi.ts';
import type { Dialog } from '../model/dialog.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { DialogStore } from './dialogStore.ts';
import { MessengerError } from './messengerError.ts';

/** As many dialogs as Bitrix24 pins (api-facts 3.2). */
const PIN_LIMIT = 45;

/**
 * Pins, mutes, hides and marks dialogs. The list shows it at once; where the portal says no, the list goes back to what
 * was and the call rejects with the reason.
 */
export class DialogMarks {
  readonly #marks: DialogMarksApi;
  readonly #dialogApi: DialogApi;
  readonly #dialogs: DialogStore;
  readonly #signal: AbortSignal;

  /** `signal` ends calls under way when the session ends. */
  constructor(marks: DialogMarksApi, dialogApi: DialogApi, dialogs: DialogStore, signal: AbortSignal) {
    this.#marks = marks;
    this.#dialogApi = dialogApi;
    this.#dialogs = dialogs;
    this.#signal = signal;
  }

  pin(dialogId: DialogId, isPinned: boolean): Promise<void> {
    return this.#change(
      dialogId,
      (dialog) => ({ ...dialog, isPinned }),
      (dialog, before) => ({ ...dialog, isPinned: before.isPinned }),
      async () => {
        const isDone = await this.#marks.pin(dialogId, isPinned, this.#options());
        // Only a pin can be one too many.
        if (!isDone)
          throw new MessengerError(
            isPinned ? { kind: 'tooManyPinned', limit: PIN_LIMIT } : { kind: 'refused' },
          );
      },
    );
  }

  mute(dialogId: DialogId, isMuted: boolean): Promise<void> {
    return this.#change(
      dialogId,
      (dialog) => ({ ...dialog, isMuted }),
      (dialog, before) => ({ ...dialog, isMuted: before.isMuted }),
      async () => {
        const chatId = this.#dialogs.get(dialogId)?.chatId ?? (await this.#chatIdOf(dialogId));
        const isDone = await this.#marks.mute(dialogId, chatId, isMuted, this.#options());
        if (!isDone) throw new MessengerError({ kind: 'refused' });
      },
    );
  }

  /** From a message on, or, without one, the "view later" mark on the whole dialog. */
  async markUnread(dialogId: DialogId, messageId: number | undefined): Promise<void> {
    if (messageId !== undefined) {
      await this.#dialogApi.unread(dialogId, messageId, this.#options());
      return;
    }
    await this.#change(
      dialogId,
      (dialog) => ({ ...dialog, isMarkedUnread: true }),
      (dialog, before) => ({ ...dialog, isMarkedUnread: before.isMarkedUnread }),
      async () => {
        const isDone = await this.#marks.markUnread(dialogId, true, this.#options());
        if (!isDone) throw new MessengerError({ kind: 'unknownDialog', dialogId });
      },
    );
  }

  async markAllRead(): Promise<void> {
    await this.#dialogApi.readAll(this.#options());
  }

  async hide(dialogId: DialogId): Promise<void> {
    const before = this.#dialogs.get(dialogId);
    const hold = this.#dialogs.hold(dialogId);
    this.#dialogs.hide(dialogId);
    try {
      await this.#marks.hide(dialogId, this.#options());
    } catch (error) {
      if (before !== undefined && !this.#signal.aborted) this.#dialogs.unhide(before);
      throw error;
    } finally {
      hold.dispose();
    }
  }

  async #change(
    dialogId: DialogId,
    change: (dialog: Dialog) => Dialog,
    undo: (dialog: Dialog, before: Dialog) => Dialog,
    call: () => Promise<void>,
  ): Promise<void> {
    const before = this.#dialogs.get(dialogId);
    const hold = this.#dialogs.hold(dialogId);
    this.#dialogs.applyOwnChange(dialogId, change);
    try {
      await call();
    } catch (error) {
      if (before !== undefined && !this.#signal.aborted) {
        this.#dialogs.applyOwnChange(dialogId, (dialog) => undo(dialog, before));
      }
      throw error;
    } finally {
      hold.dispose();
    }
  }

  async #chatIdOf(dialogId: DialogId): Promise<number> {
    return (await this.#dialogApi.get(dialogId, this.#options())).chatId;
  }

  #options(): { readonly lane: 'person'; readonly signal: AbortSignal } {
    return { lane: 'person', signal: this.#signal };
  }
}
