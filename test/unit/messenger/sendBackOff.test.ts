import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { PortalError, type PortalErrorKind } from '../../../src/bitrix24/rest/portalError.ts';
import { MessengerError } from '../../../src/messenger/messengerError.ts';
import { backOffMs, verdictOn } from '../../../src/messenger/sendBackOff.ts';

const errorOf = (kind: PortalErrorKind, retryAt?: number): PortalError =>
  new PortalError({
    kind,
    code: kind.toUpperCase(),
    outcome: kind === 'rejected' ? 'rejected' : 'not-executed',
    method: 'im.message.add',
    retryAt,
  });

describe('messenger: when a message that could not go tries again', () => {
  it('is by itself for what passes, and not for what the portal refuses', () => {
    const waiting: readonly PortalErrorKind[] = [
      'network',
      'timeout',
      'server',
      'malformed',
      'rateLimit',
      'budget',
      'auth',
      'moved',
      'plan',
    ];
    for (const kind of waiting) assert.equal(verdictOn(errorOf(kind)).kind, 'waits', kind);
    for (const kind of ['rejected', 'scope'] as const) {
      assert.equal(verdictOn(errorOf(kind)).kind, 'fails', kind);
    }
    assert.equal(verdictOn(new MessengerError({ kind: 'notKept' })).kind, 'waits');
    assert.equal(verdictOn(new Error('a fault of our own')).kind, 'fails');
  });

  it('grows from seconds to minutes, and never beyond', () => {
    const failures = fc.integer({ min: 1, max: 1_000 });
    const random = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(failures, random, (count, given) => {
        const delayMs = backOffMs(errorOf('network'), count, 0, given);
        const next = backOffMs(errorOf('network'), count + 1, 0, given);
        assert.ok(delayMs >= 1_500 && delayMs <= 300_000 && next >= delayMs);
      }),
    );
  });

  it('is when the portal says, but not an hour later because the clock was set back', () => {
    const now = 10_000_000;
    assert.equal(backOffMs(errorOf('budget', now + 90_000), 1, now, 0), 90_000);
    assert.equal(backOffMs(errorOf('budget', now + 90_000), 1, now - 3_600_000, 0), 600_000);
  });
});
