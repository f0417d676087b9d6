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

/** Tells the dialogs that a page may be too old to speak of. */
export type IsHeld = (dialogId: DialogId) => boolean;

export const emptyDialogList: DialogList = { dialogs: [], hasMore: false, nextOffset: 0 };

const nothingHeld: IsHeld = () => false;

/**
 * Takes the newest first page in: what is on it, and that what is newer than its end and not on it was hidden or left.
 * Gives the same list when nothing a person can see has changed.
 */
export function withFirstPage(list: DialogList, page: DialogPage, isHeld: IsHeld = nothingHeld): DialogList {
  if (list.dialogs.length === 0) {
    const nextOffset = page.dialogs.length === 0 ? list.nextOffset : 0;
    return restartedFrom(list, { ...page, nextOffset: Math.max(nextOffset, page.nextOffset) });
  }
  const oldest = oldestUnpinned(page.dialogs);
  const isWhole = !page.hasMore;
  const merged = merge(list, page, (dialog) => {
    if (isHeld(dialog.id)) return dialog;
    if (isWhole) return undefined;
    if (oldest === undefined || isOnlyContact(dialog)) return dialog;
    if (dialog.lastActivityAt > oldest) return undefined;
    // All pinned rows stand before the first that is not.
    return dialog.isPinned ? { ...dialog, isPinned: false } : dialog;
  });

  if (isWhole) return replaced(list, merged.dialogs, false, Math.max(list.nextOffset, page.nextOffset));
  // A list that is known to its end stays so: whatever is new comes in at its head.
  if (!list.hasMore) return replaced(list, merged.dialogs, false, list.nextOffset);
  const nextOffset = Math.max(0, list.nextOffset + merged.added - merged.removed);
  return replaced(list, merged.dialogs, true, Math.max(nextOffset, page.nextOffset));
}

/**
 * Whether a first page joins on to what is known: a row that has not moved shows that nothing below it has. Otherwise
 * more has happened than the page holds. `isNews` tells rows known from a page that did not join on itself.
 */
export function isConnected(
  list: DialogList,
  page: DialogPage,
  isNews: (dialogId: DialogId) => boolean = () => false,
): boolean {
  if (!page.hasMore || list.dialogs.length === 0) return true;
  const known = byId(list.dialogs);
  return page.dialogs.some(
    (dialog) =>
      !dialog.isPinned &&
      !isOnlyContact(dialog) &&
      !isNews(dialog.id) &&
      known.get(dialog.id)?.lastActivityAt === dialog.lastActivityAt,
  );
}

/** Begins anew with a first page; of what was known only the dialogs that are held stay. */
export function restartedFrom(list: DialogList, page: DialogPage, isHeld: IsHeld = nothingHeld): DialogList {
  const { dialogs } = merge(list, page, (dialog) => (isHeld(dialog.id) ? dialog : undefined));
  return replaced(list, dialogs, page.hasMore, page.nextOffset);
}

/** Takes a further page in. What is known already is newer than the page, so only the rest of it counts. */
export function withFurtherPage(list: DialogList, page: DialogPage): DialogList {
  const known = byId(list.dialogs);
  const added = page.dialogs.filter((dialog) => !known.has(dialog.id));
  const dialogs = added.length === 0 ? list.dialogs : inOrder([...list.dialogs, ...added]);
  return replaced(list, dialogs, page.hasMore, page.nextOffset);
}

/**
 * Takes in a page from the middle of what is known, to see what no first page shows: a title, a mark, a pin, or that a
 * dialog was hidden elsewhere.
 */
export function withWindow(list: DialogList, page: DialogPage, isHeld: IsHeld = nothingHeld): DialogList {
  const oldest = oldestUnpinned(page.dialogs);
  const newest = newestUnpinned(page.dialogs);
  const { dialogs, added, removed } = merge(list, page, (dialog) => {
    if (dialog.isPinned || isHeld(dialog.id)) return dialog;
    if (isOnlyContact(dialog)) return page.hasMore ? dialog : undefined;
    const isBelowTop = newest !== undefined && dialog.lastActivityAt < newest;
    const isAboveEnd = !page.hasMore || (oldest !== undefined && dialog.lastActivityAt > oldest);
    return isBelowTop && isAboveEnd ? undefined : dialog;
  });
  const nextOffset = list.hasMore ? Math.max(0, list.nextOffset + added - removed) : list.nextOffset;
  return replaced(list, dialogs, list.hasMore, nextOffset);
}

/** Sets unread counts from the portal's map; a dialog it does not name has none. */
export function withCounts(
  list: DialogList,
  counts: ReadonlyMap<DialogId, number>,
  isExempt: (dialogId: DialogId) => boolean,
): DialogList {
  const dialogs = list.dialogs.map((dialog) => {
    const unread = counts.get(dialog.id) ?? 0;
    return unread === dialog.unread || isExempt(dialog.id) ? dialog : { ...dialog, unread };
  });
  return replaced(list, dialogs, list.hasMore, list.nextOffset);
}

/** Without a dialog; unknown ids change nothing. */
export function withoutDialog(list: DialogList, dialogId: DialogId): DialogList {
  const dialogs = list.dialogs.filter((dialog) => dialog.id !== dialogId);
  return dialogs.length === list.dialogs.length ? list : { ...list, dialogs };
}

/** With a dialog that was taken off. */
export function withDialogBack(list: DialogList, dialog: Dialog): DialogList {
  return { ...list, dialogs: inOrder([...list.dialogs, dialog]) };
}

/** Changes one dialog; unknown ids change nothing. */
export function withDialog(
  list: DialogList,
  dialogId: DialogId,
  change: (dialog: Dialog) => Dialog,
): DialogList {
  const dialogs = list.dialogs.map((dialog) => {
    if (dialog.id !== dialogId) return dialog;
    const changed = change(dialog);
    return isSameDialog(dialog, changed) ? dialog : changed;
  });
  return replaced(list, inOrder(dialogs), list.hasMore, list.nextOffset);
}

function isSameDialog(a: Dialog, b: Dialog): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The page's rows, and of the known ones that are not on it what `keep` leaves. */
function merge(
  list: DialogList,
  page: DialogPage,
  keep: (dialog: Dialog) => Dialog | undefined,
): { readonly dialogs: readonly Dialog[]; readonly added: number; readonly removed: number } {
  const known = byId(list.dialogs);
  const onPage = byId(page.dialogs);
  const kept: Dialog[] = [];
  let removed = 0;
  for (const dialog of list.dialogs) {
    if (onPage.has(dialog.id)) continue;
    const left = keep(dialog);
    if (left === undefined) removed += 1;
    else kept.push(left);
  }
  const fresh = [...onPage.values()].map((dialog) => {
    const before = known.get(dialog.id);
    return before !== undefined && isSameDialog(before, dialog) ? before : dialog;
  });
  const added = fresh.filter((dialog) => !known.has(dialog.id)).length;
  return { dialogs: inOrder([...fresh, ...kept]), added, removed };
}

/** Someone who may be written to but has no dialog yet; the portal adds them to the last page only (api-facts 3.2). */
function isOnlyContact(dialog: Dialog): boolean {
  return dialog.chatId === 0;
}

/** Stable, so that rows of the same second keep the portal's order. */
function inOrder(dialogs: readonly Dialog[]): readonly Dialog[] {
  return [...dialogs].sort(
    (a, b) => Number(b.isPinned) - Number(a.isPinned) || b.lastActivityAt - a.lastActivityAt,
  );
}

function byId(dialogs: readonly Dialog[]): ReadonlyMap<DialogId, Dialog> {
  return new Map(dialogs.map((dialog) => [dialog.id, dialog]));
}

function oldestUnpinned(dialogs: readonly Dialog[]): number | undefined {
  return activities(dialogs).reduce<number | undefined>(
    (oldest, at) => (oldest === undefined || at < oldest ? at : oldest),
    undefined,
  );
}

function newestUnpinned(dialogs: readonly Dialog[]): number | undefined {
  return activities(dialogs).reduce<number | undefined>(
    (newest, at) => (newest === undefined || at > newest ? at : newest),
    undefined,
  );
}

function activities(dialogs: readonly Dialog[]): readonly number[] {
  return dialogs.flatMap((dialog) => (dialog.isPinned || isOnlyContact(dialog) ? [] : dialog.lastActivityAt));
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
