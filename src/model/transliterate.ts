// Names in the other alphabet, as people write them: for a search that knows one spelling only.

/** Each letter as it is usually written in Latin ones. */
export const latinOfCyrillic: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
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
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ї: 'yi',
  є: 'ye',
  ґ: 'g',
  ў: 'u',
};

// Longer spellings first.
const SOUNDS: readonly (readonly [latin: string, cyrillic: string])[] = [
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['sh', 'ш'],
  ['ch', 'ч'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['ph', 'ф'],
  ['iya', 'ия'],
  ['yu', 'ю'],
  ['ju', 'ю'],
  ['ya', 'я'],
  ['ja', 'я'],
  ['ia', 'ия'],
  ['yo', 'ё'],
  ['iy', 'ий'],
  ['ey', 'ей'],
  ['ay', 'ай'],
  ['oy', 'ой'],
  ['ck', 'к'],
  ['x', 'кс'],
  ['a', 'а'],
  ['b', 'б'],
  ['c', 'к'],
  ['d', 'д'],
  ['e', 'е'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'х'],
  ['i', 'и'],
  ['j', 'й'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['w', 'в'],
  ['y', 'ы'],
  ['z', 'з'],
];

/** In Latin letters, lower case. What is not Cyrillic stays. */
export function inLatin(text: string): string {
  let result = '';
  for (const letter of text.toLowerCase().normalize('NFC')) result += latinOfCyrillic[letter] ?? letter;
  return result;
}

/** In Cyrillic letters, lower case; `y` at a word's end is `ий`. What is not Latin stays. */
export function inCyrillic(text: string): string {
  const lower = text.toLowerCase().replaceAll(/(?<=[bcdfghklmnprstvz])y\b/g, 'iy');
  let result = '';
  for (let at = 0; at < lower.length;) {
    const sound = SOUNDS.find(([latin]) => lower.startsWith(latin, at));
    result += sound?.[1] ?? lower.charAt(at);
    at += sound?.[0].length ?? 1;
  }
  return result;
}
