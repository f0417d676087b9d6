// What belongs to a word, so that signs within one mean nothing.

const WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Scripts that put no spaces between words: there every place may be the edge of one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

export function isWordAt(text: string, index: number): boolean {
  return isWord(characterAt(text, index));
}

export function isWordBefore(text: string, index: number): boolean {
  return isWord(characterBefore(text, index));
}

export function isWord(character: string): boolean {
  return WORD.test(character) && !UNSPACED.test(character);
}

/** Whole, where it takes two units; '' beyond the end. */
export function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}

export function characterBefore(text: string, index: number): string {
  if (index <= 0) return '';
  const unit = text.charCodeAt(index - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff && index >= 2;
  return characterAt(text, isLow ? index - 2 : index - 1);
}
