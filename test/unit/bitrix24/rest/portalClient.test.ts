import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'mocha';
import { closedPort, cutBody, endpointAt, failureOf, gatewayPage, SECRET } from './clientHarness.ts';
import { describePortalClient } from './describePortalClient.ts';
import { json } from './httpServer.ts';

const SEND = 'im.message.add';
const READ = 'im.recent.list';

describePortalClient((here) => {
  describe('a call', () => {
    it('is a POST of JSON to the method under the webhook', async () => {
      const answer = await here.client.call(SEND, {
        DIALOG_ID: 'chat97',
        MESSAGE: 'Hello Tài 👋',
        SYSTEM: undefined,
      });
      assert.equal(answer.result, true);
      const [request] = here.server.requests;
      assert.equal(request?.url, `/rest/7/${SECRET}/im.message.add.json`);
      assert.deepEqual(JSON.parse(request.body), { DIALOG_ID: 'chat97', MESSAGE: 'Hello Tài 👋' });
      assert.match(String(request.headers['content-type']), /^application\/json/);
      assert.equal(request.headers.accept, 'application/json');
      assert.equal(request.headers['user-agent'], 'bitrix24-messenger');
    });

    it('gives a bare result as it is, and paging where there is some', async () => {
      here.server.answer = (_request, response) => json(response, 200, { result: 42 });
      assert.deepEqual(await here.client.call(READ), { result: 42, next: undefined, total: undefined });
      here.server.answer = (_request, response) =>
        json(response, 200, { result: [], next: 50, total: '120', time: {} });
      assert.deepEqual(await here.client.call(READ), { result: [], next: 50, total: 120 });
    });

    it('repairs half an emoji, which PHP would take for no parameters at all', async () => {
      await here.client.call(SEND, { MESSAGE: 'cut \ud83d', ATTACH: { BLOCKS: [{ MESSAGE: '\udc4b' }] } });
      assert.deepEqual(JSON.parse(here.server.requests[0]?.body ?? ''), {
        MESSAGE: 'cut \ufffd',
        ATTACH: { BLOCKS: [{ MESSAGE: '\ufffd' }] },
      });
    });

    it('carries what the endpoint asks for along', async () => {
      const endpoint = { ...endpointAt(here.server.origin), params: { auth: 'token' } };
      here.open({ endpoint });
      await here.client.call(READ, { LIMIT: 5 });
      assert.deepEqual(JSON.parse(here.server.requests[0]?.body ?? ''), { LIMIT: 5, auth: 'token' });
    });

    it('leaves one line in the log, without parameters and without a secret', async () => {
      await here.client.call(SEND, { MESSAGE: 'between us' });
      assert.deepEqual(here.logger.lines, [
        {
          level: 'debug',
          message: 'Portal call',
          details: { method: SEND, commands: undefined, lane: 'visible', status: 200, code: 'OK', ms: 0 },
        },
      ]);
      assert.deepEqual(here.attempts, [here.logger.lines[0]?.details]);
    });
  });

  describe('repeats', () => {
    const faults: Readonly<Record<string, (response: ServerResponse) => void>> = {
      'a drop': (response) => response.destroy(),
      'a cut body': cutBody,
      'a 502 page': gatewayPage,
      'a 504 page': (response) => response.writeHead(504).end('<html>504</html>'),
      'an INTERNAL_SERVER_ERROR': (response) =>
        json(response, 500, { error: 'INTERNAL_SERVER_ERROR', error_description: '' }),
      'a captive portal': (response) => response.end('<html>Please sign in to the Wi-Fi</html>'),
      'cut JSON': (response) => response.end('{"result":{"items":[{"id":1,"ti'),
      'an empty body': (response) => response.end(),
    };

    for (const [fault, answer] of Object.entries(faults)) {
      it(`never a send after ${fault}: it may be stored`, async () => {
        here.server.answer = (_request, response) => answer(response);
        const error = await failureOf(here.client.call(SEND, { MESSAGE: 'x' }));
        assert.equal(error.outcome, 'unknown');
        assert.equal(here.server.requests.length, 1);
      });

      it(`a read after ${fault}, twice`, async () => {
        here.server.answer = (_request, response, index) =>
          index < 2 ? answer(response) : json(response, 200, { result: 1 });
        assert.equal((await here.client.call(READ)).result, 1);
        assert.equal(here.server.requests.length, 3);
      });

      it(`a read after ${fault} no more than twice`, async () => {
        here.server.answer = (_request, response) => answer(response);
        const error = await failureOf(here.client.call(READ));
        assert.equal(error.outcome, 'unknown');
        assert.equal(here.server.requests.length, 3);
      });
    }

    it('names what came instead of an answer', async () => {
      const kinds: Record<string, readonly [string, string]> = {};
      for (const [fault, answer] of Object.entries(faults)) {
        here.server.answer = (_request, response) => answer(response);
        const { kind, code } = await failureOf(here.client.call(SEND));
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
      here.open({ endpoint: endpointAt(`http://127.0.0.1:${await closedPort()}`) });
      const error = await failureOf(here.client.call(SEND));
      assert.deepEqual([error.kind, error.code, error.outcome], ['network', 'ECONNREFUSED', 'not-executed']);
      assert.equal(here.attempts.length, 3);
    });

    it('anything that found no such host', async () => {
      here.open({ endpoint: endpointAt('http://portal.invalid') });
      const error = await failureOf(here.client.call(SEND));
      assert.equal(error.kind, 'network');
      assert.match(error.code, /^(?:ENOTFOUND|EAI_AGAIN)$/);
      assert.equal(error.outcome, 'not-executed');
      assert.equal(here.attempts.length, 3);
    });

    it('nothing the portal refused', async () => {
      here.server.answer = (_request, response) =>
        json(response, 403, { error: 'ACCESS_ERROR', error_description: 'You do not have access' });
      const error = await failureOf(here.client.call(READ));
      assert.deepEqual(
        [error.kind, error.code, error.outcome, error.status, error.method, error.description],
        ['rejected', 'ACCESS_ERROR', 'rejected', 403, READ, 'You do not have access'],
      );
      assert.equal(here.server.requests.length, 1);
    });

    it('nothing that failed on a wrong code, whatever the status', async () => {
      for (const status of [401, 403, 200]) {
        here.server.answer = (_request, response) =>
          json(response, status, {
            error: 'INVALID_CREDENTIALS',
            error_description: 'Invalid request credentials',
          });
        assert.equal((await failureOf(here.client.call(READ))).kind, 'auth');
      }
      assert.equal(here.server.requests.length, 3);
    });
  });
});
