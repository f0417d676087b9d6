import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Portal } from './portal.ts';
import { failure, ids, post, result, startFixture } from './portalFixture.ts';

const UUID = '0c3c5ad6-a1b8-4d4d-9234-f137ef862a77';

describe('portal: faults', () => {
  let portal: Portal;

  beforeEach(async () => {
    ({ portal } = await startFixture());
  });

  afterEach(() => portal.stop());

  const send = (extra: Record<string, unknown> = {}): Promise<Response> =>
    fetch(`${portal.webhookUrl()}im.message.add`, {
      method: 'POST',
      redirect: 'manual',
      body: JSON.stringify({ DIALOG_ID: 'chat97', MESSAGE: 'hi', ...extra }),
      headers: { 'Content-Type': 'application/json' },
    });
  const stored = (): number => portal.world.chat(ids.group).messages.length;

  it('breaks the connection before or after the message is stored', async () => {
    portal.faults.add('im.message.add', { kind: 'drop', when: 'before' });
    portal.faults.add('im.message.add', { kind: 'drop', when: 'after' });
    await assert.rejects(send());
    assert.equal(stored(), 0);
    await assert.rejects(send());
    assert.equal(stored(), 1);
    assert.equal((await send()).status, 200);
    assert.deepEqual(
      portal.calls.map((call) => call.status),
      [0, 0, 200],
    );
  });

  it('puts a gateway, a captive portal or a renamed portal in between', async () => {
    portal.faults.add('*', { kind: 'gateway', when: 'before', status: 502 });
    portal.faults.add('*', { kind: 'gateway', when: 'after', status: 504 });
    portal.faults.add('*', { kind: 'captivePortal' });
    portal.faults.add('*', { kind: 'moved', origin: 'https://new.example' });
    const bad = await send();
    assert.deepEqual(
      [bad.status, bad.headers.get('content-type'), stored()],
      [502, 'text/html; charset=utf-8', 0],
    );
    assert.deepEqual([(await send()).status, stored()], [504, 1]);
    assert.match(await (await send()).text(), /^<html>/);
    const moved = await send();
    assert.equal(moved.status, 302);
    assert.equal(moved.headers.get('location'), 'https://new.example/rest/1/secretcode/im.message.add');
    assert.equal(stored(), 1);
  });

  it('cuts the answer in the middle and fails after the commit', async () => {
    portal.faults.add('im.message.add', { kind: 'cutJson' });
    portal.faults.add('im.message.add', { kind: 'serverError' });
    const cut = await send();
    assert.equal(cut.status, 200);
    await assert.rejects(cut.json());
    assert.equal((await send()).status, 500);
    assert.equal(stored(), 2);
  });

  it('answers with any error, for as long as asked', async () => {
    const limit = portal.faults.add('scope', { kind: 'queryLimit' }, Infinity);
    assert.equal(await failure(portal, 'scope'), '503 QUERY_LIMIT_EXCEEDED');
    assert.equal(await failure(portal, 'scope'), '503 QUERY_LIMIT_EXCEEDED');
    limit.dispose();
    portal.faults.add('scope', { kind: 'noPlan' });
    assert.equal(await failure(portal, 'scope'), '401 ACCESS_DENIED');
    portal.faults.add('scope', { kind: 'error', status: 403, error: 'user_access_error' });
    assert.equal(await failure(portal, 'scope'), '403 user_access_error');
    portal.faults.add('scope', { kind: 'operatingLimit', resetAtSeconds: 1795342000 });
    const { status, body } = await post(portal, 'scope');
    assert.deepEqual([status, body['time']], [429, { operating_reset_at: 1795342000 }]);
    await result(portal, 'scope');
  });

  it('meets single commands of a batch with errors, the whole batch with transport faults', async () => {
    const cmd = { a: 'scope', b: 'im.message.add?DIALOG_ID=chat97&MESSAGE=x' };
    portal.faults.add('im.message.add', { kind: 'serverError' });
    portal.faults.add((call) => call.params['MESSAGE'] === 'x', { kind: 'drop', when: 'after' });
    const { result_error: errors } = await result<{ result_error: Record<string, unknown> }>(
      portal,
      'batch',
      { cmd },
    );
    assert.deepEqual(Object.keys(errors), ['b']);
    await assert.rejects(post(portal, 'batch', { cmd }));
    assert.equal(stored(), 2);
  });

  it('holds a send between check and commit, where its repeat is refused', async () => {
    const gate = portal.faults.hold('im.message.add');
    const first = send({ TEMPLATE_ID: UUID });
    await gate.reached;
    assert.equal(stored(), 0);
    const repeat = await send({ TEMPLATE_ID: UUID });
    assert.equal(((await repeat.json()) as { error: string }).error, 'MESSAGE_DUPLICATED_BY_UUID');
    gate.open();
    const { result: firstId } = (await (await first).json()) as { result: number };
    const { result: again } = (await (await send({ TEMPLATE_ID: UUID })).json()) as { result: number };
    assert.equal(again, firstId);
    assert.equal(stored(), 1);
  });

  it('delays, and lets a test wait for calls', async () => {
    portal.faults.add('scope', { kind: 'delay', when: 'before', ms: 5 });
    const waiting = portal.waitForCall((call) => call.method === 'scope');
    await result(portal, 'scope');
    assert.equal((await waiting).status, 200);
    await assert.rejects(
      portal.waitForCall((call) => call.method === 'profile', { timeoutMs: 10 }),
      /seen: scope/,
    );
    portal.clearCalls();
    assert.deepEqual(portal.calls, []);
  });

  it('stops with a call still held', async () => {
    const gate = portal.faults.hold('scope', 'after');
    const held = assert.rejects(post(portal, 'scope'));
    await gate.reached;
    await portal.stop();
    await held;
  });
});
