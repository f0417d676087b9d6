import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PersonPresence } from '../../../src/editor/thread/personPresence.ts';
import { ManualClock } from '../manualClock.ts';

const MINUTE_MS = 60_000;
const active = { focused: true, active: true };
const idle = { focused: true, active: false };

describe('editor: who sits in front of a window', () => {
  it('is there while VS Code notices keys or pointer, and for two minutes more', () => {
    const clock = new ManualClock();
    const presence = new PersonPresence(clock);
    clock.advance(10 * MINUTE_MS);
    assert.equal(presence.isThere(idle), false);
    assert.equal(presence.isThere(active), true);
    clock.advance(2 * MINUTE_MS - 1);
    assert.equal(presence.isThere(idle), true);
    clock.advance(1);
    assert.equal(presence.isThere(idle), false);
  });

  it('is there with a sign from the page', () => {
    const clock = new ManualClock();
    const presence = new PersonPresence(clock);
    assert.equal(presence.isThere(idle), true, 'whoever opens a page is there');
    clock.advance(3 * MINUTE_MS);
    assert.equal(presence.isThere(idle), false);
    presence.noteSign();
    assert.equal(presence.isThere(idle), true);
  });

  it('is nowhere without the focus', () => {
    const presence = new PersonPresence(new ManualClock());
    assert.equal(presence.isThere({ focused: false, active: true }), false);
  });
});
