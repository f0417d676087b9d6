// The recent list as a value: how pages of the portal, which overlap and skip (api-facts 3.2), become one order.
import type { Dialog } from '../model/dialog.ts';
import type { DialogId } from '../model/dialogId.ts';

export interface DialogList {
  /** Pinned first, then newest activity first; each dialog once. */
  readonly dialogs: readonly Dialog[];
  readonly hasMore: boolean;
  /** Where the next page begins; the portal counts rows that it filtered out, so this is no count of rows. */
  readonly nextOffset: number;
}

export interface DialogPage {
  readonly dialogs: readonly Dialog[];
  readonly hasMore: boolean;
  readonly nextOffset: number;
}

export const emptyDialogList: DialogList = { dialogs: [], hasMore: false, nextOffset: 0 };

/** Takes the newest first page in. Gives the same list when nothing a person can see has changed. */
export function withFirstPage(list: DialogList, page: DialogPage): DialogList {
  const isFirst = list.dialogs.length === 0;
  const isWhole = !page.hasMore;
  const fresh = new Map(page.dialogs.map((dialog) => [dialog.id, dialog]));
  const oldest = oldestUnpinned(page.dialogs);

  const kept = list.dialogs.filter((dialog) => {
    if (fresh.has(dialog.id) || isWhole) return false;
    // What is newer than the page's end and yet not on it was hidden or left elsewhere.
    return oldest === undefined || dialog.lastActivityAt <= oldest;
  });
  const known = new Map(list.dialogs.map((dialog) => [dialog.id, dialog]));
  const dialogs = inOrder([
    ...page.dialogs.map((dialog) => sameOr(known.get(dialog.id), dialog)),
    ...kept.map((dialog) =>
      dialog.isPinned && oldest !== undefined ? { ...dialog, isPinned: false } : dialog,
    ),
  ]);

  const wasPaged = list.nextOffset > page.nextOffset && !isWhole;
  const hasMore = isFirst || !wasPaged ? page.hasMore : list.hasMore;
  const nextOffset = isFirst || !wasPaged ? page.nextOffset : list.nextOffset;
  return replaced(list, dialogs, hasMore, nextOffset);
}

/** Takes a further page in. */
export function withFurtherPage(list: DialogList, page: DialogPage): DialogList {
  const known = new Set(list.dialogs.map((dialog) => dialog.id));
  const added = page.dialogs.filter((dialog) => !known.has(dialog.id));
  return replaced(list, inOrder([...list.dialogs, ...added]), page.hasMore, page.nextOffset);
}

/** Sets unread counts from the portal's map; a dialog it does not name has none. */
export function withCounts(
  list: DialogList,
  counts: ReadonlyMap<DialogId, number>,
  isExempt: (dialogId: DialogId) => boolean,
): DialogList {
  const dialogs = list.dialogs.map((dialog) => {
    if (isExempt(dialog.id)) return dialog;
    const unread = counts.get(dialog.id) ?? 0;
    return unread === dialog.unread ? dialog : { ...dialog, unread };
  });
  return replaced(list, dialogs, list.hasMore, list.nextOffset);
}

/** Changes one dialog; unknown ids change nothing. */
export function withDialog(
  list: DialogList,
  dialogId: DialogId,
  change: (dialog: Dialog) => Dialog,
): DialogList {
  const dialogs = list.dialogs.map((dialog) => (dialog.id === dialogId ? change(dialog) : dialog));
  return replaced(list, inOrder(dialogs), list.hasMore, list.nextOffset);
}

function inOrder(dialogs: readonly Dialog[]): readonly Dialog[] {
  const unique = new Map<DialogId, Dialog>();
  for (const dialog of dialogs) if (!unique.has(dialog.id)) unique.set(dialog.id, dialog);
  return [...unique.values()].sort(
    (a, b) => Number(b.isPinned) - Number(a.isPinned) || b.lastActivityAt - a.lastActivityAt,
  );
}

function oldestUnpinned(dialogs: readonly Dialog[]): number | undefined {
  let oldest: number | undefined;
  for (const dialog of dialogs) {
    if (dialog.isPinned) continue;
    if (oldest === undefined || dialog.lastActivityAt < oldest) oldest = dialog.lastActivityAt;
  }
  return oldest;
}

function sameOr(known: Dialog | undefined, dialog: Dialog): Dialog {
  return known !== undefined && isSameDialog(known, dialog) ? known : dialog;
}

export function isSameDialog(a: Dialog, b: Dialog): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function replaced(
  list: DialogList,
  dialogs: readonly Dialog[],
  hasMore: boolean,
  nextOffset: number,
): DialogList {
  const isSame =
    dialogs.length === list.dialogs.length &&
    dialogs.every((dialog, index) => dialog === list.dialogs[index]);
  if (isSame && hasMore === list.hasMore && nextOffset === list.nextOffset) return list;
  return { dialogs: isSame ? list.dialogs : dialogs, hasMore, nextOffset };
}
