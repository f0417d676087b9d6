import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock, Logger } from '../base/ports.ts';
import { SerialQueue } from '../base/serialQueue.ts';
import { MESSAGE_LIMIT, messageLength } from '../bitrix24/markup/splitMessage.ts';
import type { DialogId } from '../model/dialogId.ts';
import { Deliverer, type Delivery } from './delivery.ts';
import { MessengerError } from './messengerError.ts';
import type { MessageContent, Outgoing } from './outgoing.ts';
import type { OutgoingStore } from './outgoingStore.ts';
import type { Portal } from './portal.ts';

const REMEMBERED = 1_000;

export interface SentMessage {
  readonly dialogId: DialogId;
  readonly messageId: number;
  readonly uuid: string;
}

export interface SendOptions {
  /** What fails stays in the thread, with Retry. False for programs, which see the error and decide themselves. */
  readonly keepFailed: boolean;
}

/**
 * Sends in order, one message in flight per dialog, and never twice. Portals that keep no uuids are held to that by
 * looking alone: there a message is repeated only when it was not found for some seconds, and never after a time limit.
 */
export class Sender implements Disposable {
  readonly #outgoing: OutgoingStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #newestKnownId: (dialogId: DialogId) => number;
  readonly #deliverer: Deliverer;
  readonly #queues = new Map<DialogId, SerialQueue>();
  readonly #sent = new Emitter<SentMessage>();
  readonly #sentIds = new Set<number>();
  readonly #sentUuids = new Set<string>();
  readonly #lifetime = new AbortController();
  #keepsUuids = false;

  constructor(
    portal: Portal,
    outgoing: OutgoingStore,
    clock: Clock,
    logger: Logger,
    newestKnownId: (dialogId: DialogId) => number,
  ) {
    this.#outgoing = outgoing;
    this.#clock = clock;
    this.#logger = logger;
    this.#newestKnownId = newestKnownId;
    this.#deliverer = new Deliverer(portal, clock, logger);
  }

  /** Fires while the message is still among the waiting ones. */
  get onDidSend(): Event<SentMessage> {
    return this.#sent.event;
  }

  /** Resolves once the message is held and stands in the thread; `stored` settles with the portal's id. */
  async accept(content: MessageContent, options: SendOptions): Promise<{ readonly stored: Promise<number> }> {
    const [stored] = (await this.acceptAll([content], options)).stored;
    if (stored === undefined) throw new Error('A message was not taken');
    return { stored };
  }

  /** Holds all or none, so that what was refused can be sent again whole; they go in this order. */
  async acceptAll(
    contents: readonly MessageContent[],
    options: SendOptions,
  ): Promise<{ readonly stored: readonly Promise<number>[] }> {
    for (const content of contents) checkContent(content);
    if (this.#lifetime.signal.aborted) throw new MessengerError({ kind: 'signedOut' });
    const accepted = contents.map((content): Outgoing => ({
      uuid: crypto.randomUUID(),
      content,
      createdAt: this.#clock.now(),
      baselineId: this.#newestKnownId(content.dialogId),
      othersIds: [],
      state: { kind: 'sending' },
    }));
    await this.#outgoing.add(...accepted);
    const stored = accepted.map(({ uuid, content: { dialogId } }) =>
      this.#enqueue(uuid, dialogId, options, false),
    );
    // The caller may not wait for the outcome; the thread shows it all the same.
    for (const each of stored) each.catch(() => undefined);
    return { stored };
  }

  /** Sends a failed one again, after a look at whether it arrived in the meantime. `undefined` for any other. */
  async retry(uuid: string): Promise<number | undefined> {
    const outgoing = this.#outgoing.get(uuid);
    if (outgoing?.state.kind !== 'failed') return undefined;
    const { mayHaveArrived } = outgoing.state;
    await this.#kept(this.#outgoing.update(uuid, { state: { kind: 'sending' } }));
    return this.#enqueue(uuid, outgoing.content.dialogId, { keepFailed: true }, mayHaveArrived);
  }

  /** Forgets a failed one. One that is on its way cannot be called back. */
  async discard(uuid: string): Promise<void> {
    if (this.#outgoing.get(uuid)?.state.kind === 'failed') await this.#outgoing.remove(uuid);
  }

  /** Whether a message with this uuid was sent from here. */
  hasSent(uuid: string | undefined): boolean {
    return uuid !== undefined && this.#sentUuids.has(uuid);
  }

  /** The portal shows a message of this person with this uuid: it arrived, whatever its answer was. */
  async noteStored(uuid: string, messageId: number): Promise<void> {
    if (this.#sentUuids.has(uuid)) this.#keepsUuids = true;
    const outgoing = this.#outgoing.get(uuid);
    // One that is on its way finds out by itself.
    if (outgoing?.state.kind === 'failed') await this.#settle(outgoing, messageId);
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#sent.dispose();
  }

  async #enqueue(
    uuid: string,
    dialogId: DialogId,
    options: SendOptions,
    looksFirst: boolean,
  ): Promise<number> {
    const queue = this.#queues.get(dialogId) ?? new SerialQueue();
    this.#queues.set(dialogId, queue);
    try {
      return await queue.run(() => this.#deliver(uuid, options, looksFirst));
    } finally {
      if (queue.isIdle) this.#queues.delete(dialogId);
    }
  }

  async #deliver(uuid: string, options: SendOptions, looksFirst: boolean): Promise<number> {
    const { signal } = this.#lifetime;
    // Rejects when signed out or closed, here and below: what waits stays on disk as it is.
    if (signal.aborted) throw new MessengerError({ kind: 'signedOut' });
    const outgoing = await this.#withBaseline(uuid, looksFirst);
    remember(this.#sentUuids, uuid);
    const delivery = await this.#deliverer.deliver({
      outgoing,
      looksFirst,
      keepsUuids: () => this.#keepsUuids,
      isTaken: (messageId) => this.#sentIds.has(messageId),
      signal,
    });
    if (delivery.kind === 'stored') {
      await this.#settle(outgoing, delivery.messageId);
      return delivery.messageId;
    }
    await this.#kept(this.#noteFailed(uuid, delivery, options));
    throw delivery.error;
  }

  /** What came before the first attempt cannot be its copy, though it came after the person wrote. */
  async #withBaseline(uuid: string, wasAttempted: boolean): Promise<Outgoing> {
    const outgoing = this.#outgoing.get(uuid);
    if (outgoing === undefined) throw new Error('A message vanished before it was sent');
    const baselineId = Math.max(outgoing.baselineId, this.#newestKnownId(outgoing.content.dialogId));
    if (wasAttempted || baselineId === outgoing.baselineId) return outgoing;
    await this.#kept(this.#outgoing.update(uuid, { baselineId }));
    return { ...outgoing, baselineId };
  }

  async #settle({ uuid, content: { dialogId } }: Outgoing, messageId: number): Promise<void> {
    remember(this.#sentIds, messageId);
    this.#sent.fire({ dialogId, messageId, uuid });
    await this.#kept(this.#outgoing.complete(uuid, messageId));
  }

  #noteFailed(
    uuid: string,
    { error, mayHaveArrived }: Delivery & { readonly kind: 'failed' },
    { keepFailed }: SendOptions,
  ): Promise<void> {
    if (!keepFailed && !mayHaveArrived) return this.#outgoing.remove(uuid);
    return this.#outgoing.update(uuid, { state: { kind: 'failed', error, mayHaveArrived } });
  }

  /** A disk that fails must not make a sent message look unsent. */
  async #kept(writing: Promise<void>): Promise<void> {
    try {
      await writing;
    } catch {
      this.#logger.warn('What waits to be sent could not be written to disk');
    }
  }
}

function remember<T>(known: Set<T>, item: T): void {
  known.add(item);
  const [oldest] = known;
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
}

function checkContent(content: MessageContent): void {
  if (content.text.trim() === '' && content.attach === undefined)
    throw new MessengerError({ kind: 'emptyMessage' });
  const length = messageLength(content.text);
  if (length > MESSAGE_LIMIT) throw new MessengerError({ kind: 'tooLong', length, limit: MESSAGE_LIMIT });
}
