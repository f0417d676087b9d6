import type { Disposable } from '../base/disposable.ts';
import type { Clock, Logger } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { ReadResult } from '../model/message.ts';
import type { Portal } from './portal.ts';

// Scrolling reports many positions; the portal needs the last of them.
const SETTLE_MS = 400;

/** Marks dialogs read up to what was seen, one call at a time per dialog, and never backwards. */
export class ReadMarker implements Disposable {
  readonly #portal: Portal;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #onRead: (
    dialogId: DialogId,
    messageId: number | undefined,
    result: ReadResult | undefined,
  ) => void;
  readonly #wanted = new Map<DialogId, number>();
  readonly #done = new Map<DialogId, number>();
  readonly #timers = new Map<DialogId, Disposable>();
  readonly #lifetime = new AbortController();

  constructor(
    portal: Portal,
    clock: Clock,
    logger: Logger,
    onRead: (dialogId: DialogId, messageId: number | undefined, result: ReadResult | undefined) => void,
  ) {
    this.#portal = portal;
    this.#clock = clock;
    this.#logger = logger;
    this.#onRead = onRead;
  }

  /** Notes that the person has seen a message; the portal is told a moment later. */
  saw(dialogId: DialogId, messageId: number): void {
    if (messageId <= (this.#done.get(dialogId) ?? 0) || messageId <= (this.#wanted.get(dialogId) ?? 0))
      return;
    this.#wanted.set(dialogId, messageId);
    if (this.#timers.has(dialogId)) return;
    this.#timers.set(
      dialogId,
      this.#clock.schedule(() => void this.#flush(dialogId), SETTLE_MS),
    );
  }

  /** Marks read at once, to a message or to the end; rejects with the portal's error. */
  async mark(dialogId: DialogId, messageId: number | undefined): Promise<ReadResult | undefined> {
    const result = await this.#portal.read(dialogId, messageId, 'person', this.#lifetime.signal);
    this.#onRead(dialogId, messageId, result);
    return result;
  }

  /** After the person's own "mark unread" the same messages may be seen again. */
  forget(dialogId: DialogId): void {
    this.#done.delete(dialogId);
    this.#wanted.delete(dialogId);
  }

  dispose(): void {
    this.#lifetime.abort();
    for (const timer of this.#timers.values()) timer.dispose();
    this.#timers.clear();
  }

  async #flush(dialogId: DialogId): Promise<void> {
    const messageId = this.#wanted.get(dialogId);
    if (messageId === undefined) return;
    try {
      const result = await this.#portal.read(dialogId, messageId, 'visible', this.#lifetime.signal);
      this.#done.set(dialogId, messageId);
      this.#onRead(dialogId, messageId, result);
    } catch (error) {
      if (this.#lifetime.signal.aborted) return;
      // The next sight of the message tries again.
      this.#logger.info('Marking read failed', { error: error instanceof Error ? error.message : 'unknown' });
    } finally {
      this.#timers.delete(dialogId);
      const wanted = this.#wanted.get(dialogId);
      if (wanted === messageId) this.#wanted.delete(dialogId);
      else if (wanted !== undefined) {
        this.#wanted.delete(dialogId);
        this.saw(dialogId, wanted);
      }
    }
  }
}
