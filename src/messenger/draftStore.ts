import * as v from 'valibot';
import type { Disposable } from '../base/disposable.ts';
import type { StateStore } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import { draftsKey } from './stateKeys.ts';

const MOST_DRAFTS = 200;
const MOST_CHARACTERS = 1_000_000;
// Pairs, because an object would put the dialogs whose ids are numbers first.
const Stored = v.array(v.tuple([v.string(), v.string()]));

type Drafts = readonly (readonly [dialogId: DialogId, text: string])[];

/** What stands half-written in the composer of each dialog. */
export class DraftStore implements Disposable {
  readonly #state: StateStore;
  readonly #key: string;
  #isDisposed = false;

  constructor(state: StateStore, accountId: string) {
    this.#state = state;
    this.#key = draftsKey(accountId);
  }

  get(dialogId: DialogId): string {
    return this.#read().find(([id]) => id === dialogId)?.[1] ?? '';
  }

  /** An empty text forgets the draft. The oldest drafts go first when there are too many. */
  async set(dialogId: DialogId, text: string): Promise<void> {
    if (this.#isDisposed) return;
    // Read anew each time: another window may have written meanwhile.
    const before = this.#read();
    if ((before.find(([id]) => id === dialogId)?.[1] ?? '') === text) return;
    const others = before.filter(([id]) => id !== dialogId);
    const drafts = bounded(text === '' ? others : [...others, [dialogId, text]]);
    await this.#state.set(this.#key, drafts.length === 0 ? undefined : drafts);
  }

  /** Nothing is written from here on, so that a sign-out leaves nothing behind. */
  dispose(): void {
    this.#isDisposed = true;
  }

  #read(): Drafts {
    const stored = v.safeParse(Stored, this.#state.get(this.#key));
    return stored.success ? stored.output : [];
  }
}

/** The newest ones that fit; the newest of all always does. */
function bounded(drafts: Drafts): Drafts {
  let characters = 0;
  const kept: (readonly [DialogId, string])[] = [];
  for (const draft of drafts.slice(-MOST_DRAFTS).toReversed()) {
    characters += draft[1].length;
    if (kept.length > 0 && characters > MOST_CHARACTERS) break;
    kept.unshift(draft);
  }
  return kept;
}
