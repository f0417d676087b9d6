import type { Counters } from '../model/counters.ts';
import type { Dialog } from '../model/dialog.ts';

/** What a dialog adds to the total Bitrix24 itself shows. */
export function shareOfTotal(dialog: Dialog): number {
  return hasOwnTotal(dialog) || isLeftOut(dialog) ? 0 : unreadOf(dialog);
}

/** What is unread in a dialog: a manual mark counts as one where no message is. */
export function unreadOf(dialog: Dialog): number {
  return dialog.unread > 0 ? dialog.unread : Number(dialog.isMarkedUnread);
}

/** Muted chats count apart; people cannot be muted. */
export function isLeftOut(dialog: Dialog): boolean {
  return dialog.isMuted && !/^\d+$/.test(dialog.id);
}

/** Open lines and tasks have totals of their own, though some of their older chats count as any other. */
export function hasOwnTotal({ kind }: Dialog): boolean {
  return kind === 'lines' || kind === 'task';
}

/** A dialog as it is here, and as the portal's answer shows it, which may be older. */
export interface OwnChange {
  readonly here: Dialog;
  readonly row: Dialog | undefined;
}

/** The portal's total, corrected for what happened here while the portal was being asked. */
export function correctedTotal(counters: Counters, changes: readonly OwnChange[]): number {
  const correction = changes.reduce((sum, { here, row }) => {
    const unread = counters.byDialog.get(here.id) ?? 0;
    return sum + shareOfTotal(here) - shareOfTotal({ ...(row ?? here), unread });
  }, 0);
  return Math.max(0, counters.messenger + correction);
}
