import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'mocha';
import { LeakyBucket } from '../../../../src/bitrix24/rest/leakyBucket.ts';
import { isPortalError } from '../../../../src/bitrix24/rest/portalError.ts';
import { ManualClock, settled } from '../../manualClock.ts';
import { failureOf, gatewayPage } from './clientHarness.ts';
import { describePortalClient } from './describePortalClient.ts';
import { json } from './httpServer.ts';

const SEND = 'im.message.add';
const READ = 'im.recent.list';

describePortalClient((here) => {
  describe('limits', () => {
    const tooFast = (response: ServerResponse): void =>
      json(response, 503, { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' });

    it('wait and send again after 503, because the portal did nothing', async () => {
      here.server.answer = (_request, response, index) =>
        index < 5 ? tooFast(response) : json(response, 200, { result: 9 });
      assert.equal((await here.client.call(SEND)).result, 9);
      assert.equal(here.server.requests.length, 6);
    });

    it('end some time even when the portal never relents', async () => {
      here.server.answer = (_request, response) => tooFast(response);
      const error = await failureOf(here.client.call(READ));
      assert.deepEqual([error.kind, error.outcome], ['rateLimit', 'not-executed']);
      assert.equal(here.server.requests.length, 21);
    });

    it('hold the others back too', async () => {
      here.server.answer = (_request, response, index) =>
        index < 1 ? tooFast(response) : json(response, 200, { result: 9 });
      await here.client.call(SEND, {}, { lane: 'person' });
      assert.ok(here.client.stats().bucketLevel > 49);
    });

    it('tell a person at once until when a method is blocked, and leave the other methods free', async () => {
      here.server.answer = (request, response) =>
        request.url.includes(READ)
          ? json(response, 429, { error: 'OPERATION_TIME_LIMIT', error_description: '' })
          : json(response, 200, { result: 1 });
      const first = await failureOf(here.client.call(READ, {}, { lane: 'person' }));
      assert.deepEqual([first.kind, first.outcome], ['budget', 'not-executed']);
      assert.equal(first.retryAt, here.clock.now() + 60_000);
      const second = await failureOf(here.client.call(READ, {}, { lane: 'visible' }));
      assert.equal(second.retryAt, here.clock.now() + 60_000);
      assert.equal(here.server.requests.length, 1);
      assert.equal((await here.client.call(SEND)).result, 1);
    });

    it('let the background wait for a blocked method', async () => {
      here.server.answer = (_request, response, index) =>
        index === 0
          ? json(response, 429, { error: 'OPERATION_TIME_LIMIT' })
          : json(response, 200, { result: 1 });
      const waiting = here.client.call(READ, {}, { lane: 'background' });
      await here.clock.untilScheduled((delayMs) => delayMs === 60_000);
      await here.clock.advanceAsync(60_000);
      assert.equal((await waiting).result, 1);
    });

    it('stop a method before the portal does', async () => {
      here.server.answer = (_request, response) =>
        json(response, 200, {
          result: 1,
          time: { finish: 1000, operating: 470, operating_reset_at: 1030 },
        });
      await here.client.call(READ);
      const error = await failureOf(here.client.call(READ));
      assert.deepEqual([error.kind, error.retryAt], ['budget', here.clock.now() + 30_000]);
      assert.equal(here.server.requests.length, 1);
      here.clock.advance(30_000);
      await here.client.call(READ);
      assert.equal(here.server.requests.length, 2);
    });

    it('refuse a call when a thousand wait in its lane', async () => {
      const calls = Array.from({ length: 1_046 }, () =>
        here.client.call(READ, {}, { lane: 'background' }).catch(isPortalError),
      );
      const error = await failureOf(here.client.call(READ, {}, { lane: 'background' }));
      assert.deepEqual([error.kind, error.code, error.outcome], ['rateLimit', 'QUEUE_FULL', 'not-executed']);
      here.client.dispose();
      await Promise.all(calls);
    });

    it('let a person pass 80 reads of a start-up', async () => {
      here.open({ clock: new ManualClock() });
      const reads = Array.from({ length: 80 }, () => here.client.call(READ, {}, { lane: 'background' }));
      await here.client.call(SEND, {}, { lane: 'person' });
      assert.equal(here.clock.monotonic(), 0);
      assert.deepEqual(here.client.stats().queued, { person: 0, visible: 0, background: 35 });
      here.client.dispose();
      await Promise.allSettled(reads);
      assert.deepEqual(here.client.stats().queued, { person: 0, visible: 0, background: 0 });
    });

    it('put a call that was turned away before those that came after it', async () => {
      const bucket = new LeakyBucket({ capacity: 1, leakPerSecond: 2, reserved: 0 });
      here.open({ clock: new ManualClock(), random: () => 0, bucket });
      here.server.answer = (_request, response, index) =>
        index < 1 ? tooFast(response) : json(response, 200, { result: 1 });
      const calls = ['first', 'second', 'third', 'fourth'].map((name) =>
        here.client.call(SEND, { MESSAGE: name }),
      );
      // The gate's next opening, and the wait of the one that was turned away.
      await here.clock.untilPending((delaysMs) => delaysMs.filter((delayMs) => delayMs === 500).length === 2);
      await here.clock.advanceAsync(500);
      await here.clock.advanceAsync(500);
      await here.server.untilRequests(3);
      const order = here.server.requests.map(
        (request) => (JSON.parse(request.body) as { MESSAGE: string }).MESSAGE,
      );
      assert.deepEqual(order.slice(0, 3).toSorted(), ['first', 'first', 'second']);
      here.client.dispose();
      await Promise.allSettled(calls);
    });

    it('are told to whoever asks: requests, budgets, refusals', async () => {
      here.open({ clock: new ManualClock() });
      here.server.answer = (_request, response, index) =>
        index === 0 ? json(response, 200, { result: 9 }) : tooFast(response);
      await here.client.call(READ);
      const failing = failureOf(here.client.call(READ));
      await here.clock.untilScheduled((delayMs) => delayMs < 1_000);
      const stats = here.client.stats();
      assert.equal(stats.requests, 2);
      assert.equal(stats.pausedForMs, 625);
      assert.deepEqual(
        stats.recentFailures.map(({ method, status, code, at }) => [method, status, code, at]),
        [[READ, 503, 'QUERY_LIMIT_EXCEEDED', here.clock.now()]],
      );
      here.client.dispose();
      await failing;
    });

    it('count the requests of the last minute', async () => {
      await here.client.call(READ);
      await here.client.call(READ);
      assert.equal(here.client.stats().requestsLastMinute, 2);
      here.clock.advance(60_000);
      assert.equal(here.client.stats().requestsLastMinute, 0);
    });
  });

  describe('time limits', () => {
    for (const [method, limitMs] of [
      [SEND, 30_000],
      [READ, 15_000],
      ['im.dialog.read', 15_000],
    ] as const) {
      it(`end ${method} after ${limitMs / 1000} s`, async () => {
        here.server.answer = () => undefined;
        const failing = failureOf(here.client.call(method));
        await here.server.untilRequests(1);
        assert.deepEqual(here.clock.pending, [limitMs]);
        here.clock.advance(limitMs);
        const error = await failing;
        assert.deepEqual([error.kind, error.code, error.outcome], ['timeout', 'TIMEOUT', 'unknown']);
      });
    }

    it('go by the caller where it names one', async () => {
      here.server.answer = () => undefined;
      const failing = failureOf(here.client.call(SEND, {}, { timeLimitMs: 120_000 }));
      await here.server.untilRequests(1);
      assert.deepEqual(here.clock.pending, [120_000]);
      here.clock.advance(120_000);
      assert.equal((await failing).kind, 'timeout');
    });

    it('hold while the body comes', async () => {
      const begun = Promise.withResolvers<void>();
      here.server.answer = (_request, response) => {
        response.writeHead(200).write('{"result":', () => begun.resolve());
      };
      const failing = failureOf(here.client.call(SEND));
      await begun.promise;
      here.clock.advance(30_000);
      assert.equal((await failing).kind, 'timeout');
    });

    it('hold against a fetch that does not listen', async () => {
      here.open({ fetch: () => new Promise(() => undefined) });
      const failing = failureOf(here.client.call(SEND));
      await here.clock.untilScheduled((delayMs) => delayMs === 30_000);
      here.clock.advance(30_000);
      assert.equal((await failing).kind, 'timeout');
    });

    it('leave no timer behind', async () => {
      await here.client.call(READ);
      assert.deepEqual(here.clock.pending, []);
    });
  });

  describe('an abort', () => {
    it('ends a call in flight, with an unknown outcome', async () => {
      here.server.answer = () => undefined;
      const controller = new AbortController();
      const failing = failureOf(here.client.call(SEND, {}, { signal: controller.signal }));
      await here.server.untilRequests(1);
      controller.abort();
      const error = await failing;
      assert.deepEqual([error.kind, error.outcome], ['aborted', 'unknown']);
    });

    it('takes a call out of the queue, unsent', async () => {
      const reads = Array.from({ length: 60 }, () => here.client.call(READ, {}, { lane: 'background' }));
      const controller = new AbortController();
      const failing = failureOf(
        here.client.call(SEND, {}, { lane: 'background', signal: controller.signal }),
      );
      controller.abort();
      const error = await failing;
      assert.deepEqual([error.kind, error.outcome], ['aborted', 'not-executed']);
      await Promise.all(reads);
      assert.ok(here.server.requests.every((request) => !request.url.includes(SEND)));
    });

    it('ends the wait between two tries', async () => {
      here.open({ clock: new ManualClock() });
      here.server.answer = (_request, response) => gatewayPage(response);
      const controller = new AbortController();
      const failing = failureOf(here.client.call(READ, {}, { signal: controller.signal }));
      await here.clock.untilScheduled((delayMs) => delayMs === 500);
      controller.abort();
      const error = await failing;
      assert.equal(error.kind, 'aborted');
      assert.equal(here.server.requests.length, 1);
      assert.deepEqual(here.clock.pending, []);
    });

    it('before the call keeps it from being made', async () => {
      const error = await failureOf(here.client.call(READ, {}, { signal: AbortSignal.abort() }));
      assert.deepEqual([error.kind, error.outcome], ['aborted', 'not-executed']);
      await settled();
      assert.equal(here.server.requests.length, 0);
    });

    it('comes to everything when the client is disposed, and later calls are refused', async () => {
      here.server.answer = () => undefined;
      const inFlight = failureOf(here.client.call(READ));
      await here.server.untilRequests(1);
      here.client.dispose();
      assert.equal((await inFlight).kind, 'aborted');
      assert.equal((await failureOf(here.client.call(READ))).outcome, 'not-executed');
      assert.equal(here.server.requests.length, 1);
    });
  });
});
