import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { OwnDoings } from '../../../src/messenger/ownDoings.ts';
import { ManualClock } from '../manualClock.ts';

describe('messenger: own doings, against what another window asked', () => {
  let clock: ManualClock;
  let jumpMs: number;
  let own: OwnDoings;

  beforeEach(() => {
    clock = new ManualClock();
    jumpMs = 0;
    own = new OwnDoings({
      now: () => clock.now() + jumpMs,
      monotonic: () => clock.monotonic(),
      schedule: (action, delayMs) => clock.schedule(action, delayMs),
    });
  });

  const isNewer = (askedAt: number): boolean => own.isSince(own.momentOf(askedAt), 'chat1');

  it('outweigh an answer to a question from before, and no other', () => {
    const before = clock.now();
    clock.advance(500);
    own.note('chat1');
    clock.advance(500);
    assert.deepEqual([isNewer(before), isNewer(clock.now())], [true, false]);
  });

  it('are confirmed by an answer to a later question, and wait for nothing then', () => {
    own.note('chat1');
    const noted = own.latest;
    assert.equal(typeof noted, 'number');
    clock.advance(1_000);
    own.forgetBefore(own.momentOf(clock.now()));
    assert.equal(own.latest, undefined);
  });

  it('are not waited for while the portal is still being told', () => {
    const held = own.hold('chat1');
    assert.equal(own.latest, undefined);
    held.dispose();
    assert.equal(typeof own.latest, 'number');
  });

  it('do not outweigh everything for an hour because the clock was set back', () => {
    own.note('chat1');
    jumpMs = -3_600_000;
    clock.advance(1_000);
    assert.equal(isNewer(clock.now() + jumpMs), true);
    clock.advance(120_000);
    assert.equal(isNewer(clock.now() + jumpMs), false);
  });
});
