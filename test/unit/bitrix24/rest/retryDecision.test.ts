import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PortalError, type PortalFailure } from '../../../../src/bitrix24/rest/portalError.ts';
import { decideRetry, type RetryQuestion } from '../../../../src/bitrix24/rest/retryDecision.ts';

const nowMs = Date.UTC(2026, 10, 22);

function ask(failure: Partial<PortalFailure>, rest: Partial<RetryQuestion> = {}) {
  const error = new PortalError({
    kind: 'network',
    code: 'ECONNRESET',
    outcome: 'unknown',
    method: 'm',
    ...failure,
  });
  return decideRetry({
    error,
    attempt: 1,
    limitWaits: 0,
    isRead: false,
    lane: 'visible',
    nowMs,
    random: 0.5,
    ...rest,
  });
}

const giveUp = { kind: 'give-up' };

describe('decideRetry', () => {
  for (const kind of ['network', 'server', 'malformed'] as const) {
    it(`repeats a read twice, and nothing else, after an unknown outcome (${kind})`, () => {
      const failure = { kind, code: 'X' } as const;
      assert.deepEqual(ask(failure, { isRead: true }), {
        kind: 'retry',
        delayMs: 500,
        countsAsAttempt: true,
      });
      assert.deepEqual(ask(failure, { isRead: true, attempt: 2 }), {
        kind: 'retry',
        delayMs: 1_000,
        countsAsAttempt: true,
      });
      assert.deepEqual(ask(failure, { isRead: true, attempt: 3 }), giveUp);
      assert.deepEqual(ask(failure), giveUp);
    });
  }

  it('tells whoever waits that time is up, and tries again only where nobody does', () => {
    const failure = { kind: 'timeout', code: 'TIMEOUT' } as const;
    assert.deepEqual(ask(failure, { isRead: true, lane: 'person' }), giveUp);
    assert.deepEqual(ask(failure, { isRead: true, lane: 'visible' }), giveUp);
    assert.equal(ask(failure, { isRead: true, lane: 'background' }).kind, 'retry');
    assert.deepEqual(ask(failure, { isRead: true, lane: 'background', attempt: 3 }), giveUp);
    assert.deepEqual(ask(failure, { lane: 'background' }), giveUp);
  });

  it('spreads the delays by a quarter either way', () => {
    const delay = (random: number): number => {
      const decision = ask({}, { isRead: true, random });
      return decision.kind === 'retry' ? decision.delayMs : Number.NaN;
    };
    assert.equal(delay(0), 375);
    assert.equal(delay(1), 625);
  });

  it('repeats anything that never reached the portal, but not for ever', () => {
    const failure = { code: 'ECONNREFUSED', outcome: 'not-executed' } as const;
    assert.equal(ask(failure).kind, 'retry');
    assert.equal(ask(failure, { attempt: 2 }).kind, 'retry');
    assert.deepEqual(ask(failure, { attempt: 3 }), giveUp);
  });

  it('sees no use in asking again for a bad certificate, a proxy’s no or an answer that is too large', () => {
    const certificate = { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', outcome: 'not-executed' } as const;
    assert.deepEqual(ask(certificate, { isRead: true }), giveUp);
    assert.deepEqual(ask({ kind: 'malformed', code: 'TOO_LARGE' }, { isRead: true }), giveUp);
    assert.deepEqual(ask({ kind: 'malformed', code: 'HTTP_407' }, { isRead: true }), giveUp);
    assert.deepEqual(ask({ code: 'PROXY_403', outcome: 'not-executed' }, { isRead: true }), giveUp);
  });

  it('waits for the rate limit without using a try up, yet not for ever', () => {
    const failure = { kind: 'rateLimit', code: 'QUERY_LIMIT_EXCEEDED', outcome: 'not-executed' } as const;
    assert.deepEqual(ask(failure, { attempt: 3 }), { kind: 'retry', delayMs: 625, countsAsAttempt: false });
    assert.equal(ask(failure, { limitWaits: 19 }).kind, 'retry');
    assert.deepEqual(ask(failure, { limitWaits: 20 }), giveUp);
  });

  it('does not knock again at its own full queue', () => {
    assert.deepEqual(ask({ kind: 'rateLimit', code: 'QUEUE_FULL', outcome: 'not-executed' }), giveUp);
  });

  it('lets only the background wait for a time budget, and no longer than a minute and a half', () => {
    const failure = {
      kind: 'budget',
      code: 'OPERATION_TIME_LIMIT',
      outcome: 'not-executed',
      retryAt: nowMs + 60_000,
    } as const;
    assert.deepEqual(ask(failure, { lane: 'person' }), giveUp);
    assert.deepEqual(ask(failure, { lane: 'visible' }), giveUp);
    assert.deepEqual(ask(failure, { lane: 'background' }), {
      kind: 'retry',
      delayMs: 60_000,
      countsAsAttempt: false,
    });
    assert.deepEqual(ask({ ...failure, retryAt: nowMs + 90_001 }, { lane: 'background' }), giveUp);
    assert.deepEqual(ask({ ...failure, retryAt: undefined }, { lane: 'background' }), giveUp);
  });

  for (const kind of ['auth', 'scope', 'plan', 'rejected', 'moved', 'aborted'] as const) {
    it(`takes ${kind} as final, even for a read`, () => {
      assert.deepEqual(ask({ kind, outcome: 'rejected' }, { isRead: true }), giveUp);
      assert.deepEqual(ask({ kind, outcome: 'not-executed' }, { isRead: true }), giveUp);
    });
  }

  it('does not repeat what a server refused on purpose', () => {
    assert.deepEqual(
      ask({ kind: 'server', code: 'OVERLOAD_LIMIT', outcome: 'rejected' }, { isRead: true }),
      giveUp,
    );
  });
});
