// What the list shows and where: dialogs in their sections, or in one flat list; pure.
import type { Dialog } from '../../model/dialog.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { type Section, sectionOfKind } from '../../model/section.ts';
import { isLeftOut, unreadOf } from '../unreadTotal.ts';

export interface ListOptions {
  /** The sections that are shown, in their order; `undefined` for one flat list. */
  readonly sections: readonly Section[] | undefined;
  readonly isUnreadOnly: boolean;
}

/** Dialogs that stand together; a flat list is one group without a section. */
export interface Group {
  readonly section: Section | undefined;
  readonly dialogIds: readonly DialogId[];
}

/** Groups in their order, none of them empty, no dialog twice. */
export type Arrangement = readonly Group[];

const nobody: ReadonlySet<DialogId> = new Set();

/**
 * Puts the dialogs, which come in the list's own order, in their places. `lingering` ones stay among the unread though
 * they were read meanwhile.
 */
export function arrange(
  dialogs: readonly Dialog[],
  { sections, isUnreadOnly }: ListOptions,
  lingering: ReadonlySet<DialogId> = nobody,
): Arrangement {
  const shown = isUnreadOnly
    ? dialogs.filter((dialog) => unreadOf(dialog) > 0 || lingering.has(dialog.id))
    : dialogs;
  if (sections === undefined) {
    return shown.length === 0 ? [] : [{ section: undefined, dialogIds: shown.map(({ id }) => id) }];
  }
  const bySection = new Map<Section, DialogId[]>(sections.map((section) => [section, []]));
  for (const dialog of shown) bySection.get(sectionOf(dialog, bySection, lingering))?.push(dialog.id);
  return [...bySection].flatMap(([section, dialogIds]) =>
    dialogIds.length === 0 ? [] : { section, dialogIds },
  );
}

/** The selected dialogs that stand among the unread: whoever opened one there shall not lose sight of it. */
export function lingeringIn(
  shown: Arrangement,
  { isUnreadOnly }: ListOptions,
  selected: readonly DialogId[],
): ReadonlySet<DialogId> {
  const unread = shown.filter(({ section }) => isUnreadOnly || section === 'unread');
  return new Set(selected.filter((dialogId) => unread.some(({ dialogIds }) => dialogIds.includes(dialogId))));
}

/**
 * What may be shown of the next arrangement without moving what is on screen: rows that are gone go, rows that come
 * below all of their group come, everything else stays where it is.
 */
export function heldArrangement(
  shown: Arrangement,
  next: Arrangement,
  isThere: (dialogId: DialogId) => boolean,
): Arrangement {
  const placed = new Set(shown.flatMap(({ dialogIds }) => dialogIds));
  const kept = shown.flatMap((group) => {
    const wanted = next.find(({ section }) => section === group.section)?.dialogIds ?? [];
    const lastPlaced = wanted.findLastIndex((dialogId) => placed.has(dialogId));
    const below = lastPlaced < 0 ? [] : wanted.slice(lastPlaced + 1);
    const dialogIds = [...group.dialogIds.filter(isThere), ...below];
    return dialogIds.length === 0 ? [] : { ...group, dialogIds };
  });
  // With nothing on screen there is nothing to hold.
  return kept.length === 0 ? next : kept;
}

/** Unread messages of a group, and apart from them those of muted dialogs, as `im.counters.get` tells them. */
export function countOf(dialogs: readonly Dialog[]): { readonly unread: number; readonly muted: number } {
  let unread = 0;
  let muted = 0;
  for (const dialog of dialogs) {
    // A mark that was set by hand on a muted chat counts nowhere.
    if (isLeftOut(dialog)) muted += dialog.unread;
    else unread += unreadOf(dialog);
  }
  return { unread, muted };
}

/** A kind that is hidden stays hidden when it is unread; a pin says that the dialog is wanted all the same. */
function sectionOf(
  dialog: Dialog,
  shown: ReadonlyMap<Section, unknown>,
  lingering: ReadonlySet<DialogId>,
): Section {
  if (dialog.isPinned && shown.has('pinned')) return 'pinned';
  const own = sectionOfKind(dialog.kind);
  const isUnread = lingering.has(dialog.id) || (unreadOf(dialog) > 0 && !isLeftOut(dialog));
  return isUnread && shown.has('unread') && shown.has(own) ? 'unread' : own;
}
