import type { DraftContext } from '../model/draft.ts';
import type { Draft } from './draftRecord.ts';

export interface SentText {
  /** As it stood in the composer. */
  readonly text: string;
  readonly replyTo?: number | undefined;
}

/**
 * What a draft still is once a text of it was sent: what was typed on meanwhile, and the message that is being reworded
 * over it. What the sent text goes beyond is an older state of it; what is something else altogether stays.
 */
export function restOfDraft(draft: Draft | undefined, sent: SentText): Pick<Draft, 'text' | 'context'> {
  if (draft === undefined) return { text: '', context: {} };
  const { mentions = [], replyTo, edit } = draft.context;
  const text = restOfText(draft.text, sent.text);
  const context: DraftContext = {
    ...(text === '' || mentions.length === 0 ? {} : { mentions }),
    ...(replyTo === undefined || replyTo.messageId === sent.replyTo ? {} : { replyTo }),
    ...(edit === undefined ? {} : { edit }),
  };
  return { text, context };
}

function restOfText(text: string, sent: string): string {
  if (text.startsWith(sent)) return text.slice(sent.length);
  return sent.startsWith(text) ? '' : text;
}
