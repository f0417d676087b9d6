import { MESSAGE_LIMIT, messageLength, splitMessage } from './splitMessage.ts';
import { tokenize } from './tokenize.ts';

/** Formats that may go on over a cut. Code is cut by `splitMessage` itself. */
const GOES_ON = new Set(['b', 'i', 'u', 's', 'size', 'color', 'url']);
/** Room for the tags that a cut costs; more than people nest. */
const RESERVE = 400;

interface OpenTag {
  readonly tag: string;
  /** As it was written, with its value. */
  readonly written: string;
}

/** As `splitMessage`, with formats that a cut goes through closed at the end of a part and opened again in the next. */
export function splitFormatted(text: string, limit: number = MESSAGE_LIMIT): readonly string[] {
  if (messageLength(text) <= limit) return [text];
  const parts = splitMessage(text, limit);
  if (limit <= 2 * RESERVE) return parts;
  for (const room of [limit, limit - RESERVE]) {
    const balanced = balancedParts(room === limit ? parts : splitMessage(text, room));
    if (balanced.every((part) => messageLength(part) <= limit)) return balanced;
  }
  return parts;
}

function balancedParts(parts: readonly string[]): readonly string[] {
  const closings = parts.map(closingTags);
  let open: readonly OpenTag[] = [];
  return parts.map((part, index) => {
    const before = open.map(({ written }) => written).join('');
    const later = closings.slice(index + 1);
    // What nobody closes any more is text, not a format.
    open = openAfter(part, open).filter(({ tag }) => later.some((tags) => tags.has(tag)));
    const after = open.map(({ tag }) => `[/${tag}]`).reverse();
    return before + part + after.join('');
  });
}

function closingTags(part: string): ReadonlySet<string> {
  return new Set(tokenize(part, {}).flatMap((token) => (token.kind === 'close' ? [token.tag] : [])));
}

function openAfter(part: string, before: readonly OpenTag[]): readonly OpenTag[] {
  const open = [...before];
  for (const token of tokenize(part, {})) {
    if (token.kind === 'open' && GOES_ON.has(token.tag) && open.length < 16) {
      open.push({ tag: token.tag, written: part.slice(token.start, token.end) });
    } else if (token.kind === 'close') {
      const at = open.findLastIndex(({ tag }) => tag === token.tag);
      if (at >= 0) open.splice(at, 1);
    }
  }
  return open;
}
