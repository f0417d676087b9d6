import type { Dialog, DialogKind } from '../model/dialog.ts';
import type { DialogId } from '../model/dialogId.ts';

/** Someone or something a message can go to. */
export interface FoundDialog {
  readonly dialogId: DialogId;
  readonly title: string;
  readonly kind: DialogKind;
  /** Position, number of members or the like; may be empty. */
  readonly detail: string;
  readonly unread: number;
}

/** The portal takes no shorter phrase (api-facts 3.6). */
export const SHORTEST_PHRASE = 2;

/**
 * Dialogs of the list whose title has every word of the query at a word's beginning; the list's order is kept, but the
 * one whose id was given comes first. An empty query finds all.
 */
export function findInList(dialogs: readonly Dialog[], query: string, limit: number): readonly FoundDialog[] {
  const id = query.trim().toLowerCase();
  const words = wordsOf(query);
  // Nothing but punctuation names nobody.
  const findsAny = words.length > 0 || id === '';
  const found = dialogs.filter((dialog) => dialog.id === id).map(foundOf);
  for (const dialog of dialogs) {
    if (found.length >= limit) break;
    if (dialog.id === id || !findsAny) continue;
    const titleWords = words.length === 0 ? [] : wordsOf(dialog.title);
    const isHit = words.every((word) => titleWords.some((titleWord) => titleWord.startsWith(word)));
    if (isHit) found.push(foundOf(dialog));
  }
  return found.slice(0, limit);
}

export function foundOf(dialog: Dialog): FoundDialog {
  return { dialogId: dialog.id, title: dialog.title, kind: dialog.kind, detail: '', unread: dialog.unread };
}

/** Local hits first; what the portal adds follows, each dialog once. */
export function mergeFound(
  local: readonly FoundDialog[],
  remote: readonly FoundDialog[],
): readonly FoundDialog[] {
  const known = new Set(local.map((found) => found.dialogId));
  return [...local, ...remote.filter((found) => !known.has(found.dialogId))];
}

/** Lower-case words without accents, so that "tai" finds "Tài" and "dat" finds "Đạt". */
function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
