import { BracketIndex } from './bracketIndex.ts';
import { readRawTag } from './rawTags.ts';
import { type MarkupContext, TAG_READERS } from './tags.ts';
import type { Token } from './tokens.ts';

/**
 * What comes after that many tokens is one stretch of text. A message has at most 20,000 characters and an attach
 * 60,000, and no token is shorter than one, so only a text made to hurt ever gets there.
 */
export const MAX_TOKENS = 60_000;
/** Quotes in quotes by `>>`; further marks are text. */
export const MAX_QUOTE_LEVEL = 8;

const FENCE_LENGTH = 54;
const MAX_TAG_NAME_LENGTH = 9;

const NEWLINE = 0x0a;
const HASH = 0x23;
const HYPHEN = 0x2d;
const GREATER = 0x3e;
const OPEN_BRACKET = 0x5b;

/**
 * Cuts a text into tokens that cover it without gaps, left to right, never looking at a character more than a few
 * times. Line breaks must be `\n`.
 */
export function tokenize(text: string, context: MarkupContext): readonly Token[] {
  const index = new BracketIndex(text);
  const tokens: Token[] = [];
  let textStart = 0;
  let position = 0;
  let isLineStart = true;
  let isAfterQuote = false;

  const flushText = (): void => {
    if (textStart < position) tokens.push({ kind: 'text', start: textStart, end: position });
  };
  const push = (token: Token): void => {
    flushText();
    tokens.push(token);
    position = token.end;
    textStart = position;
    if (token.kind === 'newline') isLineStart = true;
  };

  while (position < text.length && tokens.length < MAX_TOKENS - 2) {
    if (isLineStart) {
      isLineStart = false;
      const mark = readLineStart(text, index, position, isAfterQuote);
      isAfterQuote = mark?.kind === 'quoteMark';
      if (mark !== undefined) {
        push(mark);
        continue;
      }
    }

    const code = text.charCodeAt(position);
    if (code === NEWLINE) {
      push({ kind: 'newline', start: position, end: position + 1 });
    } else if (code === HASH && text.slice(position, position + 4).toUpperCase() === '#BR#') {
      push({ kind: 'newline', start: position, end: position + 4 });
    } else {
      const tag = code === OPEN_BRACKET ? readTag(text, index, position, context) : undefined;
      if (tag === undefined) position += 1;
      else push(tag);
    }
  }
  position = text.length;
  flushText();
  return tokens;
}

function readLineStart(
  text: string,
  index: BracketIndex,
  start: number,
  isAfterQuote: boolean,
): Token | undefined {
  const code = text.charCodeAt(start);
  if (code === GREATER) return readQuoteMark(text, start, isAfterQuote);
  if (code !== HYPHEN) return undefined;

  let end = start;
  while (text.charCodeAt(end) === HYPHEN) end += 1;
  if (end - start < FENCE_LENGTH) return undefined;
  while (text[end] === ' ') end += 1;
  return end === index.lineEnd(start) ? { kind: 'fence', start, end } : undefined;
}

/** Marks with nothing after them quote nothing: a lone `>>` is text, unless a quote goes on through it. */
function readQuoteMark(text: string, start: number, isAfterQuote: boolean): Token | undefined {
  let level = 0;
  let end = start;
  while (level < MAX_QUOTE_LEVEL && text.startsWith('>>', end)) {
    level += 1;
    end += 2;
  }
  const isEmpty = end === text.length || text.charCodeAt(end) === NEWLINE;
  return level === 0 || (isEmpty && !isAfterQuote) ? undefined : { kind: 'quoteMark', start, end, level };
}

function readTag(
  text: string,
  index: BracketIndex,
  start: number,
  context: MarkupContext,
): Token | undefined {
  const isClosing = text[start + 1] === '/';
  const nameStart = start + (isClosing ? 2 : 1);
  let nameEnd = nameStart;
  while (nameEnd - nameStart < MAX_TAG_NAME_LENGTH && isLetter(text.charCodeAt(nameEnd))) nameEnd += 1;
  const tag = text.slice(nameStart, nameEnd).toLowerCase();
  const follower = text[nameEnd];

  if (isClosing) {
    if (follower !== ']' || !TAG_READERS.has(tag)) return undefined;
    return { kind: 'close', start, end: nameEnd + 1, tag };
  }
  if (follower !== ']' && follower !== '=' && follower !== ' ') return undefined;
  const last = index.tagEnd(start);
  if (last === undefined) return undefined;

  const isRaw = tag === 'code' || tag === 'img' || (tag === 'url' && follower === ']');
  if (isRaw) {
    const meaning = readRawTag(text, index, tag, text.slice(nameEnd, last), last + 1);
    return meaning === undefined ? undefined : { start, ...meaning };
  }

  const reader = follower === ' ' ? undefined : TAG_READERS.get(tag);
  if (reader === undefined) return undefined;
  if (tag === 'url' && !index.canBeLink(nameEnd + 1, last)) return undefined;
  const value = follower === '=' ? text.slice(nameEnd + 1, last) : undefined;
  const meaning = reader(value, context);
  if (meaning === undefined) return undefined;
  const end = last + 1;
  switch (meaning.kind) {
    case 'newline':
    case 'leaf':
      return { start, end, ...meaning };
    default:
      return { kind: 'open', start, end, tag, meaning };
  }
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
