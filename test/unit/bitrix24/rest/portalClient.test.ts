import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Fetch } from '../../../../src/base/ports.ts';
import type { AttemptReport } from '../../../../src/bitrix24/rest/callRunner.ts';
import { LeakyBucket } from '../../../../src/bitrix24/rest/leakyBucket.ts';
import { createPortalClient, type PortalClient } from '../../../../src/bitrix24/rest/portalClient.ts';
import type { PortalEndpoint } from '../../../../src/bitrix24/rest/portalEndpoint.ts';
import { isPortalError, type PortalError } from '../../../../src/bitrix24/rest/portalError.ts';
import { ManualClock, settled } from '../../manualClock.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { HttpServer, json } from './httpServer.ts';
import { reachableText } from './reachableText.ts';
import { transports } from './transports.ts';

const SECRET = 'k3v9x0q7w2e5r8t1';
const SEND = 'im.message.add';
const READ = 'im.recent.list';

function endpointAt(origin: string): PortalEndpoint {
  return { url: (method) => `${origin}/rest/7/${SECRET}/${method}.json`, params: {}, secrets: [SECRET] };
}

async function failureOf(call: Promise<unknown>): Promise<PortalError> {
  const error: unknown = await call.then(
    () => assert.fail('The call went through'),
    (thrown: unknown) => thrown,
  );
  assert.ok(isPortalError(error), String(error));
  return error;
}

/** A port nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const page502 = (response: ServerResponse): void => {
  response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>');
};

const cutBody = (response: ServerResponse): void => {
  response.writeHead(200, { 'Content-Length': '1000' });
  response.write('{"result":', () => response.destroy());
};

for (const { name, fetch } of transports) {
  describe(`portal client over ${name}`, () => {
    let server: HttpServer;
    let clock: ManualClock;
    let logger: SilentLogger;
    let client: PortalClient;
    let attempts: AttemptReport[];

    beforeEach(async () => {
      server = await new HttpServer().start();
      open(server.origin);
    });

    afterEach(async () => {
      client.dispose();
      await server.stop();
    });

    function open(origin: string, overFetch: Fetch = fetch): void {
      clock = new ManualClock({ skipUpToMs: 5_000 });
      logger = new SilentLogger();
      client = createPortalClient({
        endpoint: endpointAt(origin),
        fetch: overFetch,
        clock,
        logger,
        random: () => 0.5,
      });
      attempts = [];
      client.onDidAttempt((report) => attempts.push(report));
    }

    describe('a call', () => {
      it('is a POST of JSON to the method under the webhook', async () => {
        const answer = await client.call(SEND, {
          DIALOG_ID: 'chat97',
          MESSAGE: 'Hello Tài 👋',
          SYSTEM: undefined,
        });
        assert.equal(answer.result, true);
        const [request] = server.requests;
        assert.equal(request?.url, `/rest/7/${SECRET}/im.message.add.json`);
        assert.deepEqual(JSON.parse(request.body), { DIALOG_ID: 'chat97', MESSAGE: 'Hello Tài 👋' });
        assert.match(String(request.headers['content-type']), /^application\/json/);
        assert.equal(request.headers.accept, 'application/json');
        assert.equal(request.headers['user-agent'], 'bitrix24-messenger');
      });

      it('gives a bare result as it is, and paging where there is some', async () => {
        server.answer = (_request, response) => json(response, 200, { result: 42 });
        assert.deepEqual(await client.call(READ), { result: 42, next: undefined, total: undefined });
        server.answer = (_request, response) =>
          json(response, 200, { result: [], next: 50, total: '120', time: {} });
        assert.deepEqual(await client.call(READ), { result: [], next: 50, total: 120 });
      });

      it('repairs half an emoji, which PHP would take for no parameters at all', async () => {
        await client.call(SEND, { MESSAGE: 'cut \ud83d', ATTACH: { BLOCKS: [{ MESSAGE: '\udc4b' }] } });
        assert.deepEqual(JSON.parse(server.requests[0]?.body ?? ''), {
          MESSAGE: 'cut \ufffd',
          ATTACH: { BLOCKS: [{ MESSAGE: '\ufffd' }] },
        });
      });

      it('carries what the endpoint asks for along', async () => {
        const endpoint = { ...endpointAt(server.origin), params: { auth: 'token' } };
        client = createPortalClient({ endpoint, fetch, clock, logger });
        await client.call(READ, { LIMIT: 5 });
        assert.deepEqual(JSON.parse(server.requests[0]?.body ?? ''), { LIMIT: 5, auth: 'token' });
      });

      it('leaves one line in the log, without parameters and without a secret', async () => {
        await client.call(SEND, { MESSAGE: 'between us' });
        assert.deepEqual(logger.lines, [
          {
            level: 'debug',
            message: 'Portal call',
            details: { method: SEND, commands: undefined, lane: 'visible', status: 200, code: 'OK', ms: 0 },
          },
        ]);
        assert.deepEqual(attempts, [logger.lines[0]?.details]);
      });
    });

    describe('repeats', () => {
      const faults: Readonly<Record<string, (response: ServerResponse) => void>> = {
        'a drop': (response) => response.destroy(),
        'a cut body': cutBody,
        'a 502 page': page502,
        'a 504 page': (response) => response.writeHead(504).end('<html>504</html>'),
        'an INTERNAL_SERVER_ERROR': (response) =>
          json(response, 500, { error: 'INTERNAL_SERVER_ERROR', error_description: '' }),
        'a captive portal': (response) => response.end('<html>Please sign in to the Wi-Fi</html>'),
        'cut JSON': (response) => response.end('{"result":{"items":[{"id":1,"ti'),
        'an empty body': (response) => response.end(),
      };

      for (const [fault, answer] of Object.entries(faults)) {
        it(`never a send after ${fault}: it may be stored`, async () => {
          server.answer = (_request, response) => answer(response);
          const error = await failureOf(client.call(SEND, { MESSAGE: 'x' }));
          assert.equal(error.outcome, 'unknown');
          assert.equal(server.requests.length, 1);
        });

        it(`a read after ${fault}, twice`, async () => {
          server.answer = (_request, response, index) =>
            index < 2 ? answer(response) : json(response, 200, { result: 1 });
          assert.equal((await client.call(READ)).result, 1);
          assert.equal(server.requests.length, 3);
        });

        it(`a read after ${fault} no more than twice`, async () => {
          server.answer = (_request, response) => answer(response);
          const error = await failureOf(client.call(READ));
          assert.equal(error.outcome, 'unknown');
          assert.equal(server.requests.length, 3);
        });
      }

      it('names what came instead of an answer', async () => {
        const kinds: Record<string, readonly [string, string]> = {};
        for (const [fault, answer] of Object.entries(faults)) {
          server.answer = (_request, response) => answer(response);
          const { kind, code } = await failureOf(client.call(SEND));
          kinds[fault] = [kind, code];
        }
        assert.deepEqual(kinds['a 502 page'], ['server', 'HTTP_502']);
        assert.deepEqual(kinds['an INTERNAL_SERVER_ERROR'], ['server', 'INTERNAL_SERVER_ERROR']);
        assert.deepEqual(kinds['a captive portal'], ['malformed', 'NOT_JSON']);
        assert.deepEqual(kinds['cut JSON'], ['malformed', 'NOT_JSON']);
        assert.equal(kinds['a drop']?.[0], 'network');
        assert.equal(kinds['a cut body']?.[0], 'network');
      });

      it('anything that found nobody listening, and says that it was not sent', async () => {
        open(`http://127.0.0.1:${await closedPort()}`);
        const error = await failureOf(client.call(SEND));
        assert.deepEqual(
          [error.kind, error.code, error.outcome],
          ['network', 'ECONNREFUSED', 'not-executed'],
        );
        assert.equal(attempts.length, 3);
      });

      it('anything that found no such host', async () => {
        open('http://portal.invalid');
        const error = await failureOf(client.call(SEND));
        assert.equal(error.kind, 'network');
        assert.match(error.code, /^(?:ENOTFOUND|EAI_AGAIN)$/);
        assert.equal(error.outcome, 'not-executed');
        assert.equal(attempts.length, 3);
      });

      it('nothing the portal refused', async () => {
        server.answer = (_request, response) =>
          json(response, 403, { error: 'ACCESS_ERROR', error_description: 'You do not have access' });
        const error = await failureOf(client.call(READ));
        assert.deepEqual(
          [error.kind, error.code, error.outcome, error.status, error.method, error.description],
          ['rejected', 'ACCESS_ERROR', 'rejected', 403, READ, 'You do not have access'],
        );
        assert.equal(server.requests.length, 1);
      });

      it('nothing that failed on a wrong code, whatever the status', async () => {
        for (const status of [401, 403, 200]) {
          server.answer = (_request, response) =>
            json(response, status, {
              error: 'INVALID_CREDENTIALS',
              error_description: 'Invalid request credentials',
            });
          assert.equal((await failureOf(client.call(READ))).kind, 'auth');
        }
        assert.equal(server.requests.length, 3);
      });
    });

    describe('limits', () => {
      const tooFast = (response: ServerResponse): void =>
        json(response, 503, { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' });

      it('wait and send again after 503, because the portal did nothing', async () => {
        server.answer = (_request, response, index) =>
          index < 5 ? tooFast(response) : json(response, 200, { result: 9 });
        assert.equal((await client.call(SEND)).result, 9);
        assert.equal(server.requests.length, 6);
      });

      it('end some time even when the portal never relents', async () => {
        server.answer = (_request, response) => tooFast(response);
        const error = await failureOf(client.call(READ));
        assert.deepEqual([error.kind, error.outcome], ['rateLimit', 'not-executed']);
        assert.equal(server.requests.length, 21);
      });

      it('hold the others back too', async () => {
        server.answer = (_request, response, index) =>
          index < 1 ? tooFast(response) : json(response, 200, { result: 9 });
        await client.call(SEND, {}, { lane: 'person' });
        assert.ok(client.stats().bucketLevel > 49);
      });

      it('tell a person at once until when a method is blocked, and leave the other methods free', async () => {
        server.answer = (request, response) =>
          request.url.includes(READ)
            ? json(response, 429, { error: 'OPERATION_TIME_LIMIT', error_description: '' })
            : json(response, 200, { result: 1 });
        const first = await failureOf(client.call(READ, {}, { lane: 'person' }));
        assert.deepEqual([first.kind, first.outcome], ['budget', 'not-executed']);
        assert.equal(first.retryAt, clock.now() + 60_000);
        const second = await failureOf(client.call(READ, {}, { lane: 'visible' }));
        assert.equal(second.retryAt, clock.now() + 60_000);
        assert.equal(server.requests.length, 1);
        assert.equal((await client.call(SEND)).result, 1);
      });

      it('let the background wait for a blocked method', async () => {
        server.answer = (_request, response, index) =>
          index === 0
            ? json(response, 429, { error: 'OPERATION_TIME_LIMIT' })
            : json(response, 200, { result: 1 });
        const waiting = client.call(READ, {}, { lane: 'background' });
        await clock.untilScheduled((delayMs) => delayMs === 60_000);
        await clock.advanceAsync(60_000);
        assert.equal((await waiting).result, 1);
      });

      it('stop a method before the portal does', async () => {
        server.answer = (_request, response) =>
          json(response, 200, {
            result: 1,
            time: { finish: 1000, operating: 470, operating_reset_at: 1030 },
          });
        await client.call(READ);
        const error = await failureOf(client.call(READ));
        assert.deepEqual([error.kind, error.retryAt], ['budget', clock.now() + 30_000]);
        assert.equal(server.requests.length, 1);
        clock.advance(30_000);
        await client.call(READ);
        assert.equal(server.requests.length, 2);
      });

      it('refuse a call when a thousand wait in its lane', async () => {
        const calls = Array.from({ length: 1_046 }, () =>
          client.call(READ, {}, { lane: 'background' }).catch(isPortalError),
        );
        const error = await failureOf(client.call(READ, {}, { lane: 'background' }));
        assert.deepEqual(
          [error.kind, error.code, error.outcome],
          ['rateLimit', 'QUEUE_FULL', 'not-executed'],
        );
        client.dispose();
        await Promise.all(calls);
      });

      it('let a person pass 80 reads of a start-up', async () => {
        clock = new ManualClock();
        client = createPortalClient({ endpoint: endpointAt(server.origin), fetch, clock, logger });
        const reads = Array.from({ length: 80 }, () => client.call(READ, {}, { lane: 'background' }));
        await client.call(SEND, {}, { lane: 'person' });
        assert.equal(clock.monotonic(), 0);
        assert.deepEqual(client.stats().queued, { person: 0, visible: 0, background: 35 });
        client.dispose();
        await Promise.allSettled(reads);
        assert.deepEqual(client.stats().queued, { person: 0, visible: 0, background: 0 });
      });

      it('put a call that was turned away before those that came after it', async () => {
        clock = new ManualClock();
        const bucket = new LeakyBucket({ capacity: 1, leakPerSecond: 2, reserved: 0 });
        client = createPortalClient({
          endpoint: endpointAt(server.origin),
          fetch,
          clock,
          logger,
          random: () => 0,
          bucket,
        });
        server.answer = (_request, response, index) =>
          index < 1 ? tooFast(response) : json(response, 200, { result: 1 });
        const calls = ['first', 'second', 'third', 'fourth'].map((name) =>
          client.call(SEND, { MESSAGE: name }),
        );
        // The gate's next opening, and the wait of the one that was turned away.
        await clock.untilPending((delaysMs) => delaysMs.filter((delayMs) => delayMs === 500).length === 2);
        await clock.advanceAsync(500);
        await clock.advanceAsync(500);
        await server.untilRequests(3);
        const order = server.requests.map(
          (request) => (JSON.parse(request.body) as { MESSAGE: string }).MESSAGE,
        );
        assert.deepEqual(order.slice(0, 3).toSorted(), ['first', 'first', 'second']);
        client.dispose();
        await Promise.allSettled(calls);
      });

      it('count the requests of the last minute', async () => {
        await client.call(READ);
        await client.call(READ);
        assert.equal(client.stats().requestsLastMinute, 2);
        clock.advance(60_000);
        assert.equal(client.stats().requestsLastMinute, 0);
      });
    });

    describe('time limits', () => {
      for (const [method, limitMs] of [
        [SEND, 30_000],
        [READ, 15_000],
        ['im.dialog.read', 15_000],
      ] as const) {
        it(`end ${method} after ${limitMs / 1000} s`, async () => {
          server.answer = () => undefined;
          const failing = failureOf(client.call(method));
          for (let count = 1; count <= (method === READ ? 3 : 1); count++) {
            await server.untilRequests(count);
            assert.deepEqual(clock.pending, [limitMs]);
            clock.advance(limitMs);
          }
          const error = await failing;
          assert.deepEqual([error.kind, error.code, error.outcome], ['timeout', 'TIMEOUT', 'unknown']);
        });
      }

      it('go by the caller where it names one', async () => {
        server.answer = () => undefined;
        const failing = failureOf(client.call(SEND, {}, { timeLimitMs: 120_000 }));
        await server.untilRequests(1);
        assert.deepEqual(clock.pending, [120_000]);
        clock.advance(120_000);
        assert.equal((await failing).kind, 'timeout');
      });

      it('hold while the body comes', async () => {
        const begun = Promise.withResolvers<void>();
        server.answer = (_request, response) => {
          response.writeHead(200).write('{"result":', () => begun.resolve());
        };
        const failing = failureOf(client.call(SEND));
        await begun.promise;
        clock.advance(30_000);
        assert.equal((await failing).kind, 'timeout');
      });

      it('hold against a fetch that does not listen', async () => {
        open(server.origin, () => new Promise(() => undefined));
        const failing = failureOf(client.call(SEND));
        await clock.untilScheduled((delayMs) => delayMs === 30_000);
        clock.advance(30_000);
        assert.equal((await failing).kind, 'timeout');
      });

      it('leave no timer behind', async () => {
        await client.call(READ);
        assert.deepEqual(clock.pending, []);
      });
    });

    describe('an abort', () => {
      it('ends a call in flight, with an unknown outcome', async () => {
        server.answer = () => undefined;
        const controller = new AbortController();
        const failing = failureOf(client.call(SEND, {}, { signal: controller.signal }));
        await server.untilRequests(1);
        controller.abort();
        const error = await failing;
        assert.deepEqual([error.kind, error.outcome], ['aborted', 'unknown']);
      });

      it('takes a call out of the queue, unsent', async () => {
        const reads = Array.from({ length: 60 }, () => client.call(READ, {}, { lane: 'background' }));
        const controller = new AbortController();
        const failing = failureOf(client.call(SEND, {}, { lane: 'background', signal: controller.signal }));
        controller.abort();
        const error = await failing;
        assert.deepEqual([error.kind, error.outcome], ['aborted', 'not-executed']);
        await Promise.all(reads);
        assert.ok(server.requests.every((request) => !request.url.includes(SEND)));
      });

      it('ends the wait between two tries', async () => {
        clock = new ManualClock();
        client = createPortalClient({
          endpoint: endpointAt(server.origin),
          fetch,
          clock,
          logger,
          random: () => 0.5,
        });
        server.answer = (_request, response) => page502(response);
        const controller = new AbortController();
        const failing = failureOf(client.call(READ, {}, { signal: controller.signal }));
        await clock.untilScheduled((delayMs) => delayMs === 500);
        controller.abort();
        const error = await failing;
        assert.equal(error.kind, 'aborted');
        assert.equal(server.requests.length, 1);
        assert.deepEqual(clock.pending, []);
      });

      it('before the call keeps it from being made', async () => {
        const error = await failureOf(client.call(READ, {}, { signal: AbortSignal.abort() }));
        assert.deepEqual([error.kind, error.outcome], ['aborted', 'not-executed']);
        await settled();
        assert.equal(server.requests.length, 0);
      });

      it('comes to everything when the client is disposed, and later calls are refused', async () => {
        server.answer = () => undefined;
        const inFlight = failureOf(client.call(READ));
        await server.untilRequests(1);
        client.dispose();
        assert.equal((await inFlight).kind, 'aborted');
        assert.equal((await failureOf(client.call(READ))).outcome, 'not-executed');
        assert.equal(server.requests.length, 1);
      });
    });

    describe('a redirect', () => {
      for (const status of [301, 302, 303, 307, 308]) {
        it(`${status} to another host is told, not followed`, async () => {
          const other = await new HttpServer().start();
          server.answer = (request, response) => {
            response.writeHead(status, { Location: `${other.origin}${request.url}` }).end();
          };
          try {
            const error = await failureOf(client.call(READ));
            assert.deepEqual(
              [error.kind, error.outcome, error.movedTo],
              ['moved', 'not-executed', other.origin],
            );
            assert.deepEqual([server.requests.length, other.requests.length], [1, 0]);
          } finally {
            await other.stop();
          }
        });
      }

      it('inside the portal names no new address', async () => {
        server.answer = (_request, response) => response.writeHead(302, { Location: '/auth/' }).end();
        const error = await failureOf(client.call(READ));
        assert.deepEqual([error.kind, error.movedTo], ['moved', undefined]);
      });

      it('to nowhere sane names none either', async () => {
        for (const location of ['javascript:alert(1)', 'http://', undefined]) {
          server.answer = (_request, response) => {
            response.writeHead(302, location === undefined ? {} : { Location: location }).end();
          };
          const error = await failureOf(client.call(SEND));
          assert.equal(error.movedTo, undefined);
        }
      });

      it('that a browser hides is still one', async () => {
        const hidden = { status: 0, headers: { get: () => null }, text: () => Promise.resolve('') };
        open(server.origin, () => Promise.resolve(hidden));
        const error = await failureOf(client.call(READ));
        assert.deepEqual([error.kind, error.movedTo], ['moved', undefined]);
      });
    });

    describe('an answer without end', () => {
      it('is cut at 32 MB', async () => {
        server.answer = (_request, response) => {
          const chunk = Buffer.alloc(1024 * 1024, 0x20);
          const more = (): void => {
            if (!response.destroyed) response.write(chunk, more);
          };
          response.writeHead(200);
          more();
        };
        const error = await failureOf(client.call(READ));
        assert.deepEqual([error.kind, error.code, error.outcome], ['malformed', 'TOO_LARGE', 'unknown']);
        assert.equal(server.requests.length, 1);
      });

      it('is not even begun where its length is announced', async () => {
        server.answer = (_request, response) => {
          response.writeHead(200, { 'Content-Length': String(33 * 1024 * 1024) }).write(' ');
        };
        assert.equal((await failureOf(client.call(READ))).code, 'TOO_LARGE');
      });

      it('is measured when it comes whole', async () => {
        const whole = {
          status: 200,
          headers: { get: () => null },
          text: () => Promise.resolve(' '.repeat(33 * 1024 * 1024)),
        };
        open(server.origin, () => Promise.resolve(whole));
        assert.equal((await failureOf(client.call(READ))).code, 'TOO_LARGE');
      });
    });

    describe('an error', () => {
      const leaks: Readonly<Record<string, (response: ServerResponse) => void>> = {
        'a drop': (response) => response.destroy(),
        'a cut body': cutBody,
        'a 502 page': page502,
        'a page that repeats the address': (response) =>
          response.writeHead(404).end(`<html>/rest/7/${SECRET}/x not found</html>`),
        'a portal that repeats the address': (response) =>
          json(response, 400, {
            error: `NOT FOUND ${SECRET}`,
            error_description: `No method at https://portal/rest/7/${SECRET}/im.message.add.json (code ${SECRET})`,
          }),
        'a redirect': (response) =>
          response
            .writeHead(302, { Location: `https://u:p@elsewhere.example/rest/7/${SECRET}/x?auth=${SECRET}` })
            .end(),
        'a batch that is none': (response) => json(response, 200, { result: SECRET }),
        'nothing at all': () => undefined,
      };

      for (const [fault, answer] of Object.entries(leaks)) {
        it(`has no secret anywhere in it after ${fault}`, async () => {
          server.answer = (_request, response) => answer(response);
          const controller = new AbortController();
          const failing = failureOf(
            client.batch(
              { a: { method: SEND, params: { MESSAGE: 'between us' } } },
              { signal: controller.signal },
            ),
          );
          await server.untilRequests(1);
          if (fault === 'nothing at all') controller.abort(new Error(`reason with ${SECRET}`));
          const error = await failing;
          for (const text of reachableText(error)) {
            assert.ok(!text.includes(SECRET), `${fault}: ${text}`);
            assert.ok(!text.includes('between us'), `${fault}: ${text}`);
          }
          assert.ok(!JSON.stringify(logger.lines).includes(SECRET));
        });
      }

      it('has none after a refused connection and after an unknown host', async () => {
        for (const origin of [`http://127.0.0.1:${await closedPort()}`, 'http://portal.invalid']) {
          open(origin);
          const texts = reachableText(await failureOf(client.call(SEND)));
          assert.ok(texts.every((text) => !text.includes(SECRET)));
        }
      });

      it('keeps at most 200 characters of what the portal said', async () => {
        server.answer = (_request, response) =>
          json(response, 400, { error: 'X', error_description: `a\n\n  b ${'c'.repeat(500)}` });
        const { description } = await failureOf(client.call(SEND));
        assert.equal(description.length, 200);
        assert.ok(description.startsWith('a b ccc'));
      });
    });
  });
}
