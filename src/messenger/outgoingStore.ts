import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { StateStore } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import { MessengerError } from './messengerError.ts';
import { decodeOutgoing, encodeOutgoing, type Outgoing } from './outgoing.ts';
import { outgoingKey } from './stateKeys.ts';

// Far beyond what a person leaves unsent; a program that sends without looking is stopped here.
const CAPACITY = 200;

/** What this person wrote and the portal does not have yet. Survives a restart; oldest first. */
export class OutgoingStore implements Disposable {
  readonly #state: StateStore;
  readonly #key: string;
  readonly #changed = new Emitter<DialogId>();
  #items: readonly Outgoing[];

  constructor(state: StateStore, accountId: string) {
    this.#state = state;
    this.#key = outgoingKey(accountId);
    this.#items = decodeOutgoing(state.get(this.#key), new Error('interrupted'));
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

  /** Resolves once it is kept. Refused when too many wait already. */
  async add(item: Outgoing): Promise<void> {
    if (this.#items.length >= CAPACITY) throw new MessengerError({ kind: 'tooManyWaiting', limit: CAPACITY });
    await this.#replace([...this.#items, item], item.content.dialogId);
  }

  async update(uuid: string, state: Outgoing['state']): Promise<void> {
    const item = this.get(uuid);
    if (item === undefined) return;
    const items = this.#items.map((other) => (other.uuid === uuid ? { ...other, state } : other));
    await this.#replace(items, item.content.dialogId);
  }

  async remove(uuid: string): Promise<void> {
    const item = this.get(uuid);
    if (item === undefined) return;
    await this.#replace(
      this.#items.filter((other) => other.uuid !== uuid),
      item.content.dialogId,
    );
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #replace(items: readonly Outgoing[], dialogId: DialogId): Promise<void> {
    this.#items = items;
    this.#changed.fire(dialogId);
    await this.#state.set(this.#key, items.length === 0 ? undefined : encodeOutgoing(items));
  }
}
