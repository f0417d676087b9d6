// The lines of a text: which of them are quotes. What is inside the lines is left as it is.
import { type QuoteOrigin, readQuoteHeader } from './quoteHeader.ts';
import type { Token } from './tokens.ts';

export type MarkupEvent =
  | Exclude<Token, { readonly kind: 'quoteMark' | 'fence' }>
  | { readonly kind: 'enterQuote'; readonly origin: QuoteOrigin | undefined }
  | { readonly kind: 'leaveQuote' };

/** Turns `>>` lines and blocks between two fences into quotes that are entered and left in turn. */
export function outline(
  text: string,
  tokens: readonly Token[],
  ownUserId: number | undefined,
): readonly MarkupEvent[] {
  const closingFences = pairFences(tokens);
  const openFences = new Set<number>(closingFences.values());
  const events: MarkupEvent[] = [];
  let level = 0;

  const toLevel = (wanted: number): void => {
    for (; level < wanted; level += 1) events.push({ kind: 'enterQuote', origin: undefined });
    for (; level > wanted; level -= 1) events.push({ kind: 'leaveQuote' });
  };

  let isLineStart = true;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (isLineStart) toLevel(token.kind === 'quoteMark' ? token.level : 0);
    isLineStart = token.kind === 'newline';

    if (token.kind === 'quoteMark') continue;
    if (token.kind !== 'fence') {
      events.push(token);
      continue;
    }
    if (openFences.has(index)) {
      events.push({ kind: 'leaveQuote' });
      continue;
    }
    const closing = closingFences.get(index);
    if (closing === undefined) {
      events.push({ kind: 'text', start: token.start, end: token.end });
      continue;
    }
    const first = index + 2;
    const last = endOfLine(tokens, first, closing);
    const origin = originOf(text, tokens, first, last, ownUserId);
    events.push({ kind: 'enterQuote', origin });
    index = origin === undefined ? first - 1 : last - 1;
    isLineStart = origin === undefined;
  }
  toLevel(0);
  return events;
}

/** Opening fence to closing fence. A pair needs something between; a fence that is left over is text. */
function pairFences(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  let opening: number | undefined;
  let hasContent = false;
  tokens.forEach((token, index) => {
    if (token.kind !== 'fence') {
      hasContent ||= token.kind !== 'newline';
      return;
    }
    if (opening !== undefined && hasContent) {
      pairs.set(opening, index);
      opening = undefined;
    } else {
      opening = index;
    }
    hasContent = false;
  });
  return pairs;
}

function endOfLine(tokens: readonly Token[], from: number, limit: number): number {
  let index = from;
  while (index < limit && tokens[index]?.kind !== 'newline') index += 1;
  return index;
}

function originOf(
  text: string,
  tokens: readonly Token[],
  first: number,
  last: number,
  ownUserId: number | undefined,
): QuoteOrigin | undefined {
  const from = tokens[first];
  const to = tokens[last - 1];
  if (from === undefined || to === undefined || last <= first) return undefined;
  return readQuoteHeader(text.slice(from.start, to.end), ownUserId);
}
