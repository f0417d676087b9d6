import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { MessageRow } from '../../../src/protocol/thread.ts';
import { buildListItems, isRestarted, isShifted, type ListItem } from '../../../src/webview/listItems.ts';
import { row, rowsBetween } from './rows.ts';

const noMarks = { firstUnreadId: undefined, hasOlder: false };
const minuteMs = 60_000;
const noon = new Date(2026, 10, 20, 12).getTime();

describe('buildListItems', () => {
  it('begins a day with the first message and with every first one after midnight', () => {
    const lateEvening = new Date(2026, 10, 20, 23, 59, 59, 999).getTime();
    const midnight = new Date(2026, 10, 21).getTime();
    const rows = [
      row(1, { date: noon }),
      row(2, { date: lateEvening }),
      row(3, { date: midnight }),
      row(4, { date: midnight + 1 }),
    ];

    assert.deepEqual(
      items(rows).map((item) => item.dayStart),
      [new Date(2026, 10, 20).getTime(), undefined, midnight, undefined],
    );
  });

  it('knows a day of 23 or 25 hours by its date', () => {
    const rows = [0, 6, 12, 18, 23].flatMap((hour) =>
      [24, 25, 26].map((day) => row(day * 100 + hour, { date: new Date(2026, 9, day, hour, 30).getTime() })),
    );
    rows.sort((a, b) => a.date - b.date);

    assert.equal(items(rows).filter((item) => item.dayStart !== undefined).length, 3);
  });

  it('groups what an author writes within five minutes', () => {
    const rows = [
      row(1, { date: noon }),
      row(2, { date: noon + 5 * minuteMs }),
      row(3, { date: noon + 10 * minuteMs + 1 }),
      row(4, { date: noon + 11 * minuteMs, authorId: 8 }),
      row(5, { date: noon + 11 * minuteMs }),
    ];

    assert.deepEqual(groupStarts(rows), ['1', '3', '4', '5']);
  });

  it('does not group across a midnight, a system message and the new ones', () => {
    const midnight = new Date(2026, 10, 21).getTime();
    const night = [row(1, { date: midnight - 1 }), row(2, { date: midnight })];
    const system = [row(1), row(2, { isSystem: true, authorId: 0 }), row(3)];

    assert.deepEqual(groupStarts(night), ['1', '2']);
    assert.deepEqual(groupStarts(system), ['1', '2', '3']);
    assert.deepEqual(groupStarts(rowsBetween(1, 3), { ...noMarks, firstUnreadId: 3 }), ['1', '3']);
  });

  it('marks the first unread message, or the next one where it is gone', () => {
    assert.deepEqual(unreadMarks(rowsBetween(1, 5), { firstUnreadId: 3, hasOlder: false }), ['3']);
    assert.deepEqual(unreadMarks([row(1), row(5)], { firstUnreadId: 3, hasOlder: false }), ['5']);
    assert.deepEqual(unreadMarks(rowsBetween(1, 5), { firstUnreadId: 9, hasOlder: false }), []);
  });

  it('marks nothing while the first unread message may be above what is loaded', () => {
    assert.deepEqual(unreadMarks(rowsBetween(5, 8), { firstUnreadId: 3, hasOlder: true }), []);
    assert.deepEqual(unreadMarks(rowsBetween(5, 8), { firstUnreadId: 5, hasOlder: true }), ['5']);
    assert.deepEqual(unreadMarks(rowsBetween(5, 8), { firstUnreadId: 3, hasOlder: false }), ['5']);
  });

  it('gives back every item that did not change', () => {
    const rows = rowsBetween(1, 20);
    const before = items(rows);
    const edited = rows.map((each) => (each.messageId === 10 ? { ...each, isEdited: true } : each));
    const after = buildListItems([row(0), ...edited], noMarks, before);

    const redrawn = after.filter((item) => !before.includes(item)).map((item) => item.row.key);
    // The edited one, the new one, and the one that is no longer the first of the day and of its group.
    assert.deepEqual(redrawn, ['0', '1', '10']);
  });
});

describe('isShifted', () => {
  it('is true only where the list changed above and nowhere else', () => {
    const list = items(rowsBetween(10, 20));

    assert.equal(isShifted(list, items(rowsBetween(5, 20))), true);
    assert.equal(isShifted(list, items(rowsBetween(15, 20))), true);
    assert.equal(isShifted(list, items(rowsBetween(10, 21))), false);
    assert.equal(isShifted(list, items(rowsBetween(10, 19))), false);
    assert.equal(isShifted(list, items(rowsBetween(10, 20))), false);
    assert.equal(isShifted([], list), false);
    assert.equal(isShifted(list, []), false);
  });
});

describe('isRestarted', () => {
  it('is true only where nothing is left of the list', () => {
    const list = items(rowsBetween(10, 20));

    assert.equal(isRestarted(list, items(rowsBetween(30, 40))), true);
    assert.equal(isRestarted(list, items(rowsBetween(20, 40))), false);
    assert.equal(isRestarted(list, []), false);
    assert.equal(isRestarted([], list), false);
  });
});

function items(rows: readonly MessageRow[]): readonly ListItem[] {
  return buildListItems(rows, noMarks);
}

function groupStarts(
  rows: readonly MessageRow[],
  marks = noMarks as Parameters<typeof buildListItems>[1],
): string[] {
  return keysWhere(buildListItems(rows, marks), (item) => item.isGroupStart);
}

function unreadMarks(rows: readonly MessageRow[], marks: Parameters<typeof buildListItems>[1]): string[] {
  return keysWhere(buildListItems(rows, marks), (item) => item.isFirstUnread);
}

function keysWhere(list: readonly ListItem[], fits: (item: ListItem) => boolean): string[] {
  return list.filter(fits).map((item) => item.row.key);
}
