import { foldName } from '../../model/nameMatch.ts';
import type { Suggestion } from '../../protocol/composer.ts';

/** One emoji as the data names it. The build leaves out what is not named here. */
interface EmojiRecord {
  readonly hexcode: string;
  readonly unicode: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly order?: number;
}

/** What another language calls it. */
type LocalName = Pick<EmojiRecord, 'hexcode' | 'label' | 'tags'>;

type EmojiCodes = Readonly<Record<string, string | readonly string[]>>;

/** Offered before anything is typed. */
const USUAL = [
  '👍',
  '❤️',
  '😂',
  '🙂',
  '😉',
  '🎉',
  '🙏',
  '👏',
  '🔥',
  '✅',
  '👀',
  '🤔',
  '😅',
  '🚀',
  '💯',
  '👌',
];

interface Entry {
  readonly unicode: string;
  readonly label: string;
  readonly codes: readonly string[];
  /** Folded: codes, then the words of the name, then other words for it. */
  readonly words: readonly (readonly string[])[];
}

const tables = new Map<string, Promise<readonly Entry[]>>();

/** By short code (`:smile`), or by name and other words in English and the person's language. */
export async function findEmoji(query: string, locale: string, most: number): Promise<readonly Suggestion[]> {
  const language = languageOf(locale);
  const table = tables.get(language) ?? loadTable(language);
  tables.set(language, table);
  const entries = await table;
  if (query.trim() === '') {
    return USUAL.flatMap((emoji) => entries.find(({ unicode }) => isSame(unicode, emoji)) ?? []).map(
      suggestionOf,
    );
  }
  return searchEmoji(entries, query, most).map(suggestionOf);
}

function searchEmoji(entries: readonly Entry[], query: string, most: number): readonly Entry[] {
  const wanted = foldName(query.replaceAll('_', ' ')).trim();
  return entries
    .flatMap((entry) => {
      const kind = entry.words.findIndex((words) => words.some((word) => word.startsWith(wanted)));
      if (kind < 0) return [];
      const isWhole = entry.words[kind]?.includes(wanted) === true;
      const isUsual = USUAL.some((emoji) => isSame(entry.unicode, emoji));
      return [{ entry, rank: kind * 4 + (isWhole ? 0 : 2) + (isUsual ? 0 : 1) }];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ entry }) => entry);
}

function emojiEntries(
  english: readonly EmojiRecord[],
  local: readonly LocalName[],
  codes: EmojiCodes,
): readonly Entry[] {
  const localOf = new Map(local.map((record) => [record.hexcode, record]));
  return english
    .filter(({ order }) => order !== undefined)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ hexcode, unicode, label, tags = [] }) => {
      const own = localOf.get(hexcode);
      const known = codes[hexcode] ?? label.replace(/[^\p{L}\p{N}]+/gu, '_');
      const list = typeof known === 'string' ? [known] : known;
      return {
        unicode,
        label: own?.label ?? label,
        codes: list,
        words: [
          list.map((code) => foldName(code.replaceAll('_', ' '))),
          wordsOf([own?.label ?? '', label]),
          wordsOf([...(own?.tags ?? []), ...tags]),
        ],
      };
    });
}

function wordsOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const folded = foldName(text);
    return [folded, ...folded.split(/[^\p{L}\p{N}]+/u)].filter((word) => word !== '');
  });
}

/** With or without the sign that asks for a colourful picture. */
function isSame(a: string, b: string): boolean {
  return a.replace('\uFE0F', '') === b.replace('\uFE0F', '');
}

function suggestionOf({ unicode, label, codes }: Entry): Suggestion {
  return { id: unicode, label: `:${codes[0] ?? ''}:`, detail: label, glyph: unicode, insert: unicode };
}

function languageOf(locale: string): 'en' | 'ru' | 'vi' {
  const language = locale.slice(0, 2).toLowerCase();
  return language === 'ru' || language === 'vi' ? language : 'en';
}

async function loadTable(language: 'en' | 'ru' | 'vi'): Promise<readonly Entry[]> {
  const [english, codes, local] = await Promise.all([
    import('emojibase-data/en/compact.json', { with: { type: 'json' } }),
    import('emojibase-data/en/shortcodes/github.json', { with: { type: 'json' } }),
    localData(language),
  ]);
  return emojiEntries(english.default, local, codes.default);
}

async function localData(language: 'en' | 'ru' | 'vi'): Promise<readonly LocalName[]> {
  switch (language) {
    case 'ru':
      return (await import('emojibase-data/ru/compact.json', { with: { type: 'json' } })).default;
    case 'vi':
      return (await import('emojibase-data/vi/compact.json', { with: { type: 'json' } })).default;
    case 'en':
      return [];
  }
}
