import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message } from '../model/message.ts';
import { MessengerError } from './messengerError.ts';
import type { Portal } from './portal.ts';

/** The portal lets an author reword for three days (api-facts 3.4). */
const EDIT_WINDOW_MS = 3 * 24 * 3_600_000;
const MOST_AT_ONCE = 20;

export type EditObstacle = 'notOwn' | 'deleted' | 'tooOld';

/** Why a message cannot be reworded; the portal has the last word. */
export function editObstacle(message: Message, ownId: number, now: number): EditObstacle | undefined {
  if (message.authorId !== ownId || message.isSystem) return 'notOwn';
  if (message.isDeleted) return 'deleted';
  return message.date <= now - EDIT_WINDOW_MS ? 'tooOld' : undefined;
}

/** Rewords own messages: threads show the new words at once, and the old ones again where the portal refuses. */
export class MessageEdits implements Disposable {
  readonly #portal: Portal;
  readonly #onStored: (dialogId: DialogId, messageId: number, text: string) => void;
  readonly #pending = new Map<number, { readonly dialogId: DialogId; readonly text: string }>();
  readonly #changed = new Emitter<DialogId>();
  readonly #lifetime = new AbortController();

  constructor(portal: Portal, onStored: (dialogId: DialogId, messageId: number, text: string) => void) {
    this.#portal = portal;
    this.#onStored = onStored;
  }

  /** Fires the dialog where what is on its way has changed. */
  get onDidChange(): Event<DialogId> {
    return this.#changed.event;
  }

  /** The words that are on their way to the portal for this message. */
  pendingText(messageId: number): string | undefined {
    return this.#pending.get(messageId)?.text;
  }

  /** Resolves once the portal has the new words; rejects with its error. One change of a message at a time. */
  async edit(dialogId: DialogId, messageId: number, text: string): Promise<void> {
    if (this.#lifetime.signal.aborted) throw new MessengerError({ kind: 'signedOut' });
    if (this.#pending.has(messageId) || this.#pending.size >= MOST_AT_ONCE) {
      throw new MessengerError({ kind: 'tooManyWaiting', limit: this.#pending.size });
    }
    this.#pending.set(messageId, { dialogId, text });
    this.#changed.fire(dialogId);
    try {
      await this.#store(dialogId, messageId, text);
      this.#onStored(dialogId, messageId, text);
    } finally {
      this.#pending.delete(messageId);
      this.#changed.fire(dialogId);
    }
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
  }

  async #store(dialogId: DialogId, messageId: number, text: string): Promise<void> {
    const { signal } = this.#lifetime;
    try {
      await this.#portal.writing.reword(messageId, text, signal);
    } catch (error) {
      if (!isPortalError(error) || error.outcome !== 'unknown' || signal.aborted) throw error;
      // The answer was lost: what the message says now tells whether the portal did it.
      const stored = await this.#portal.writing.message(dialogId, messageId, signal).catch(() => undefined);
      if (stored?.isEdited !== true || !isSameText(stored.text, text)) throw error;
    }
  }
}

/** The portal trims, and wraps bare addresses in a tag (api-facts 3.3). */
function isSameText(stored: string, sent: string): boolean {
  const plain = (text: string): string =>
    text
      .replace(/\[\/?url\]/gi, '')
      .replace(/\s+/g, ' ')
      .trim();
  return plain(stored) === plain(sent);
}
