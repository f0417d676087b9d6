import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { StateStore } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import { MessengerError } from './messengerError.ts';
import { decodeOutgoing, encodeOutgoing, type Outgoing } from './outgoing.ts';
import { outgoingKey } from './stateKeys.ts';

// Far beyond what a person leaves unsent; a program that sends without looking is stopped here.
const CAPACITY = 200;
const MOST_OTHERS = 50;

/** What this person wrote and the portal does not have yet. Survives a restart; oldest first. */
export class OutgoingStore implements Disposable {
  readonly #state: StateStore;
  readonly #key: string;
  readonly #changed = new Emitter<DialogId>();
  #items: readonly Outgoing[];
  #isDisposed = false;

  constructor(state: StateStore, accountId: string) {
    this.#state = state;
    this.#key = outgoingKey(accountId);
    this.#items = this.#stored().slice(-CAPACITY);
  }

  /** Fires the dialog whose waiting messages changed. */
  get onDidChange(): Event<DialogId> {
    return this.#changed.event;
  }

  of(dialogId: DialogId): readonly Outgoing[] {
    return this.#items.filter((item) => item.content.dialogId === dialogId);
  }

  get(uuid: string): Outgoing | undefined {
    return this.#items.find((item) => item.uuid === uuid);
  }

  get size(): number {
    return this.#items.length;
  }

  /** Resolves once they are kept, all or none. Refused when too many wait already. */
  async add(...added: readonly Outgoing[]): Promise<void> {
    if (this.#items.length + added.length > CAPACITY) {
      throw new MessengerError({ kind: 'tooManyWaiting', limit: CAPACITY });
    }
    const uuids = added.map((item) => item.uuid);
    const dialogIds = new Set(added.map((item) => item.content.dialogId));
    this.#become([...this.#items, ...added], ...dialogIds);
    try {
      await this.#persist(uuids);
    } catch (error) {
      this.#become(without(this.#items, ...uuids), ...dialogIds);
      throw error;
    }
  }

  async update(uuid: string, change: Partial<Pick<Outgoing, 'state' | 'baselineId'>>): Promise<void> {
    const item = this.get(uuid);
    if (item === undefined) return;
    const items = this.#items.map((other) => (other.uuid === uuid ? { ...other, ...change } : other));
    this.#become(items, item.content.dialogId);
    await this.#persist([uuid]);
  }

  /** The portal has it under this id, which is none of the others that wait in its dialog. */
  async complete(uuid: string, messageId: number): Promise<void> {
    const item = this.get(uuid);
    if (item === undefined) return;
    const { dialogId } = item.content;
    const items = without(this.#items, uuid).map((other) =>
      other.content.dialogId === dialogId
        ? { ...other, othersIds: [...other.othersIds, messageId].slice(-MOST_OTHERS) }
        : other,
    );
    this.#become(items, dialogId);
    await this.#persist([uuid, ...this.of(dialogId).map((other) => other.uuid)]);
  }

  async remove(uuid: string): Promise<void> {
    const item = this.get(uuid);
    if (item === undefined) return;
    this.#become(without(this.#items, uuid), item.content.dialogId);
    await this.#persist([uuid]);
  }

  /** Nothing is written from here on: what is on disk belongs to whoever comes next. */
  dispose(): void {
    this.#isDisposed = true;
    this.#changed.dispose();
  }

  #become(items: readonly Outgoing[], ...dialogIds: readonly DialogId[]): void {
    this.#items = items;
    for (const dialogId of dialogIds) this.#changed.fire(dialogId);
  }

  /** Touches these alone: the rest on disk may be another window's. */
  async #persist(uuids: readonly string[]): Promise<void> {
    if (this.#isDisposed) return;
    const others = this.#stored().filter((item) => !uuids.includes(item.uuid));
    const own = this.#items.filter((item) => uuids.includes(item.uuid));
    const all = [...others, ...own];
    await this.#state.set(this.#key, all.length === 0 ? undefined : encodeOutgoing(all));
  }

  #stored(): readonly Outgoing[] {
    return decodeOutgoing(this.#state.get(this.#key), new MessengerError({ kind: 'interrupted' }));
  }
}

function without(items: readonly Outgoing[], ...uuids: readonly string[]): readonly Outgoing[] {
  return items.filter((item) => !uuids.includes(item.uuid));
}
