import { type CodeRange, findCodeRanges } from './codeRanges.ts';

/** Characters of a message; the portal cuts what is longer without an error (api-facts 3.4). */
export const MESSAGE_LIMIT = 20_000;

const CODE_START = '[code]';
const CODE_END = '[/code]';
/** Below that there is no room for code tags in every part. */
const MIN_LIMIT_FOR_CODE = 40;
/** Longer than any grapheme that people write and any tag that is worth keeping whole. */
const LOOK_AROUND = 300;

/** Where a part ends and the next one starts; what lies between is white space. */
interface Cut {
  readonly end: number;
  readonly next: number;
}

/** A text's length as the portal counts: in code points. */
export function messageLength(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index += isPair(text, index) ? 2 : 1) length += 1;
  return length;
}

/**
 * Cuts a text into messages of at most `limit` characters: between paragraphs, else lines, else words, else
 * graphemes. A code block that fits a message stays whole; one that is cut is closed and opened again. Only white
 * space at the cuts is lost. A part is never blank, unless the whole text is.
 */
export function splitMessage(text: string, limit: number = MESSAGE_LIMIT): readonly string[] {
  if (messageLength(text) <= limit) return [text];

  const ranges = limit < MIN_LIMIT_FOR_CODE ? [] : findCodeRanges(text);
  const parts: string[] = [];
  let position = 0;
  let isInCode = false;
  while (position < text.length) {
    const prefix = isInCode ? CODE_START : '';
    const room = Math.max(1, limit - prefix.length);
    const reach = advance(text, position, room);
    if (reach === text.length) {
      push(parts, prefix + text.slice(position));
      break;
    }

    const range = ranges.find(({ start, end }) => start < reach && end > reach);
    const codeCut = range === undefined ? undefined : cutInCode(text, position, room, range, limit);
    if (range !== undefined && codeCut !== undefined) {
      push(parts, prefix + text.slice(position, codeCut.end) + CODE_END);
      isInCode = codeCut.next < range.contentEnd;
      position = isInCode ? codeCut.next : range.end;
      continue;
    }

    const cut =
      range === undefined
        ? cutInText(text, position, reach, ranges)
        : { end: range.start, next: range.start };
    push(parts, prefix + text.slice(position, cut.end));
    position = cut.next;
    isInCode = false;
  }
  return parts;
}

function push(parts: string[], part: string): void {
  if (part.trim() !== '') parts.push(part);
}

/** `undefined` where the block should rather start in the next part. */
function cutInCode(
  text: string,
  position: number,
  room: number,
  range: CodeRange,
  limit: number,
): Cut | undefined {
  const isNew = range.start > position;
  if (isNew && messageLength(text.slice(range.start, range.end)) <= limit) return undefined;

  const reach = advance(text, position, room - CODE_END.length);
  const from = Math.max(position, range.contentStart);
  const newline = text.lastIndexOf('\n', reach);
  if (newline > from) return { end: newline, next: newline + 1 };
  if (isNew) return undefined;
  const end = graphemeEnd(text, from, Math.min(reach, range.contentEnd));
  return { end, next: end };
}

function cutInText(text: string, position: number, reach: number, ranges: readonly CodeRange[]): Cut {
  const lastCode = ranges.findLast(({ end }) => end <= reach)?.end ?? 0;
  const from = Math.max(position, lastCode);
  const middle = Math.max(from, position + Math.floor((reach - position) / 2));

  for (const earliest of [middle, from]) {
    for (const separator of ['\n\n', '\n', ' ']) {
      // One further: the separator itself need not fit.
      const at = text.lastIndexOf(separator, reach);
      if (at <= earliest) continue;
      const end = separator === ' ' ? outsideTag(text, at, position) : at;
      if (end === undefined) continue;
      return { end, next: skipAll(text, end, separator === ' ' ? ' ' : '\n') };
    }
    if (earliest === from) break;
  }
  if (lastCode > position) return { end: lastCode, next: lastCode };
  const end = graphemeEnd(text, position, reach);
  const outside = outsideTag(text, end, position) ?? end;
  return { end: outside, next: outside };
}

/** Moves a cut that would go through `[a tag]` to its start; `undefined` where the part starts with that tag. */
function outsideTag(text: string, cut: number, position: number): number | undefined {
  const open = text.lastIndexOf('[', cut - 1);
  if (open < position || cut - open > LOOK_AROUND) return cut;
  const around = text.slice(open, open + LOOK_AROUND);
  const close = around.indexOf(']');
  const isTag = /^\[\/?[a-z]/i.test(around) && close >= 0 && !around.slice(0, close).includes('\n');
  if (!isTag || open + close < cut) return cut;
  return open > position ? open : undefined;
}

/** The last boundary between graphemes at or before `reach`; never inside a surrogate pair. */
function graphemeEnd(text: string, position: number, reach: number): number {
  let start = Math.max(position, reach - LOOK_AROUND);
  if (start > position && isPair(text, start - 1)) start += 1;
  const segments = new Intl.Segmenter().segment(text.slice(start, reach + LOOK_AROUND));
  const boundary = start + (segments.containing(reach - start)?.index ?? reach - start);
  return boundary > position ? boundary : reach;
}

function skipAll(text: string, from: number, char: string): number {
  let index = from;
  while (text[index] === char) index += 1;
  return index;
}

/** The index `count` code points further, or the end of the text. */
function advance(text: string, from: number, count: number): number {
  let index = from;
  for (let left = count; left > 0 && index < text.length; left -= 1) index += isPair(text, index) ? 2 : 1;
  return index;
}

function isPair(text: string, index: number): boolean {
  const high = text.charCodeAt(index);
  const low = text.charCodeAt(index + 1);
  return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
}
