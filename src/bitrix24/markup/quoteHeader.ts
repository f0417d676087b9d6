import type { MessageRef } from '../../model/richText.ts';
import { readMessageReference } from './dialogReference.ts';

export interface QuoteOrigin {
  readonly author: string;
  /** As written. */
  readonly date: string;
  readonly source: MessageRef | undefined;
}

const MAX_HEADER_LENGTH = 400;

/**
 * Reads the first line of a quote block: `Name [date]`, with ` #chatN/M` or ` #U1:U2/M` after it (api-facts 4.6).
 * The date is in the words of the portal's language, so all that is asked of it is a digit and not to be a tag.
 */
export function readQuoteHeader(line: string, ownUserId: number | undefined): QuoteOrigin | undefined {
  if (line.length > MAX_HEADER_LENGTH) return undefined;
  let head = line.trimEnd();
  let source: QuoteOrigin['source'];

  const hash = head.lastIndexOf('] #');
  if (hash >= 0) {
    const reference = readMessageReference(head.slice(hash + 3), ownUserId);
    if (reference === undefined) return undefined;
    if (reference !== 'elsewhere') source = reference;
    head = head.slice(0, hash + 1);
  }

  const bracket = head.lastIndexOf('[');
  if (bracket < 0 || !head.endsWith(']')) return undefined;
  const author = head.slice(0, bracket).trim();
  const date = head.slice(bracket + 1, -1).trim();
  if (author === '' || !/[0-9]/.test(date) || date.includes('=')) return undefined;
  return { author, date, source };
}
