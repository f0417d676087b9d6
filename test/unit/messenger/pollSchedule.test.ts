import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Attention, pollDelayMs } from '../../../src/messenger/pollSchedule.ts';

const attention = (
  isWindowFocused: boolean,
  isThreadVisible: boolean,
  isListVisible: boolean,
  failures = 0,
): Attention => ({ isWindowFocused, isThreadVisible, isListVisible, failures });

const anyAttention = fc.record({
  isWindowFocused: fc.boolean(),
  isThreadVisible: fc.boolean(),
  isListVisible: fc.boolean(),
});

describe('messenger: the poll schedule', () => {
  const table: readonly (readonly [what: string, attention: Attention, delayMs: number])[] = [
    ['a thread that is read', attention(true, true, false), 2_000],
    ['a thread beside the list', attention(true, true, true), 2_000],
    ['the list alone', attention(true, false, true), 5_000],
    ['a window with something else on screen', attention(true, false, false), 15_000],
    ['a thread in a window behind', attention(false, true, false), 15_000],
    ['the list in a window behind', attention(false, false, true), 15_000],
    ['a window behind with nothing to see', attention(false, false, false), 60_000],
  ];
  for (const [what, given, delayMs] of table) {
    it(`asks every ${delayMs / 1000} s for ${what}`, () => assert.equal(pollDelayMs(given, 0), delayMs));
  }

  it('backs off further with every failure, up to a minute in focus and five behind', () => {
    const delays = (isFocused: boolean): readonly number[] =>
      [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) =>
        pollDelayMs(attention(isFocused, true, true, failures), 1),
      );
    assert.deepEqual(
      delays(true),
      [4, 8, 16, 32, 60, 60, 60, 60, 60].map((seconds) => seconds * 1_000),
    );
    assert.deepEqual(
      delays(false),
      [30, 60, 120, 240, 300, 300, 300, 300, 300].map((seconds) => seconds * 1_000),
    );
  });

  it('spreads the retries of many windows over a quarter of the wait', () => {
    fc.assert(
      fc.property(
        anyAttention,
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (given, failures, random) => {
          const longest = pollDelayMs({ ...given, failures }, 1);
          const delayMs = pollDelayMs({ ...given, failures }, random);
          assert.ok(delayMs >= longest * 0.75 - 1 && delayMs <= longest);
          assert.ok(delayMs >= pollDelayMs({ ...given, failures: 0 }, 0));
        },
      ),
    );
  });
});
