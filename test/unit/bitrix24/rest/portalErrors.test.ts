import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'mocha';
import { closedPort, cutBody, endpointAt, failureOf, gatewayPage, SECRET } from './clientHarness.ts';
import { describePortalClient } from './describePortalClient.ts';
import { HttpServer, json } from './httpServer.ts';
import { reachableText } from './reachableText.ts';

const SEND = 'im.message.add';
const READ = 'im.recent.list';

describePortalClient((here) => {
  describe('a redirect', () => {
    for (const status of [301, 302, 303, 307, 308]) {
      it(`${status} to another host is told, not followed`, async () => {
        const other = await new HttpServer().start();
        here.server.answer = (request, response) => {
          response.writeHead(status, { Location: `${other.origin}${request.url}` }).end();
        };
        try {
          const error = await failureOf(here.client.call(READ));
          assert.deepEqual(
            [error.kind, error.outcome, error.movedTo],
            ['moved', 'not-executed', other.origin],
          );
          assert.deepEqual([here.server.requests.length, other.requests.length], [1, 0]);
        } finally {
          await other.stop();
        }
      });
    }

    it('inside the portal names no new address', async () => {
      here.server.answer = (_request, response) => response.writeHead(302, { Location: '/auth/' }).end();
      const error = await failureOf(here.client.call(READ));
      assert.deepEqual([error.kind, error.movedTo], ['moved', undefined]);
    });

    it('to nowhere sane names none either', async () => {
      for (const location of ['javascript:alert(1)', 'http://', undefined]) {
        here.server.answer = (_request, response) => {
          response.writeHead(302, location === undefined ? {} : { Location: location }).end();
        };
        const error = await failureOf(here.client.call(SEND));
        assert.equal(error.movedTo, undefined);
      }
    });

    it('that a browser hides is still one', async () => {
      const hidden = { status: 0, headers: { get: () => null }, text: () => Promise.resolve('') };
      here.open({ fetch: () => Promise.resolve(hidden) });
      const error = await failureOf(here.client.call(READ));
      assert.deepEqual([error.kind, error.movedTo], ['moved', undefined]);
    });
  });

  describe('an answer without end', () => {
    it('is cut at 32 MB', async () => {
      here.server.answer = (_request, response) => {
        const chunk = Buffer.alloc(1024 * 1024, 0x20);
        const more = (): void => {
          if (!response.destroyed) response.write(chunk, more);
        };
        response.writeHead(200);
        more();
      };
      const error = await failureOf(here.client.call(READ));
      assert.deepEqual([error.kind, error.code, error.outcome], ['malformed', 'TOO_LARGE', 'unknown']);
      assert.equal(here.server.requests.length, 1);
    });

    it('is not even begun where its length is announced', async () => {
      here.server.answer = (_request, response) => {
        response.writeHead(200, { 'Content-Length': String(33 * 1024 * 1024) }).write(' ');
      };
      assert.equal((await failureOf(here.client.call(READ))).code, 'TOO_LARGE');
    });

    it('is measured when it comes whole', async () => {
      const whole = {
        status: 200,
        headers: { get: () => null },
        text: () => Promise.resolve(' '.repeat(33 * 1024 * 1024)),
      };
      here.open({ fetch: () => Promise.resolve(whole) });
      assert.equal((await failureOf(here.client.call(READ))).code, 'TOO_LARGE');
    });
  });

  describe('an error', () => {
    const leaks: Readonly<Record<string, (response: ServerResponse) => void>> = {
      'a drop': (response) => response.destroy(),
      'a cut body': cutBody,
      'a 502 page': gatewayPage,
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
        here.server.answer = (_request, response) => answer(response);
        const controller = new AbortController();
        const failing = failureOf(
          here.client.batch(
            { a: { method: SEND, params: { MESSAGE: 'between us' } } },
            { signal: controller.signal },
          ),
        );
        await here.server.untilRequests(1);
        if (fault === 'nothing at all') controller.abort(new Error(`reason with ${SECRET}`));
        const error = await failing;
        for (const text of reachableText(error)) {
          assert.ok(!text.includes(SECRET), `${fault}: ${text}`);
          assert.ok(!text.includes('between us'), `${fault}: ${text}`);
        }
        assert.ok(!JSON.stringify(here.logger.lines).includes(SECRET));
      });
    }

    it('has none after a refused connection and after an unknown host', async () => {
      for (const origin of [`http://127.0.0.1:${await closedPort()}`, 'http://portal.invalid']) {
        here.open({ endpoint: endpointAt(origin) });
        const texts = reachableText(await failureOf(here.client.call(SEND)));
        assert.ok(texts.every((text) => !text.includes(SECRET)));
      }
    });

    it('keeps at most 200 characters of what the portal said', async () => {
      here.server.answer = (_request, response) =>
        json(response, 400, { error: 'X', error_description: `a\n\n  b ${'c'.repeat(500)}` });
      const { description } = await failureOf(here.client.call(SEND));
      assert.equal(description.length, 200);
      assert.ok(description.startsWith('a b ccc'));
    });
  });
});
