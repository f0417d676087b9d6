import { parseMarkup } from '../../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../../bitrix24/markup/plainText.ts';
import type { Block, Inline } from '../../model/richText.ts';

/** Whether a text mentions this person, or all, outside of quotes; or has one of the keywords. */
export function namesPerson(text: string, userId: number, keywords: readonly string[]): boolean {
  const tree = parseMarkup(text);
  if (tree.some((block) => isMentionedIn(block, userId))) return true;
  const wanted = keywords.map(folded).filter((keyword) => keyword !== '');
  if (wanted.length === 0) return false;
  const words = folded(plainText(tree));
  return wanted.some((keyword) => hasWord(words, keyword));
}

function isMentionedIn(block: Block, userId: number): boolean {
  return block.kind === 'paragraph' && block.children.some((inline) => isMention(inline, userId));
}

function isMention(inline: Inline, userId: number): boolean {
  if (inline.kind === 'mention') return inline.userId === userId || inline.userId === 'all';
  return 'children' in inline && inline.children.some((child) => isMention(child, userId));
}

function folded(text: string): string {
  return text.trim().toLowerCase().normalize('NFC');
}

/** As a word of its own: `ship` is not in `relationship`. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = [...text.slice(0, at)].at(-1) ?? ' ';
    const [after = ' '] = text.slice(at + word.length);
    if (!isLetter(before) && !isLetter(after)) return true;
  }
  return false;
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character);
}
