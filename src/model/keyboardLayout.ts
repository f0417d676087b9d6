// What was typed while the other keyboard layout was on: "ghbdtn" for "привет", "руддщ" for "hello".

// The keys of a US and a Russian keyboard, row by row.
const LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю';

const toRussian = keyMap(LATIN_KEYS, RUSSIAN_KEYS);
const toLatin = keyMap(RUSSIAN_KEYS, LATIN_KEYS);

/** The same keys on the Russian layout; what has no such key stays. */
export function typedInRussian(text: string): string {
  return swapped(text, toRussian);
}

/** The same keys on the US layout; what has no such key stays. */
export function typedInLatin(text: string): string {
  return swapped(text, toLatin);
}

/** What the person may have meant to type; `undefined` where both layouts, or neither, are in it. */
export function otherLayout(text: string): string | undefined {
  const hasLatin = /[a-z]/i.test(text);
  const hasRussian = /[а-яё]/i.test(text);
  if (hasLatin === hasRussian) return undefined;
  return hasLatin ? typedInRussian(text) : typedInLatin(text);
}

function keyMap(from: string, to: string): ReadonlyMap<string, string> {
  const targets = [...to];
  return new Map([...from].map((key, index) => [key, targets[index] ?? key]));
}

function swapped(text: string, keys: ReadonlyMap<string, string>): string {
  let result = '';
  for (const letter of text) {
    const lower = letter.toLowerCase();
    const other = keys.get(lower);
    result += other === undefined ? letter : lower === letter ? other : other.toUpperCase();
  }
  return result;
}
