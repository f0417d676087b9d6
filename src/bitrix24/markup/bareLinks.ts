// Addresses that stand in the text without a tag.
import type { LinkTarget } from '../../model/richText.ts';
import { isForbiddenInLink, readLinkTarget } from './linkTarget.ts';

export interface BareLink {
  readonly start: number;
  readonly end: number;
  readonly target: LinkTarget;
}

const ENDS_LINK = new Set(' <>"`{}|^，。、；：！？（）「」『』【】《》«»„“”');
const TRAILING = new Set(".,;:!?'…‘’([");

/**
 * Finds http and https addresses in `text`, left to right, at most `limit` of them. The sentence's punctuation after
 * an address is not part of it; brackets are, where they are balanced. Looks at every character at most twice.
 */
export function findBareLinks(text: string, limit: number): BareLink[] {
  const found: BareLink[] = [];
  let from = 0;
  while (found.length < limit) {
    const colon = text.indexOf('://', from);
    if (colon < 0) break;
    const start = schemeStart(text, colon, from);
    if (start === undefined) {
      from = colon + 3;
      continue;
    }

    const reach = linkReach(text, colon + 3);
    const end = withoutTrailing(text, colon + 3, reach);
    const target = end > colon + 3 ? readLinkTarget(text.slice(start, end)) : undefined;
    if (target !== undefined) found.push({ start, end, target });
    from = target === undefined ? reach : end;
  }
  return found;
}

function schemeStart(text: string, colon: number, from: number): number | undefined {
  for (const scheme of ['https', 'http']) {
    const start = colon - scheme.length;
    if (start < from || text.slice(start, colon).toLowerCase() !== scheme) continue;
    return start > from && isWordCharacter(text.charCodeAt(start - 1)) ? undefined : start;
  }
  return undefined;
}

function linkReach(text: string, start: number): number {
  let round = 0;
  let square = 0;
  for (let index = start; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (ENDS_LINK.has(char) || isForbiddenInLink(text, index)) return index;
    if (char === '(') round += 1;
    if (char === '[') square += 1;
    // A closing bracket that nothing in the address opened belongs to the sentence.
    if (char === ')' && --round < 0) return index;
    if (char === ']' && --square < 0) return index;
  }
  return text.length;
}

function withoutTrailing(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && TRAILING.has(text.charAt(last - 1))) last -= 1;
  return last;
}

/** ASCII only: scripts without spaces put an address right after a word. */
function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f
  );
}
