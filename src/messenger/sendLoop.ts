import type { Disposable } from '../base/disposable.ts';
import type { Clock } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Leadership } from './leadership.ts';
import type { OutgoingStore } from './outgoingStore.ts';
import { backOffMs, verdictOn } from './sendBackOff.ts';
import { nextShipment, type Shipment } from './sendPlan.ts';

const MOST_AT_ONCE = 4;

/** A message that could not go now, and will go by itself. */
export interface Trouble {
  readonly dialogId: DialogId;
  readonly error: unknown;
}

export interface Shipped {
  /** Whether the portal answered for any of it, with yes or no. */
  readonly wasAnswered: boolean;
  readonly troubles: readonly Trouble[];
}

export interface Shipper {
  /** 1 where only single messages may go. */
  readonly mostInBulk: number;
  /** Takes the messages as far as they go, and puts down what became of each. Rejects only when all is over. */
  ship(shipment: Shipment): Promise<Shipped>;
}

interface Rest {
  readonly failures: number;
  readonly untilMs: number;
  readonly error: unknown;
}

/**
 * Keeps what waits going while this window leads: in order in each dialog, dialogs side by side, all of them held back
 * where the portal cannot be reached, and one at a time let through to see whether it can.
 */
export class SendLoop implements Disposable {
  readonly #store: OutgoingStore;
  readonly #shipper: Shipper;
  readonly #leadership: Leadership;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #busy = new Set<DialogId>();
  readonly #hurried = new Set<DialogId>();
  readonly #rests = new Map<DialogId, Rest>();
  #stall: Rest | undefined;
  #underWay = 0;
  #timer: Disposable | undefined;
  #isDisposed = false;

  constructor(
    store: OutgoingStore,
    shipper: Shipper,
    leadership: Leadership,
    clock: Clock,
    random: () => number = Math.random,
  ) {
    this.#store = store;
    this.#shipper = shipper;
    this.#leadership = leadership;
    this.#clock = clock;
    this.#random = random;
  }

  /** Something may go that could not before. */
  wake(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    if (this.#isDisposed || !this.#leadership.isLeading) return;
    const now = this.#clock.monotonic();
    const most = this.#stall === undefined ? MOST_AT_ONCE : 1;
    while (this.#underWay < most && (this.#stall === undefined || this.#stall.untilMs <= now)) {
      const shipment = this.#next(now);
      if (shipment === undefined) break;
      void this.#run(shipment);
    }
    this.#planNext(now);
  }

  /** Somebody asks: nothing rests any longer in this dialog. */
  hurry(dialogId: DialogId): void {
    // What is under way may be about to fail, and to put this to rest.
    if (this.#underWay > 0) this.#hurried.add(dialogId);
    this.#endRest(dialogId);
    this.wake();
  }

  /** The portal answers again: whatever rests because it did not goes at once. */
  noteBack(): void {
    if (this.#stall !== undefined) this.#stall = { ...this.#stall, untilMs: 0 };
    for (const [dialogId, rest] of this.#rests) this.#rests.set(dialogId, { ...rest, untilMs: 0 });
    this.wake();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
  }

  #endRest(dialogId: DialogId): void {
    const rest = this.#rests.get(dialogId);
    if (rest !== undefined) this.#rests.set(dialogId, { ...rest, untilMs: 0 });
    if (this.#stall !== undefined) this.#stall = { ...this.#stall, untilMs: 0 };
  }

  #next(now: number): Shipment | undefined {
    const resting = [...this.#rests].filter(([, { untilMs }]) => untilMs > now).map(([dialogId]) => dialogId);
    const held = new Set([...this.#busy, ...resting]);
    const ready = this.#store.items.filter(({ uuid, content, state }) => {
      if (state.kind !== 'waiting' || held.has(content.dialogId)) return false;
      if (this.#store.isHeld(uuid)) return true;
      // It is being written; what comes behind it keeps its place.
      held.add(content.dialogId);
      return false;
    });
    if (this.#stall === undefined) return nextShipment({ ready, mostInBulk: this.#shipper.mostInBulk });
    // Whether the portal is back, one message tells, from the dialog that had the least trouble.
    return nextShipment({ ready: this.#calmestFirst(ready), mostInBulk: 1 });
  }

  #calmestFirst<T extends { readonly content: { readonly dialogId: DialogId } }>(
    waiting: readonly T[],
  ): readonly T[] {
    const failuresOf = (item: T): number => this.#rests.get(item.content.dialogId)?.failures ?? 0;
    return [...waiting].sort((a, b) => failuresOf(a) - failuresOf(b));
  }

  async #run(shipment: Shipment): Promise<void> {
    const items = shipment.kind === 'single' ? [shipment.item] : shipment.items;
    const dialogIds = new Set(items.map(({ content }) => content.dialogId));
    for (const dialogId of dialogIds) this.#busy.add(dialogId);
    this.#underWay += 1;
    try {
      const shipped = await this.#shipper.ship(shipment);
      this.#note(shipped, dialogIds);
      for (const dialogId of this.#hurried) this.#endRest(dialogId);
      this.#hurried.clear();
    } catch {
      // Over: signed out, or the window closes.
    } finally {
      this.#underWay -= 1;
      for (const dialogId of dialogIds) this.#busy.delete(dialogId);
      this.wake();
    }
  }

  #note({ wasAnswered, troubles }: Shipped, dialogIds: ReadonlySet<DialogId>): void {
    if (wasAnswered) this.#noteAnswered(dialogIds);
    for (const { dialogId, error } of troubles) {
      const verdict = verdictOn(error);
      const isAboutAll = verdict.kind === 'waits' && verdict.concerns === 'all';
      const rest = this.#restAfter(this.#rests.get(dialogId), error);
      this.#rests.set(dialogId, rest);
      // A dialog that fails again and again by itself does not hold the others up.
      if (isAboutAll || rest.failures === 1) this.#stall = this.#restAfter(this.#stall, error);
    }
  }

  #noteAnswered(dialogIds: ReadonlySet<DialogId>): void {
    this.#stall = undefined;
    for (const [dialogId, { error }] of this.#rests) {
      const verdict = verdictOn(error);
      const wasAboutAll = verdict.kind === 'waits' && verdict.concerns === 'all';
      if (wasAboutAll || dialogIds.has(dialogId)) this.#rests.delete(dialogId);
    }
  }

  #restAfter(before: Rest | undefined, error: unknown): Rest {
    const failures = (before?.failures ?? 0) + 1;
    const delayMs = backOffMs(error, failures, this.#clock.now(), this.#random());
    return { failures, error, untilMs: this.#clock.monotonic() + delayMs };
  }

  /** Sets the one timer there is for the next thing that ends its rest. */
  #planNext(now: number): void {
    if (this.#underWay > 0 && this.#stall !== undefined) return;
    const waits = new Set(
      this.#store.items
        .filter(({ state, content }) => state.kind === 'waiting' && !this.#busy.has(content.dialogId))
        .map(({ content }) => content.dialogId),
    );
    const ends = [...waits].map((dialogId) =>
      Math.max(this.#rests.get(dialogId)?.untilMs ?? 0, this.#stall?.untilMs ?? 0),
    );
    const next = Math.min(...ends.filter((untilMs) => untilMs > now));
    if (Number.isFinite(next)) this.#timer = this.#clock.schedule(() => this.wake(), next - now);
  }
}
