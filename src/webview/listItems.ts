import type { MessageRow } from '../protocol/thread.ts';

/** A message with everything that is drawn around it. One row, one item, so both have the same index. */
export interface ListItem {
  readonly row: MessageRow;
  /** Local midnight in milliseconds since 1970, where a day begins with this message. */
  readonly dayStart: number | undefined;
  /** "New messages" stands above. */
  readonly isFirstUnread: boolean;
  /** The author is named; the messages that follow soon after belong to the same group. */
  readonly isGroupStart: boolean;
}

export interface ListMarks {
  readonly firstUnreadId: number | undefined;
  readonly hasOlder: boolean;
}

/** Items for rows, in their order. Those of `previous` that did not change come back as they are, so nothing redraws. */
export function buildListItems(
  rows: readonly MessageRow[],
  marks: ListMarks,
  previous: readonly ListItem[] = [],
): readonly ListItem[] {
  const firstUnread = firstUnreadIndex(rows, marks);
  const days = new DayFinder();
  // Mostly something new comes last: nothing before it is looked at again.
  const same = sameBeginning(rows, firstUnread, previous);
  const old = new Map(previous.slice(same).map((item) => [item.row.key, item]));

  let before = rows[same - 1];
  let dayBefore = before && days.startOf(before.date);
  const changed = rows.slice(same).map((row, place) => {
    const index = same + place;
    const day = days.startOf(row.date);
    const isNewDay = day !== dayBefore;
    const isFirstUnread = index === firstUnread;
    const item: ListItem = {
      row,
      dayStart: isNewDay ? day : undefined,
      isFirstUnread,
      isGroupStart: isNewDay || isFirstUnread || !before || !belongTogether(before, row),
    };
    before = row;
    dayBefore = day;

    const known = old.get(row.key);
    return known && isSame(known, item) ? known : item;
  });
  return [...previous.slice(0, same), ...changed];
}

/** How many items hold as they are: an item goes by its row, the one before it and the mark. */
function sameBeginning(
  rows: readonly MessageRow[],
  firstUnread: number,
  previous: readonly ListItem[],
): number {
  const most = Math.min(rows.length, previous.length);
  let index = 0;
  while (index < most) {
    const known = previous[index]!;
    if (known.row !== rows[index] || known.isFirstUnread !== (index === firstUnread)) break;
    index += 1;
  }
  return index;
}

/**
 * Whether the two lists differ only in what is above: then the list keeps its distance to the end, else to its start.
 */
export function isShifted(before: readonly ListItem[], after: readonly ListItem[]): boolean {
  if (before.length === after.length || before.length === 0 || after.length === 0) return false;
  return before[0]!.row.key !== after[0]!.row.key && before.at(-1)!.row.key === after.at(-1)!.row.key;
}

/** Whether the thread began anew elsewhere: nothing of what was drawn is left. */
export function isRestarted(before: readonly ListItem[], after: readonly ListItem[]): boolean {
  if (before.length === 0 || after.length === 0) return false;
  const isKept = before[0]!.row.key === after[0]!.row.key || before.at(-1)!.row.key === after.at(-1)!.row.key;
  if (isKept) return false;
  const keys = new Set(after.map((item) => item.row.key));
  return !before.some((item) => keys.has(item.row.key));
}

const groupGapMs = 5 * 60_000;

function belongTogether(before: MessageRow, row: MessageRow): boolean {
  return (
    before.authorId === row.authorId &&
    before.isSystem === row.isSystem &&
    before.isOwn === row.isOwn &&
    Math.abs(row.date - before.date) <= groupGapMs
  );
}

function firstUnreadIndex(rows: readonly MessageRow[], { firstUnreadId, hasOlder }: ListMarks): number {
  if (firstUnreadId === undefined) return -1;

  const index = rows.findIndex((row) => row.messageId !== undefined && row.messageId >= firstUnreadId);
  // The first unread one may be above what is loaded; then its place is not known yet.
  if (index === 0 && hasOlder && rows[0]!.messageId !== firstUnreadId) return -1;
  return index;
}

function isSame(a: ListItem, b: ListItem): boolean {
  return (
    a.row === b.row &&
    a.dayStart === b.dayStart &&
    a.isFirstUnread === b.isFirstUnread &&
    a.isGroupStart === b.isGroupStart
  );
}

/** Local midnights. Neighbours mostly share a day, so its bounds are kept: twenty thousand dates cost no calendar each. */
class DayFinder {
  #start = 0;
  #end = 0;

  startOf(date: number): number {
    if (date < this.#start || date >= this.#end) {
      const day = new Date(date);
      this.#start = new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
      this.#end = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
    }
    return this.#start;
  }
}
