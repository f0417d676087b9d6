export type Words = Readonly<Record<string, string>>;

export interface Translation {
  /** Path of the file, as the findings name it. */
  readonly path: string;
  readonly words: Words;
  /** The English words by the same keys. */
  readonly english: Words;
}

/** What is wrong with a translation, one line each: keys too few or too many, and what must survive translating. */
export function translationFaults({ path, words, english }: Translation): readonly string[] {
  const faults = [
    ...Object.keys(english)
      .filter((key) => !Object.hasOwn(words, key))
      .map((key) => `missing: ${key}`),
    ...Object.keys(words)
      .filter((key) => !Object.hasOwn(english, key))
      .map((key) => `unused: ${key}`),
  ];
  for (const [key, text] of Object.entries(words)) {
    const original = english[key];
    if (original === undefined) continue;
    if (text.trim() === '' || (text === original && isSentence(original)))
      faults.push(`not translated: ${key}`);
    for (const [what, pattern] of mustSurvive) {
      if (found(text, pattern) !== found(original, pattern)) faults.push(`${what} differ: ${key}`);
    }
  }
  return faults.map((fault) => `${path}: ${fault}`);
}

const mustSurvive: readonly (readonly [string, RegExp])[] = [
  ['values', /\{\w+\}/g],
  ['command links', /\]\(command:[^)]*\)/g],
  ['line breaks', /\n/g],
  ['bold marks', /\*\*/g],
  ['names of the protocol', /\b[A-Z]{3,}(?:_[A-Z]+)*\b|\[\/?[A-Z]+\]|#rrggbb/g],
];

/** Any order and number will do: sentences are built differently elsewhere. */
function found(text: string, pattern: RegExp): string {
  return [...new Set(text.match(pattern))].sort().join(' ');
}

/** A single word may well be the same elsewhere. */
function isSentence(text: string): boolean {
  return /\p{L}\s+\p{L}/u.test(text.replaceAll(/\{\w+\}/g, ' '));
}
