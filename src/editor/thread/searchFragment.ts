import type { SearchHit } from '../../protocol/navigation.ts';

const BEFORE = 40;
const AFTER = 120;

/** The words around the first place where a phrase stands in a text; the text's beginning where it is not found. */
export function searchFragment(text: string, phrase: string): SearchHit['fragment'] {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  const wanted = phrase.trim().replaceAll(/\s+/g, ' ');
  const at = wanted === '' ? -1 : words.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) return { before: cutEnd(words, BEFORE + AFTER), hit: '', after: '' };
  const end = at + wanted.length;
  return {
    before: cutStart(words.slice(0, at), BEFORE),
    hit: words.slice(at, end),
    after: cutEnd(words.slice(end), AFTER),
  };
}

/** By code points, so that no emoji is cut in two. */
function cutEnd(text: string, length: number): string {
  const points = [...text.slice(0, length * 2)];
  return points.length > length || text.length > length * 2 ? `${points.slice(0, length).join('')}…` : text;
}

function cutStart(text: string, length: number): string {
  const points = [...text.slice(-length * 2)];
  return points.length > length || text.length > length * 2 ? `…${points.slice(-length).join('')}` : text;
}
