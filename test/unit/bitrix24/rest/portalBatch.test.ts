import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createPortalClient, type PortalClient } from '../../../../src/bitrix24/rest/portalClient.ts';
import { isPortalError, type PortalError } from '../../../../src/bitrix24/rest/portalError.ts';
import { ManualClock } from '../../manualClock.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { HttpServer, json, type SeenRequest } from './httpServer.ts';
import { transports } from './transports.ts';

interface Command {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

const reading = { method: 'im.dialog.get', params: { DIALOG_ID: 'chat97' } };
const sending = { method: 'im.message.add', params: { DIALOG_ID: 'chat97', MESSAGE: 'Hello Trung' } };

function commandsOf(request: SeenRequest): Record<string, string> {
  return (JSON.parse(request.body) as { cmd: Record<string, string> }).cmd;
}

/** Answers as the portal does: maps by key, `[]` when empty. */
function answerBatch(
  response: ServerResponse,
  results: object,
  errors: object = {},
  times: object = {},
): void {
  const map = (value: object): object => (Object.keys(value).length > 0 ? value : []);
  json(response, 200, {
    result: {
      result: map(results),
      result_error: map(errors),
      result_total: [],
      result_next: [],
      result_time: map(times),
    },
  });
}

function many(count: number, command: Command = reading): Record<string, Command> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, command]));
}

async function failureOf(call: Promise<unknown>): Promise<PortalError> {
  const error: unknown = await call.then(
    () => assert.fail('The batch went through'),
    (thrown: unknown) => thrown,
  );
  assert.ok(isPortalError(error), String(error));
  return error;
}

for (const { name, fetch } of transports) {
  describe(`batch over ${name}`, () => {
    let server: HttpServer;
    let clock: ManualClock;
    let client: PortalClient;

    beforeEach(async () => {
      server = await new HttpServer().start();
      clock = new ManualClock({ skipUpToMs: 5_000 });
      client = createPortalClient({
        endpoint: { url: (method) => `${server.origin}/rest/7/code/${method}.json`, params: {}, secrets: [] },
        fetch,
        clock,
        logger: new SilentLogger(),
        random: () => 0.5,
      });
    });

    afterEach(async () => {
      client.dispose();
      await server.stop();
    });

    it('is one request, with a value or an error for each key', async () => {
      server.answer = (_request, response) =>
        answerBatch(response, { a: { id: 97 } }, { b: { error: 'ACCESS_ERROR', error_description: 'no' } });
      const answer = await client.batch({ a: reading, b: sending, c: { method: 'profile' } });

      assert.equal(server.requests.length, 1);
      assert.deepEqual(JSON.parse(server.requests[0]?.body ?? ''), {
        halt: 0,
        cmd: {
          a: 'im.dialog.get?DIALOG_ID=chat97',
          b: 'im.message.add?DIALOG_ID=chat97&MESSAGE=Hello%20Trung',
          c: 'profile',
        },
      });
      assert.deepEqual(answer.a, { ok: true, result: { id: 97 }, next: undefined, total: undefined });
      assert.ok(!answer.b.ok);
      assert.deepEqual(
        [answer.b.error.kind, answer.b.error.code, answer.b.error.method],
        ['rejected', 'ACCESS_ERROR', 'im.message.add'],
      );
      assert.ok(!answer.c.ok);
      assert.deepEqual([answer.c.error.code, answer.c.error.outcome], ['NO_RESULT', 'unknown']);
    });

    it('of nothing makes no request', async () => {
      assert.deepEqual(await client.batch({}), {});
      assert.equal(server.requests.length, 0);
    });

    it('of 120 goes in three, and no key is lost', async () => {
      server.answer = (request, response) =>
        answerBatch(response, Object.fromEntries(Object.keys(commandsOf(request)).map((key) => [key, key])));
      const answer = await client.batch(many(120));
      assert.deepEqual(
        server.requests.map((request) => Object.keys(commandsOf(request)).length),
        [50, 50, 20],
      );
      for (let index = 0; index < 120; index++) {
        const item = answer[`k${index}`];
        assert.ok(item?.ok);
        assert.equal(item.result, `k${index}`);
      }
    });

    it('stops where it is told to, also across requests', async () => {
      server.answer = (_request, response) =>
        answerBatch(response, { k0: 1, k1: 1 }, { k2: { error: 'ACCESS_ERROR', error_description: '' } });
      const answer = await client.batch(many(120), { halt: true });
      assert.equal(server.requests.length, 1);
      assert.equal((JSON.parse(server.requests[0]?.body ?? '') as { halt: number }).halt, 1);
      assert.equal(answer['k1']?.ok, true);
      for (const [key, code] of [
        ['k2', 'ACCESS_ERROR'],
        ['k3', 'NOT_EXECUTED'],
        ['k119', 'NOT_EXECUTED'],
      ] as const) {
        const item = answer[key];
        assert.ok(item !== undefined && !item.ok);
        assert.equal(item.error.code, code);
        if (code === 'NOT_EXECUTED') assert.equal(item.error.outcome, 'not-executed');
      }
    });

    it('is repeated after a drop when it only reads', async () => {
      server.answer = (_request, response, index) =>
        index < 2 ? response.destroy() : answerBatch(response, { a: 1, b: 2 });
      const answer = await client.batch({ a: reading, b: { method: 'profile' } });
      assert.equal(answer.b.ok, true);
      assert.equal(server.requests.length, 3);
    });

    it('is not repeated after a drop when one of it writes', async () => {
      server.answer = (_request, response) => response.destroy();
      const error = await failureOf(client.batch({ a: reading, b: sending }));
      assert.equal(error.outcome, 'unknown');
      assert.equal(server.requests.length, 1);
    });

    it('keeps what the first request brought when a later one fails', async () => {
      server.answer = (request, response, index) =>
        index > 0
          ? response.destroy()
          : answerBatch(
              response,
              Object.fromEntries(Object.keys(commandsOf(request)).map((key) => [key, 1])),
            );
      const answer = await client.batch(many(120, sending));
      assert.equal(server.requests.length, 2);
      assert.equal(answer['k49']?.ok, true);
      const [lost, unsent] = [answer['k50'], answer['k100']];
      assert.ok(lost !== undefined && !lost.ok && unsent !== undefined && !unsent.ok);
      assert.deepEqual([lost.error.kind, lost.error.outcome], ['network', 'unknown']);
      assert.equal(unsent.error.outcome, 'not-executed');
    });

    it('refuses alone the command whose time is used up', async () => {
      server.answer = (_request, response) =>
        answerBatch(
          response,
          { a: 1, b: 1 },
          {},
          { a: { finish: 1000, operating: 470, operating_reset_at: 1100 } },
        );
      await client.batch({ a: reading, b: { method: 'profile' } });
      const answer = await client.batch({ a: reading, b: { method: 'profile' } });
      assert.ok(!answer.a.ok);
      assert.deepEqual([answer.a.error.kind, answer.a.error.retryAt], ['budget', clock.now() + 100_000]);
      assert.equal(answer.b.ok, true);
      assert.deepEqual(commandsOf(server.requests[1] ?? assert.fail()), { b: 'profile' });
      await client.batch({ a: reading });
      assert.equal(server.requests.length, 2);
    });

    it('learns from a command that the portal blocked', async () => {
      server.answer = (_request, response) =>
        answerBatch(response, { b: 1 }, { a: { error: 'OPERATION_TIME_LIMIT', error_description: '' } });
      await client.batch({ a: reading, b: { method: 'profile' } });
      const error = await failureOf(client.call(reading.method, reading.params));
      assert.deepEqual([error.kind, error.retryAt], ['budget', clock.now() + 60_000]);
      assert.equal(server.requests.length, 1);
    });

    it('with a blocked command stops there when it is told to halt', async () => {
      server.answer = (_request, response) =>
        answerBatch(response, { b: 1 }, { a: { error: 'OPERATION_TIME_LIMIT', error_description: '' } });
      await client.batch({ a: reading, b: { method: 'profile' } });
      const answer = await client.batch({ b: { method: 'profile' }, a: reading, c: sending }, { halt: true });
      assert.equal(answer.b.ok, true);
      assert.ok(!answer.c.ok);
      assert.equal(answer.c.error.code, 'NOT_EXECUTED');
      assert.deepEqual(Object.keys(commandsOf(server.requests[1] ?? assert.fail())), ['b']);
    });

    it('fails as a whole on a wrong code and on an answer that is no batch', async () => {
      server.answer = (_request, response) => json(response, 401, { error: 'NO_AUTH_FOUND' });
      assert.equal((await failureOf(client.batch({ a: reading }))).kind, 'auth');
      server.answer = (_request, response) => json(response, 200, { result: [] });
      const error = await failureOf(client.batch({ a: sending }));
      assert.deepEqual([error.kind, error.outcome], ['malformed', 'unknown']);
    });

    it('has 30 s where it sends something, and 15 s otherwise', async () => {
      server.answer = () => undefined;
      const failing = failureOf(client.batch({ a: reading, b: sending }));
      await server.untilRequests(1);
      assert.deepEqual(clock.pending, [30_000]);
      client.dispose();
      await failing;
    });
  });
}
