// Finds names by how they sound in plain Latin letters: nobody switches the keyboard to find "Nguyễn" or "Сергей".

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  і: 'i',
  ї: 'i',
  є: 'ie',
  ґ: 'g',
  ў: 'u',
};
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
  [/ts/g, 'c'],
  [/ph/g, 'f'],
  [/w/g, 'v'],
  [/[yj]/g, 'i'],
  [/i+/g, 'i'],
];

/** Lower case, without marks, in Latin letters where there is a usual way to write them so. */
export function foldName(name: string): string {
  const plain = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  let latin = '';
  for (const letter of plain) latin += CYRILLIC[letter] ?? LATIN[letter] ?? letter;
  return SPELLINGS.reduce((text, [spelling, usual]) => text.replace(spelling, usual), latin);
}

/** How well a name fits what was typed, 0 best; `undefined` where it does not. Every word must begin one of the name. */
export function nameRank(name: string, query: string): number | undefined {
  const words = wordsOf(name);
  const wanted = wordsOf(query);
  if (wanted.length === 0) return 0;
  const places = wanted.map((part) => words.findIndex((word) => word.startsWith(part)));
  if (places.includes(-1)) return undefined;
  return places[0] === 0 ? 0 : 1;
}

function wordsOf(text: string): readonly string[] {
  return foldName(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
