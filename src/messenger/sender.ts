import { delay } from '../base/delay.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock, Logger } from '../base/ports.ts';
import { SerialQueue } from '../base/serialQueue.ts';
import { MESSAGE_LIMIT, messageLength } from '../bitrix24/markup/splitMessage.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { DialogId } from '../model/dialogId.ts';
import { MessengerError } from './messengerError.ts';
import type { MessageContent, Outgoing } from './outgoing.ts';
import type { OutgoingStore } from './outgoingStore.ts';
import type { Portal } from './portal.ts';
import { findStoredCopy } from './readBack.ts';

// A repeat carries the same uuid, so a portal that knows uuids answers with the first id (api-facts 3.4).
const MAX_ATTEMPTS = 3;
// A request whose connection dropped may still be running on the portal; a moment later its message is there.
const SETTLE_MS = 1_500;
const REMEMBERED_IDS = 1_000;

export interface SentMessage {
  readonly dialogId: DialogId;
  readonly messageId: number;
  readonly uuid: string;
}

export interface SendOptions {
  /** What fails stays in the thread, with Retry. False for programs, which see the error and decide themselves. */
  readonly keepFailed: boolean;
}

/** Sends in order, one message in flight per dialog, and never twice. */
export class Sender implements Disposable {
  readonly #portal: Portal;
  readonly #outgoing: OutgoingStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #newestKnownId: (dialogId: DialogId) => number;
  readonly #queues = new Map<DialogId, SerialQueue>();
  readonly #sent = new Emitter<SentMessage>();
  readonly #sentIds = new Set<number>();
  readonly #lifetime = new AbortController();

  constructor(
    portal: Portal,
    outgoing: OutgoingStore,
    clock: Clock,
    logger: Logger,
    newestKnownId: (dialogId: DialogId) => number,
  ) {
    this.#portal = portal;
    this.#outgoing = outgoing;
    this.#clock = clock;
    this.#logger = logger;
    this.#newestKnownId = newestKnownId;
  }

  get onDidSend(): Event<SentMessage> {
    return this.#sent.event;
  }

  /** Resolves once the message is held and stands in the thread; `stored` settles with the portal's id. */
  async accept(content: MessageContent, options: SendOptions): Promise<{ readonly stored: Promise<number> }> {
    checkContent(content);
    const outgoing: Outgoing = {
      uuid: crypto.randomUUID(),
      content,
      createdAt: this.#clock.now(),
      baselineId: this.#newestKnownId(content.dialogId),
      state: { kind: 'sending' },
    };
    await this.#outgoing.add(outgoing);
    const stored = this.#enqueue(outgoing, options);
    // The caller may not wait for the outcome; the thread shows it all the same.
    stored.catch(() => undefined);
    return { stored };
  }

  /** Sends a failed one again, after a look at whether it arrived in the meantime. */
  async retry(uuid: string): Promise<number | undefined> {
    const outgoing = this.#outgoing.get(uuid);
    if (outgoing?.state.kind !== 'failed') return undefined;
    const mayHaveArrived = outgoing.state.mayHaveArrived;
    await this.#outgoing.update(uuid, { kind: 'sending' });
    return this.#enqueue(outgoing, { keepFailed: true }, mayHaveArrived);
  }

  /** Forgets a failed one. One that is on its way cannot be called back. */
  async discard(uuid: string): Promise<void> {
    if (this.#outgoing.get(uuid)?.state.kind === 'failed') await this.#outgoing.remove(uuid);
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#sent.dispose();
  }

  async #enqueue(outgoing: Outgoing, options: SendOptions, looksFirst = false): Promise<number> {
    const { dialogId } = outgoing.content;
    const queue = this.#queues.get(dialogId) ?? new SerialQueue();
    this.#queues.set(dialogId, queue);
    try {
      return await queue.run(() => this.#deliver(outgoing, options, looksFirst));
    } finally {
      if (queue.isIdle) this.#queues.delete(dialogId);
    }
  }

  async #deliver(outgoing: Outgoing, options: SendOptions, looksFirst: boolean): Promise<number> {
    try {
      const messageId = await this.#sendOnce(outgoing, looksFirst);
      this.#remember(messageId);
      const { dialogId } = outgoing.content;
      this.#sent.fire({ dialogId, messageId, uuid: outgoing.uuid });
      await this.#outgoing.remove(outgoing.uuid);
      return messageId;
    } catch (error) {
      // Signed out or closed: what waits stays on disk as it is.
      if (this.#lifetime.signal.aborted) throw error;
      const mayHaveArrived = !isPortalError(error) || error.outcome === 'unknown';
      if (options.keepFailed || mayHaveArrived) {
        await this.#outgoing.update(outgoing.uuid, { kind: 'failed', error, mayHaveArrived });
      } else {
        await this.#outgoing.remove(outgoing.uuid);
      }
      throw error;
    }
  }

  /** Repeats only after reading back, and only with the same uuid. */
  async #sendOnce(outgoing: Outgoing, looksFirst: boolean): Promise<number> {
    if (looksFirst) {
      const known = await this.#find(outgoing);
      if (known !== undefined) return known;
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#portal.send(outgoing, this.#lifetime.signal);
      } catch (error) {
        if (!isPortalError(error) || this.#lifetime.signal.aborted) throw error;
        if (error.outcome !== 'unknown') throw error;
        this.#logger.warn('The answer to a message was lost; looking whether it arrived', { attempt });
        const known = (await this.#findOr(outgoing, error)) ?? (await this.#findLater(outgoing, error));
        if (known !== undefined) return known;
        if (attempt >= MAX_ATTEMPTS) throw error;
      }
    }
  }

  async #findLater(outgoing: Outgoing, original: unknown): Promise<number | undefined> {
    await delay(this.#clock, SETTLE_MS, this.#lifetime.signal);
    return this.#findOr(outgoing, original);
  }

  /** Where even looking fails, what happened to the message stays the news, not what happened to the look. */
  async #findOr(outgoing: Outgoing, original: unknown): Promise<number | undefined> {
    try {
      return await this.#find(outgoing);
    } catch {
      throw original;
    }
  }

  async #find(outgoing: Outgoing): Promise<number | undefined> {
    const { page } = await this.#portal.newest(outgoing.content.dialogId, 'person', this.#lifetime.signal);
    const isTaken = (messageId: number): boolean => this.#sentIds.has(messageId);
    return findStoredCopy(outgoing, page.messages, this.#portal.ownId, isTaken)?.id;
  }

  #remember(messageId: number): void {
    this.#sentIds.add(messageId);
    const [oldest] = this.#sentIds;
    if (this.#sentIds.size > REMEMBERED_IDS && oldest !== undefined) this.#sentIds.delete(oldest);
  }
}

function checkContent(content: MessageContent): void {
  if (content.text.trim() === '' && content.attach === undefined)
    throw new MessengerError({ kind: 'emptyMessage' });
  const length = messageLength(content.text);
  if (length > MESSAGE_LIMIT) throw new MessengerError({ kind: 'tooLong', length, limit: MESSAGE_LIMIT });
}
