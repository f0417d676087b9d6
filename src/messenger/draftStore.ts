import * as v from 'valibot';
import type { Disposable } from '../base/disposable.ts';
import type { StateStore } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { DraftContext } from '../model/draft.ts';
import { draftsKey } from './stateKeys.ts';

const MOST_DRAFTS = 200;
const MOST_CHARACTERS = 1_000_000;

const Mentions = v.array(v.object({ userId: v.union([v.number(), v.literal('all')]), name: v.string() }));
const excerpt = { messageId: v.number(), author: v.string(), excerpt: v.string() };
const Context = v.object({
  mentions: v.exactOptional(Mentions),
  replyTo: v.exactOptional(v.object(excerpt)),
  edit: v.exactOptional(
    v.object({ ...excerpt, text: v.string(), mentions: Mentions, isPlain: v.exactOptional(v.boolean()) }),
  ),
});
// Tuples, because an object would put the dialogs whose ids are numbers first.
const Stored = v.array(
  v.union([
    v.strictTuple([v.string(), v.string()]),
    v.strictTuple([v.string(), v.string(), v.fallback(Context, {})]),
  ]),
);

type Draft = readonly [dialogId: DialogId, text: string, context?: DraftContext];

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

  /** What the text answers or mentions, or which message is being reworded instead. */
  contextOf(dialogId: DialogId): DraftContext {
    return this.#read().find(([id]) => id === dialogId)?.[2] ?? {};
  }

  /** An empty text about nothing forgets the draft. The oldest drafts go first when there are too many. */
  async set(dialogId: DialogId, text: string, context: DraftContext = {}): Promise<void> {
    if (this.#isDisposed) return;
    // Read anew each time: another window may have written meanwhile.
    const before = this.#read();
    const draft = draftOf(dialogId, text, context);
    const known = before.find(([id]) => id === dialogId);
    if (JSON.stringify(known) === JSON.stringify(draft)) return;
    const others = before.filter(([id]) => id !== dialogId);
    const drafts = bounded(draft === undefined ? others : [...others, draft]);
    await this.#state.set(this.#key, drafts.length === 0 ? undefined : drafts);
  }

  /** Nothing is written from here on, so that a sign-out leaves nothing behind. */
  dispose(): void {
    this.#isDisposed = true;
  }

  #read(): readonly Draft[] {
    const stored = v.safeParse(Stored, this.#state.get(this.#key));
    return stored.success ? stored.output : [];
  }
}

function draftOf(dialogId: DialogId, text: string, context: DraftContext): Draft | undefined {
  const { mentions = [], replyTo, edit } = context;
  if (text === '' && replyTo === undefined && edit === undefined) return undefined;
  if (mentions.length === 0 && replyTo === undefined && edit === undefined) return [dialogId, text];
  return [
    dialogId,
    text,
    {
      ...(mentions.length === 0 ? {} : { mentions }),
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(edit === undefined ? {} : { edit }),
    },
  ];
}

/** The newest ones that fit; the newest of all always does. */
function bounded(drafts: readonly Draft[]): readonly Draft[] {
  let characters = 0;
  const kept: Draft[] = [];
  for (const draft of drafts.slice(-MOST_DRAFTS).toReversed()) {
    characters += draft[1].length + (draft[2]?.edit?.text.length ?? 0);
    if (kept.length > 0 && characters > MOST_CHARACTERS) break;
    kept.unshift(draft);
  }
  return kept;
}
