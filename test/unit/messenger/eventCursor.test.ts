import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { EventPage } from '../../../src/bitrix24/api/eventsApi.ts';
import { PortalError, type PortalErrorKind } from '../../../src/bitrix24/rest/portalError.ts';
import { EventCursor } from '../../../src/messenger/eventCursor.ts';

describe('EventCursor', () => {
  let cursor: EventCursor;

  beforeEach(() => {
    cursor = new EventCursor();
    cursor.setWanted(true);
  });

  const page = (nextOffset: number | undefined, hasMore = false): EventPage => ({
    events: [],
    users: [],
    nextOffset,
    hasMore,
  });

  /** A tick that went well; gives what it asked. */
  function tick(answered: EventPage) {
    const asked = cursor.next();
    const read = cursor.read(asked && { ok: true, value: answered });
    if (read !== undefined) cursor.confirm(read.page);
    return { asked, isOld: read?.isOld };
  }

  function refused(kind: PortalErrorKind) {
    const error = new PortalError({ kind, code: 'X', outcome: 'rejected', method: 'im.v2.Event.get' });
    cursor.next();
    cursor.read({ ok: false, error });
  }

  it('asks for nothing before the person allows it', () => {
    const idle = new EventCursor();
    assert.equal(idle.next(), undefined);
    assert.equal(idle.mayBeSubscribed, false);
  });

  it('subscribes until it has been answered, then confirms what was taken in', () => {
    assert.deepEqual(cursor.next(), { isSubscribing: true, offset: undefined });
    cursor.noteFailedTick();
    cursor.next();
    cursor.read(undefined);
    assert.deepEqual(tick(page(10)).asked, { isSubscribing: true, offset: undefined });
    assert.deepEqual(tick(page(10)).asked, { isSubscribing: false, offset: 10 });
  });

  it('confirms nothing that was not taken in', () => {
    tick(page(10));
    cursor.next();
    cursor.read({ ok: true, value: page(20) });
    assert.equal(cursor.next()?.offset, 10);
  });

  it('never goes back', () => {
    tick(page(10));
    tick(page(7));
    tick(page(undefined));
    assert.equal(cursor.next()?.offset, 10);
  });

  it('takes what comes before the first end of the log for old', () => {
    assert.equal(tick(page(10, true)).isOld, true);
    assert.equal(tick(page(20, false)).isOld, true);
    assert.equal(tick(page(30, true)).isOld, false);
  });

  it('wants more while there is more, and not for ever', () => {
    assert.equal(cursor.wantsMore, false);
    for (let round = 1; round <= 10; round += 1) {
      tick(page(round * 100, true));
      assert.equal(cursor.wantsMore, true);
    }
    tick(page(5_000, true));
    assert.equal(cursor.wantsMore, false, 'the schedule has its turn');
    tick(page(5_000, false));
    tick(page(6_000, true));
    assert.equal(cursor.wantsMore, true);
    tick(page(6_000, true));
    assert.equal(cursor.wantsMore, false, 'the same page again would be no more');
  });

  for (const kind of ['rejected', 'scope'] as const) {
    it(`leaves a portal alone that says no (${kind})`, () => {
      refused(kind);
      assert.equal(cursor.next(), undefined);
      assert.equal(cursor.mayBeSubscribed, false);
    });
  }

  for (const kind of ['server', 'budget', 'malformed', 'auth'] as const) {
    it(`asks again after a bad moment (${kind})`, () => {
      refused(kind);
      assert.notEqual(cursor.next(), undefined);
    });
  }

  it('steps aside after a failed tick, and for good when it fails only with the events', () => {
    for (let round = 0; round < 3; round += 1) {
      assert.notEqual(cursor.next(), undefined);
      cursor.noteFailedTick();
      assert.equal(cursor.next(), undefined, 'the tick after it goes without');
      cursor.read(undefined);
    }
    assert.equal(cursor.next(), undefined);
    assert.equal(cursor.mayBeSubscribed, false);
  });

  it('is not to blame when the portal is out of reach', () => {
    for (let round = 0; round < 20; round += 1) {
      cursor.next();
      cursor.noteFailedTick();
    }
    cursor.next();
    cursor.read(undefined);
    assert.notEqual(cursor.next(), undefined);
  });

  it('begins anew when switched off and on', () => {
    tick(page(10));
    cursor.setWanted(false);
    assert.equal(cursor.next(), undefined);
    cursor.setWanted(true);
    assert.deepEqual(cursor.next(), { isSubscribing: true, offset: undefined });
  });
});
