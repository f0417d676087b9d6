import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { DialogId } from '../model/dialogId.ts';
import { BulkDeliverer } from './bulkDelivery.ts';
import { Deliverer, type Delivery } from './delivery.ts';
import { MessengerError } from './messengerError.ts';
import type { Outgoing } from './outgoing.ts';
import type { OutgoingStore } from './outgoingStore.ts';
import type { Portal } from './portal.ts';
import { verdictOn } from './sendBackOff.ts';
import type { SenderPorts } from './sender.ts';
import type { Shipped, Shipper, Trouble } from './sendLoop.ts';
import { MOST_IN_BULK, type Shipment } from './sendPlan.ts';
import type { SentMemory } from './sentMemory.ts';

// What was written longer ago may have been overtaken by what came into the dialog since.
const FRESH_MS = 15_000;
// From so many on it is worth a request to learn whether the portal keeps uuids, for then they go in bulk.
const WORTH_LEARNING = 10;
const MOST_LESSONS = 3;

export interface ShippingEvents {
  readonly signal: AbortSignal;
  newestKnownId(dialogId: DialogId): number;
  onStored(item: Outgoing, messageId: number): Promise<void>;
  onFailed(item: Outgoing, error: unknown, mayHaveArrived: boolean): Promise<void>;
  /** Called when it is put down that the message waits. */
  onWaits(item: Outgoing, error: unknown): Promise<void>;
}

/** The window that began to send does not lead any more; nothing went out. */
class LeadLost extends Error {}

/** Sends what the loop picks: on disk before on the wire, and afterwards what became of it. */
export class Shipping implements Shipper {
  readonly #outgoing: OutgoingStore;
  readonly #ports: SenderPorts;
  readonly #memory: SentMemory;
  readonly #events: ShippingEvents;
  readonly #single: Deliverer;
  readonly #bulk: BulkDeliverer;
  #lessons = 0;

  constructor(
    portal: Portal,
    outgoing: OutgoingStore,
    ports: SenderPorts,
    memory: SentMemory,
    events: ShippingEvents,
  ) {
    this.#outgoing = outgoing;
    this.#ports = ports;
    this.#memory = memory;
    this.#events = events;
    this.#single = new Deliverer(portal, ports.clock, ports.logger, memory);
    this.#bulk = new BulkDeliverer(portal, ports.logger, this.#single);
  }

  get mostInBulk(): number {
    return this.#memory.keepsUuids ? Math.min(this.#bulk.most, MOST_IN_BULK) : 1;
  }

  async ship(shipment: Shipment): Promise<Shipped> {
    if (shipment.kind === 'single') return this.#conclude([shipment.item], [await this.#one(shipment.item)]);
    const { items } = shipment;
    const begin = (): Promise<void> => this.#begin(items, (item) => this.#known(item) ?? item.baselineId);
    for (const item of items) this.#outgoing.note(item.uuid, { state: { kind: 'sending' } });
    return this.#conclude(items, await this.#bulk.deliver(items, begin, this.#events.signal));
  }

  /** Looks at once for one whose answer was lost. */
  lookNow(uuid: string): void {
    this.#single.lookNow(uuid);
  }

  async #one(item: Outgoing): Promise<Delivery> {
    this.#outgoing.note(item.uuid, { state: { kind: 'sending' } });
    const delivery = await this.#single.deliver({
      outgoing: item,
      knownBaselineId: this.#known(item),
      begin: (baselineId) => this.#begin([item], () => baselineId),
      onLongLook: (repeatsAt) =>
        void this.#write(item.uuid, { state: { kind: 'sending', repeatsAt }, mayHaveArrived: true }),
      signal: this.#events.signal,
    });
    if (delivery.kind === 'stored') await this.#learnFrom(item, delivery.messageId);
    return delivery;
  }

  /** Puts down that they go out now, so that whoever comes after a crash looks first. */
  async #begin(items: readonly Outgoing[], baselineOf: (item: Outgoing) => number): Promise<void> {
    const { leadership, logger } = this.#ports;
    if (!(await leadership.confirm())) throw new LeadLost();
    try {
      await Promise.all(
        items.map(async ({ uuid }) => {
          const item = this.#outgoing.get(uuid);
          if (item === undefined) return;
          const baselineId = item.mayHaveArrived ? item.baselineId : baselineOf(item);
          await this.#outgoing.update(uuid, {
            baselineId,
            attempts: item.attempts + 1,
            mayHaveArrived: true,
            state: { kind: 'sending' },
          });
        }),
      );
    } catch {
      logger.warn('What goes out could not be put down on disk, so it does not');
      throw new MessengerError({ kind: 'notKept' });
    }
    if (!leadership.isLeading) throw new LeadLost();
    for (const { uuid } of items) this.#memory.noteAttempt(uuid);
  }

  /** `undefined` where the portal has to be asked: only where its uuids do not tell a copy from another message. */
  #known({ content, createdAt }: Outgoing): number | undefined {
    const justSentId = this.#memory.justSentId(content.dialogId);
    const newestId = Math.max(justSentId, this.#events.newestKnownId(content.dialogId));
    if (this.#memory.keepsUuids || justSentId > 0) return newestId;
    const ageMs = this.#ports.clock.now() - createdAt;
    return newestId > 0 && ageMs >= 0 && ageMs <= FRESH_MS ? newestId : undefined;
  }

  async #conclude(items: readonly Outgoing[], deliveries: readonly Delivery[]): Promise<Shipped> {
    const troubles = new Map<DialogId, Trouble>();
    let wasAnswered = false;
    const endings = items.map(async (item, index): Promise<void> => {
      const delivery = deliveries[index];
      if (delivery === undefined) return;
      if (delivery.kind === 'stored') {
        wasAnswered = true;
        await this.#events.onStored(item, delivery.messageId);
        return;
      }
      const { error, mayHaveArrived } = delivery;
      if (!this.#ports.leadership.isLeading || error instanceof LeadLost || isBehindAnother(error)) {
        await this.#putBack(item, mayHaveArrived);
        return;
      }
      if (verdictOn(error).kind === 'fails') {
        wasAnswered ||= isPortalError(error) && error.outcome === 'rejected';
        await this.#events.onFailed(item, error, mayHaveArrived);
        return;
      }
      const { dialogId } = item.content;
      if (!troubles.has(dialogId)) troubles.set(dialogId, { dialogId, error });
      await this.#putDown(item, error, mayHaveArrived);
      await this.#events.onWaits(item, error);
    });
    await Promise.all(endings);
    return { wasAnswered, troubles: [...troubles.values()] };
  }

  /** As it was before. Whoever leads now has the say over what is on disk. */
  async #putBack({ uuid, state }: Outgoing, mayHaveArrived: boolean): Promise<void> {
    if (this.#ports.leadership.isLeading) await this.#write(uuid, { state, mayHaveArrived });
    else this.#outgoing.note(uuid, { state, mayHaveArrived });
  }

  async #putDown({ uuid }: Outgoing, error: unknown, mayHaveArrived: boolean): Promise<void> {
    await this.#write(uuid, { state: { kind: 'waiting', error }, mayHaveArrived });
  }

  async #write(uuid: string, change: Pick<Outgoing, 'state' | 'mayHaveArrived'>): Promise<void> {
    try {
      await this.#outgoing.update(uuid, change);
    } catch {
      this.#ports.logger.warn('What waits to be sent could not be written to disk');
    }
  }

  /** Many wait, and nobody knows yet whether they may go in bulk: the portal is asked to show one that went. */
  async #learnFrom(item: Outgoing, messageId: number): Promise<void> {
    const isWorthIt = this.#outgoing.size >= WORTH_LEARNING && this.#lessons < MOST_LESSONS;
    if (this.#memory.keepsUuids || !isWorthIt) return;
    this.#lessons += 1;
    try {
      await this.#single.findByUuid([{ ...item, baselineId: messageId - 1 }], this.#events.signal);
    } catch {
      // It was a question of speed alone.
    }
  }
}

/** A batch ends at its first failure; what came after it did not run. */
function isBehindAnother(error: unknown): boolean {
  return isPortalError(error) && error.code === 'NOT_EXECUTED';
}
