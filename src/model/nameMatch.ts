// Finds names as they are typed in a hurry: without marks, in other letters, or with the other keyboard layout on. Nobody
// switches the keyboard to find "Nguyễn" or "Сергей".
import { otherLayout } from './keyboardLayout.ts';
import { latinOfCyrillic } from './transliterate.ts';

const LATIN: Readonly<Record<string, string>> = {
  đ: 'd',
  ø: 'o',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
/** Ways of writing one sound in Latin letters, brought to one of them. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, 'sh'],
  [/kh/g, 'h'],
  [/ck|q|c(?![heiy])/g, 'k'],
  [/ts|tz/g, 'c'],
  [/ph/g, 'f'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/[yj]/g, 'i'],
  [/i+/g, 'i'],
  [/io|ie/g, 'e'],
  // Alexander and Александр, Peter and Пётр.
  [/(?<=[bcdfghklmnprstvz])er\b/g, 'r'],
  [/([bcdfghklmnprstvz])\1/g, '$1'],
];

/** Lower case, without marks, in Latin letters where there is a usual way to write them so. */
export function foldName(name: string): string {
  return soundOf(plainOf(name));
}

/** A name made ready to be looked up many times: its words, each behind a space, as written and by their sound. */
export interface NameKey {
  readonly plain: string;
  readonly sound: string;
  /** Where two have no bit in common, no word of the one begins as one of the other: most names need no closer look. */
  readonly initials: number;
}

const NO_WORDS: NameKey = { plain: '', sound: '', initials: 0 };

export function nameKey(name: string): NameKey {
  const plain = plainOf(name);
  const words: string[] = [];
  for (const compound of plain.split(/[^\p{L}\p{N}'’\-‐‑]+/u)) {
    const parts = wordsOf(compound);
    words.push(...parts);
    // "annamaria" is Anna-Maria, and "obrien" O'Brien.
    if (parts.length > 1) words.push(parts.join(''));
  }
  return keyOf(words.join(' '));
}

/** What was typed, made ready to be held against many names. */
export interface NameQuery {
  readonly words: readonly NameKey[];
  /** The same keys on the other layout, where that makes words. */
  readonly otherWords: readonly NameKey[];
}

export function nameQuery(text: string): NameQuery {
  const other = otherLayout(text);
  return {
    words: wordsOf(plainOf(text)).map(keyOf),
    otherWords: other === undefined ? [] : wordsOf(plainOf(other)).map(keyOf),
  };
}

/**
 * How well a name fits what was typed: 0 where the first word begins it, 1 where the words begin others of it, 2 where some
 * of them begin words of the detail, 3 where only the keys fit, on the other layout; `undefined` where not every word
 * fits. Nothing typed fits nothing.
 */
export function matchRank(
  key: NameKey,
  { words, otherWords }: NameQuery,
  detail: NameKey = NO_WORDS,
): number | undefined {
  if (fits(key, NO_WORDS, words)) return begins(key, words[0]) ? 0 : 1;
  if (fits(key, detail, words)) return 2;
  return fits(key, NO_WORDS, otherWords) ? 3 : undefined;
}

/** As `matchRank`, for a name that is looked up once. Nothing typed fits everything. */
export function nameRank(name: string, query: string): number | undefined {
  const asked = nameQuery(query);
  return asked.words.length + asked.otherWords.length === 0 ? 0 : matchRank(nameKey(name), asked);
}

function fits(key: NameKey, detail: NameKey, words: readonly NameKey[]): boolean {
  for (const word of words) if (!isIn(key, word) && !isIn(detail, word)) return false;
  return words.length > 0;
}

function isIn(key: NameKey, word: NameKey): boolean {
  if ((key.initials & word.initials) === 0) return false;
  return has(key.plain, word.plain) || has(key.sound, word.sound);
}

// A word that has no sound, a lone soft sign perhaps, would be in every name.
function has(words: string, word: string): boolean {
  return word !== '' && words.includes(word);
}

function begins(key: NameKey, word: NameKey | undefined): boolean {
  if (word === undefined) return false;
  return key.plain.startsWith(word.plain) || (word.sound !== '' && key.sound.startsWith(word.sound));
}

function keyOf(words: string): NameKey {
  const sound = soundOf(words);
  const key = { plain: words === '' ? '' : ` ${words}`, sound: sound === '' ? '' : ` ${sound}` };
  return { ...key, initials: initialsOf(key.plain) | initialsOf(key.sound) };
}

function initialsOf(words: string): number {
  let initials = 0;
  for (let at = words.indexOf(' '); at !== -1; at = words.indexOf(' ', at + 1)) {
    initials |= 1 << (words.charCodeAt(at + 1) & 31);
  }
  return initials;
}

function plainOf(text: string): string {
  const lower = text.toLowerCase();
  // Most of what there is to fold on big portals is plain already.
  if (!/[^ -~]/.test(lower)) return lower;
  let plain = '';
  for (const letter of lower.normalize('NFD').replace(/\p{M}/gu, '')) plain += LATIN[letter] ?? letter;
  return plain;
}

function soundOf(plain: string): string {
  let latin = '';
  for (const letter of plain) latin += latinOfCyrillic[letter] ?? letter;
  return SPELLINGS.reduce((text, [spelling, usual]) => text.replace(spelling, usual), latin);
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
