import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ThreadWording } from '../../../src/protocol/threadWording.ts';
import { createDateFormats } from '../../../src/webview/dateFormats.ts';

const wording = { today: 'Today', yesterday: 'Yesterday' } as ThreadWording;
const today = new Date(2026, 10, 22, 15).getTime();

describe('createDateFormats', () => {
  it('names days by their distance from today', () => {
    const { day } = createDateFormats('en-GB');
    const name = (...date: [number, number, number, number?]): string =>
      day(new Date(...date).getTime(), today, wording);

    assert.equal(name(2026, 10, 22, 0), 'Today');
    assert.equal(name(2026, 10, 21, 23), 'Yesterday');
    assert.match(name(2026, 10, 20), /Friday.*20 November$/);
    assert.equal(name(2025, 10, 20), '20 November 2025');
  });

  it('counts days by the calendar, also where one has 23 or 25 hours', () => {
    const { day } = createDateFormats('en-GB');
    for (const [month, date] of [
      [2, 30],
      [9, 26],
    ] as const) {
      const now = new Date(2026, month, date, 0, 5).getTime();
      assert.equal(day(new Date(2026, month, date - 1, 23, 55).getTime(), now, wording), 'Yesterday');
    }
  });

  it('writes stamps in the form they name', () => {
    const { stamp } = createDateFormats('en-GB');
    const date = new Date(2026, 10, 22, 9, 5, 7).getTime();

    assert.equal(stamp(date, 'SHORT_TIME_FORMAT'), '09:05');
    assert.equal(stamp(date, 'LONG_TIME_FORMAT'), '09:05:07');
    assert.equal(stamp(date, 'DAY_MONTH_FORMAT'), '22 November');
    assert.equal(stamp(date, 'FORMAT_DATE'), '22/11/2026');
    assert.match(stamp(date, 'SOMETHING_ELSE'), /22 Nov 2026.*09:05/);
  });

  it('survives dates and languages that do not exist', () => {
    const { stamp, time, full } = createDateFormats('not a language!');

    assert.equal(time(Number.NaN), '');
    assert.equal(full(1e20), '');
    assert.equal(stamp(Number.POSITIVE_INFINITY, 'FORMAT_DATE'), '');
    assert.notEqual(time(today), '');
  });
});
