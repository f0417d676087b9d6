import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { type Presence, presenceOf } from '../../../src/model/presence.ts';
import type { User } from '../../../src/model/user.ts';
import { userOf } from '../messenger/users.ts';

const MINUTE_MS = 60_000;
const now = Date.UTC(2026, 10, 23, 9);

describe('where somebody is', () => {
  const cases: readonly (readonly [what: string, given: Partial<User>, expected: Presence])[] = [
    ['nothing is known', {}, { kind: 'unknown' }],
    ['was there just now', { lastActivityAt: now - MINUTE_MS }, { kind: 'online' }],
    [
      'was there before',
      { lastActivityAt: now - 5 * MINUTE_MS },
      { kind: 'offline', lastSeenAt: now - 5 * MINUTE_MS },
    ],
    ['on the phone', { lastActivityAt: now, mobileAt: now - MINUTE_MS }, { kind: 'mobile' }],
    ['on the phone an hour ago', { lastActivityAt: now, mobileAt: now - 60 * MINUTE_MS }, { kind: 'online' }],
    [
      'is not on the phone any more',
      { lastActivityAt: now - 9 * MINUTE_MS, mobileAt: now - 9 * MINUTE_MS },
      { kind: 'offline', lastSeenAt: now - 9 * MINUTE_MS },
    ],
    ['touches nothing', { lastActivityAt: now, idleSince: now - 20 * MINUTE_MS }, { kind: 'away' }],
    ['says away', { status: 'away', lastActivityAt: now }, { kind: 'away' }],
    ['says break', { status: 'break', lastActivityAt: now }, { kind: 'break' }],
    ['does not want to be disturbed', { status: 'dnd', lastActivityAt: now }, { kind: 'dnd' }],
    ['has a status nobody knows', { status: 'lunch', lastActivityAt: now }, { kind: 'online' }],
    ['is on holiday', { status: 'vacation', lastActivityAt: now }, { kind: 'holiday' }],
    ['is absent', { absentUntil: now + 1, status: 'dnd' }, { kind: 'absent', until: now + 1 }],
    ['is back', { absentUntil: now, lastActivityAt: now }, { kind: 'online' }],
    ['is a bot', { isBot: true, lastActivityAt: now }, { kind: 'unknown' }],
    ['works here no more', { isActive: false, lastActivityAt: now }, { kind: 'unknown' }],
  ];
  for (const [what, given, expected] of cases) {
    it(what, () => {
      assert.deepEqual(presenceOf(userOf({ id: 7, ...given }), now), expected);
    });
  }

  it('nobody is nowhere', () => {
    assert.deepEqual(presenceOf(undefined, now), { kind: 'unknown' });
  });
});
