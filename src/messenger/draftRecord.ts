// How a draft is kept: one file for each dialog.
import * as v from 'valibot';
import type { DraftContext } from '../model/draft.ts';

const VERSION = 1;

const Mentions = v.array(v.object({ userId: v.union([v.number(), v.literal('all')]), name: v.string() }));
const excerpt = { messageId: v.number(), author: v.string(), excerpt: v.string() };
/** As it stands on disk; one that is damaged costs no words. */
export const StoredContext = v.object({
  mentions: v.exactOptional(Mentions),
  replyTo: v.exactOptional(v.object(excerpt)),
  edit: v.exactOptional(
    v.object({ ...excerpt, text: v.string(), mentions: Mentions, isPlain: v.exactOptional(v.boolean()) }),
  ),
});

const StoredDraft = v.object({
  version: v.literal(VERSION),
  id: v.string(),
  text: v.string(),
  context: v.fallback(StoredContext, {}),
});

/** What stands half-written in a composer. */
export interface Draft {
  /** Another one for each text that is begun, so that a message can name the draft it was. */
  readonly id: string;
  readonly text: string;
  readonly context: DraftContext;
}

/** `undefined` for an empty text about nothing. */
export function draftOf(id: string, text: string, context: DraftContext): Draft | undefined {
  const { mentions = [], replyTo, edit } = context;
  if (text === '' && replyTo === undefined && edit === undefined) return undefined;
  return {
    id,
    text,
    context: {
      ...(mentions.length === 0 ? {} : { mentions }),
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(edit === undefined ? {} : { edit }),
    },
  };
}

export function encodeDraft({ id, text, context }: Draft): string {
  return JSON.stringify({ version: VERSION, id, text, context });
}

/** `undefined` for what nobody can read. */
export function decodeDraft(text: string): Draft | undefined {
  const stored = v.safeParse(StoredDraft, parsed(text));
  return stored.success ? stored.output : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
