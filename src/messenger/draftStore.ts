import * as v from 'valibot';
import type { StateStore } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import { draftsKey } from './stateKeys.ts';

const CAPACITY = 200;
const Stored = v.record(v.string(), v.string());

/** What stands half-written in the composer of each dialog. */
export class DraftStore {
  readonly #state: StateStore;
  readonly #key: string;
  readonly #drafts: Map<DialogId, string>;

  constructor(state: StateStore, accountId: string) {
    this.#state = state;
    this.#key = draftsKey(accountId);
    const stored = v.safeParse(Stored, state.get(this.#key));
    this.#drafts = new Map(stored.success ? Object.entries(stored.output) : []);
  }

  get(dialogId: DialogId): string {
    return this.#drafts.get(dialogId) ?? '';
  }

  /** An empty text forgets the draft. The oldest drafts go first when there are too many. */
  async set(dialogId: DialogId, text: string): Promise<void> {
    if (this.get(dialogId) === text) return;
    this.#drafts.delete(dialogId);
    if (text !== '') this.#drafts.set(dialogId, text);
    for (const oldest of this.#drafts.keys()) {
      if (this.#drafts.size <= CAPACITY) break;
      this.#drafts.delete(oldest);
    }
    await this.#state.set(this.#key, this.#drafts.size === 0 ? undefined : Object.fromEntries(this.#drafts));
  }
}
