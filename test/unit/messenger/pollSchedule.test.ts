import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Attention, pollDelayMs, type PollState } from '../../../src/messenger/pollSchedule.ts';

const window = (isWindowFocused: boolean, isThreadVisible: boolean, isListVisible: boolean): Attention => ({
  isWindowFocused,
  isThreadVisible,
  isListVisible,
});
const quiet = { failures: 0, isOutOfReach: false, fastestMs: 2_000 };

const anyWindow = fc.record({
  isWindowFocused: fc.boolean(),
  isThreadVisible: fc.boolean(),
  isListVisible: fc.boolean(),
});
const anyState: fc.Arbitrary<PollState> = fc.record({
  windows: fc.array(anyWindow, { maxLength: 5 }),
  failures: fc.nat({ max: 100 }),
  isOutOfReach: fc.boolean(),
  fastestMs: fc.integer({ min: 1_500, max: 60_000 }),
});
const anyRandom = fc.double({ min: 0, max: 1, noNaN: true });

describe('messenger: the poll schedule', () => {
  const reading = window(true, true, false);
  const behind = window(false, false, false);
  const table: readonly (readonly [what: string, windows: readonly Attention[], delayMs: number])[] = [
    ['a thread that is read', [reading], 2_000],
    ['a thread beside the list', [window(true, true, true)], 2_000],
    ['the list alone', [window(true, false, true)], 5_000],
    ['a window with something else on screen', [window(true, false, false)], 15_000],
    ['a thread in a window behind', [window(false, true, false)], 15_000],
    ['the list in a window behind', [window(false, false, true)], 15_000],
    ['a window behind with nothing to see', [behind], 60_000],
    ['the window among several that needs it soonest', [behind, reading, behind], 2_000],
    // Nobody reads: the thread is on screen in one window, the focus in another.
    ['a focus and a thread in two windows', [window(false, true, false), window(true, false, false)], 15_000],
    ['no window at all', [], 60_000],
  ];
  for (const [what, windows, delayMs] of table) {
    it(`asks every ${delayMs / 1000} s for ${what}`, () =>
      assert.equal(pollDelayMs({ ...quiet, windows }, 0), delayMs));
  }

  it('goes no faster than the person wants, and as fast', () => {
    const delays = [1_500, 10_000, 60_000].map((fastestMs) => [
      pollDelayMs({ ...quiet, windows: [reading], fastestMs }, 0),
      pollDelayMs({ ...quiet, windows: [window(true, false, true)], fastestMs }, 0),
    ]);
    assert.deepEqual(delays, [
      [1_500, 5_000],
      [10_000, 10_000],
      [60_000, 60_000],
    ]);
  });

  it('backs off with every failure up to five minutes; to one where only the network is missed in focus', () => {
    const delays = (windows: readonly Attention[], isOutOfReach: boolean): readonly number[] =>
      [1, 2, 3, 4, 5, 6, 7, 8, 50].map(
        (failures) => pollDelayMs({ ...quiet, windows, isOutOfReach, failures }, 1) / 1_000,
      );
    assert.deepEqual(delays([reading], false), [4, 8, 16, 32, 64, 128, 256, 300, 300]);
    assert.deepEqual(delays([reading], true), [4, 8, 16, 32, 60, 60, 60, 60, 60]);
    const listBehind = window(false, false, true);
    assert.deepEqual(delays([listBehind], true), [30, 60, 120, 240, 300, 300, 300, 300, 300]);
  });

  it('stays within its bounds whatever is given', () => {
    fc.assert(
      fc.property(anyState, anyRandom, (state, random) => {
        const delayMs = pollDelayMs(state, random);
        assert.ok(delayMs >= state.fastestMs && delayMs <= 300_000);
      }),
    );
  });

  it('spreads retries over no more than a quarter of the wait, and never asks sooner for having failed', () => {
    fc.assert(
      fc.property(anyState, anyRandom, (state, random) => {
        const longest = pollDelayMs(state, 1);
        const delayMs = pollDelayMs(state, random);
        assert.ok(delayMs >= longest * 0.75 - 1 && delayMs <= longest);
        assert.ok(delayMs >= pollDelayMs({ ...state, failures: 0 }, random));
      }),
    );
  });

  it('waits no less with every further failure', () => {
    fc.assert(
      fc.property(anyState, anyRandom, (state, random) => {
        const more = { ...state, failures: state.failures + 1 };
        assert.ok(pollDelayMs(more, random) >= pollDelayMs(state, random));
      }),
    );
  });

  it('waits no longer because another window is there', () => {
    fc.assert(
      fc.property(anyState, anyWindow, (state, other) => {
        const calm = { ...state, failures: 0 };
        assert.ok(pollDelayMs({ ...calm, windows: [...calm.windows, other] }, 0) <= pollDelayMs(calm, 0));
      }),
    );
  });
});
