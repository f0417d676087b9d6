import type { Disposable } from '../base/disposable.ts';
import type { Clock, Logger } from '../base/ports.ts';
import { SerialQueue } from '../base/serialQueue.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { ReadResult } from '../model/message.ts';
import type { Portal } from './portal.ts';

// Scrolling reports many positions; the portal needs the last of them.
const SETTLE_MS = 400;
const FIRST_RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;
// After that the next sight of a newer message tries again.
const MOST_RETRIES = 8;

/** How far one dialog was seen, and what was told of it. */
interface Progress {
  readonly seenId: number;
  readonly toldId: number;
  readonly failures: number;
  readonly timer: Disposable | undefined;
}

const nothingSeen: Progress = { seenId: 0, toldId: 0, failures: 0, timer: undefined };

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
  readonly #progress = new Map<DialogId, Progress>();
  readonly #queues = new Map<DialogId, SerialQueue>();
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

  /** Notes that the person has seen a message; the portal is told a moment later, and again until it has heard. */
  saw(dialogId: DialogId, messageId: number): void {
    const progress = this.#of(dialogId);
    if (this.#lifetime.signal.aborted || messageId <= Math.max(progress.seenId, progress.toldId)) return;
    this.#progress.set(dialogId, { ...progress, seenId: messageId, failures: 0 });
    this.#plan(dialogId, SETTLE_MS);
  }

  /** Marks read at once, to a message or to the end; rejects with the portal's error. */
  mark(dialogId: DialogId, messageId: number | undefined): Promise<ReadResult | undefined> {
    return this.#inTurn(dialogId, async () => {
      const result = await this.#portal.read(dialogId, messageId, 'person', this.#lifetime.signal);
      this.#told(dialogId, messageId, result);
      return result;
    });
  }

  /** After the person's own "mark unread" the same messages may be seen again. */
  forget(dialogId: DialogId): void {
    this.#of(dialogId).timer?.dispose();
    this.#progress.delete(dialogId);
  }

  dispose(): void {
    this.#lifetime.abort();
    for (const { timer } of this.#progress.values()) timer?.dispose();
    this.#progress.clear();
  }

  #of(dialogId: DialogId): Progress {
    return this.#progress.get(dialogId) ?? nothingSeen;
  }

  /** A timer that is set already runs first; it tells whatever was seen by then. */
  #plan(dialogId: DialogId, delayMs: number): void {
    const progress = this.#of(dialogId);
    if (progress.timer !== undefined) return;
    const timer = this.#clock.schedule(() => void this.#flush(dialogId), delayMs);
    this.#progress.set(dialogId, { ...progress, timer });
  }

  async #flush(dialogId: DialogId): Promise<void> {
    try {
      await this.#inTurn(dialogId, () => this.#tell(dialogId));
    } catch (error) {
      this.#noteFailure(dialogId, error);
    }
    const { seenId, toldId, failures } = this.#of(dialogId);
    if (this.#lifetime.signal.aborted || seenId <= toldId || failures > MOST_RETRIES) return;
    const delayMs = failures === 0 ? SETTLE_MS : FIRST_RETRY_MS * 2 ** (failures - 1);
    this.#plan(dialogId, Math.min(LONGEST_RETRY_MS, delayMs));
  }

  async #tell(dialogId: DialogId): Promise<void> {
    const { seenId, toldId } = this.#of(dialogId);
    if (seenId <= toldId) {
      this.#progress.set(dialogId, { ...this.#of(dialogId), timer: undefined });
      return;
    }
    const result = await this.#portal.read(dialogId, seenId, 'visible', this.#lifetime.signal);
    this.#progress.set(dialogId, { ...this.#of(dialogId), timer: undefined });
    this.#told(dialogId, seenId, result);
  }

  #told(dialogId: DialogId, messageId: number | undefined, result: ReadResult | undefined): void {
    if (this.#lifetime.signal.aborted) return;
    const progress = this.#of(dialogId);
    const toldId = Math.max(progress.toldId, messageId ?? 0, result?.lastId ?? 0);
    this.#progress.set(dialogId, { ...progress, toldId, failures: 0 });
    this.#onRead(dialogId, messageId, result);
  }

  #noteFailure(dialogId: DialogId, error: unknown): void {
    if (this.#lifetime.signal.aborted) return;
    const progress = this.#of(dialogId);
    const isFinal = !isPortalError(error) || error.outcome === 'rejected' || error.kind === 'moved';
    const failures = isFinal ? MOST_RETRIES + 1 : progress.failures + 1;
    // What is given up counts as unseen, so that the next sight of it tries again.
    const seenId = failures > MOST_RETRIES ? progress.toldId : progress.seenId;
    this.#progress.set(dialogId, { ...progress, seenId, failures, timer: undefined });
    this.#logger.info('Marking read failed', { error: isPortalError(error) ? error.code : 'unknown' });
  }

  /** Answers come in the order of the questions, so that the last one is the latest news. */
  async #inTurn<T>(dialogId: DialogId, task: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(dialogId) ?? new SerialQueue();
    this.#queues.set(dialogId, queue);
    try {
      return await queue.run(task);
    } finally {
      if (queue.isIdle) this.#queues.delete(dialogId);
    }
  }
}
