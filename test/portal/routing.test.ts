import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { afterEach, describe, it } from 'mocha';
import type { Portal } from './portal.ts';
import { decode, failure, ids, post, result, startFixture } from './portalFixture.ts';
import { throwAwayCertificate } from './throwAwayCertificate.ts';

describe('portal: addresses, credentials and bodies', () => {
  let portal: Portal;

  afterEach(() => portal.stop());

  it('answers both address forms, suffixes, trailing slashes and any case', async () => {
    ({ portal } = await startFixture());
    portal.addToken('tok', ids.me);
    for (const address of ['profile', 'profile.json', 'PROFILE', 'profile/', 'profile.json/']) {
      const { status, body } = await decode(await fetch(portal.webhookUrl() + address));
      assert.equal(status, 200, address);
      assert.deepEqual((body['result'] as { ID: string }).ID, '1');
    }
    for (const [address, headers] of [
      ['profile?auth=tok', {}],
      ['profile.json?access_token=tok', {}],
      ['profile', { Authorization: 'Bearer tok' }],
      ['profile?auth=wrong', { Authorization: 'Bearer tok' }],
    ] as const) {
      assert.equal((await fetch(`${portal.url}/rest/${address}`, { headers })).status, 200, address);
    }
    const inBody = await fetch(`${portal.url}/rest/profile`, {
      method: 'POST',
      body: new URLSearchParams({ auth: 'tok' }),
    });
    assert.equal(inBody.status, 200);
  });

  it('tells what is wrong with a credential', async () => {
    ({ portal } = await startFixture());
    const answerTo = async (address: string): Promise<string> => {
      const { status, body } = await decode(await fetch(`${portal.url}/rest/${address}`));
      assert.ok(!('time' in body), 'errors carry no time');
      return `${status} ${String(body['error'])}`;
    };
    assert.equal(await answerTo('1/wrong/profile'), '401 INVALID_CREDENTIALS');
    assert.equal(await answerTo('7/secretcode/profile'), '401 INVALID_CREDENTIALS');
    assert.equal(await answerTo('profile'), '401 NO_AUTH_FOUND');
    assert.equal(await answerTo('profile?auth=nobody'), '401 NO_AUTH_FOUND');
    assert.equal(await answerTo('1/secretcode/im.no.such.method'), '404 ERROR_METHOD_NOT_FOUND');
    portal.addToken('tok', ids.me);
    portal.expireToken('tok');
    assert.equal(await answerTo('profile?auth=tok'), '401 expired_token');
    portal.setScopes(ids.me, ['user_brief']);
    assert.equal(await answerTo('1/secretcode/im.recent.list'), '401 insufficient_scope');
    assert.equal((await fetch(`${portal.webhookUrl()}user.current`)).status, 200);
    portal.revokeWebhook();
    assert.equal(await answerTo('1/secretcode/profile'), '401 INVALID_CREDENTIALS');
  });

  it('lives under a sub-path and refuses plain http when told to', async () => {
    ({ portal } = await startFixture({ basePath: '/intranet', httpsRequired: true }));
    assert.match(portal.webhookUrl(), /^http:\/\/127\.0\.0\.1:\d+\/intranet\/rest\/1\/secretcode\/$/);
    assert.equal(await failure(portal, 'profile'), '401 INVALID_REQUEST');
    assert.equal((await fetch(new URL('/rest/1/secretcode/profile', portal.url))).status, 404);
  });

  it('reads JSON, forms with brackets and multipart, the body over the query', async () => {
    ({ portal } = await startFixture());
    const url = `${portal.webhookUrl()}im.user.list.get?ID=[7]`;
    const keysOf = async (body: RequestInit['body'], type?: string): Promise<string[]> => {
      const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type };
      const reply = await decode(await fetch(url, { method: 'POST', body: body ?? null, headers }));
      return Object.keys(reply.body['result'] as object);
    };
    const multipart = new FormData();
    multipart.append('ID[]', '9');
    multipart.append('ID[1]', '1');
    assert.deepEqual(await keysOf('{"ID":[9,1]}', 'application/json'), ['1', '9']);
    assert.deepEqual(await keysOf('{"ID":"[9]"}', 'application/json; charset=utf-8'), ['9']);
    assert.deepEqual(await keysOf(new URLSearchParams('ID[0]=9&ID[5]=1')), ['1', '9']);
    assert.deepEqual(await keysOf('ID%5B%5D=9&ID%5B%5D=1', 'application/x-www-form-urlencoded'), ['1', '9']);
    assert.deepEqual(await keysOf(multipart), ['1', '9']);
    assert.deepEqual(await keysOf('{"ID":[9]', 'application/json'), ['7'], 'malformed JSON counts as none');
    assert.deepEqual(await keysOf('{"ID":[9]}', 'text/plain'), ['7']);
  });

  it('upper-cases top-level names only, and not those of method.get', async () => {
    ({ portal } = await startFixture());
    const lower = await result<number>(portal, 'im.message.add', {
      dialog_id: 7,
      message: 'x',
      attach: [{ MESSAGE: 'y' }],
    });
    assert.ok(lower > 0);
    assert.equal(
      await failure(portal, 'im.message.add', { dialog_id: 7, message: 'x', attach: [{ message: 'y' }] }),
      '400 ATTACH_ERROR',
    );
    assert.equal(await failure(portal, 'method.get', { NAME: 'profile' }), '400 ERROR_ARGUMENT');
    assert.deepEqual(await result(portal, 'method.get', { name: 'im.Dialog.get' }), {
      isExisting: true,
      isAvailable: true,
    });
  });

  it('speaks https, with the plain-http refusal on', async () => {
    const tls = throwAwayCertificate();
    ({ portal } = await startFixture({ tls, httpsRequired: true }));
    assert.match(portal.url, /^https:/);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${portal.webhookUrl()}profile`, { ca: tls.cert }, resolve).on('error', reject);
    });
    answer.resume();
    assert.equal(answer.statusCode, 200);
  });

  it('takes the documented form post word for word', async () => {
    ({ portal } = await startFixture());
    const reply = await decode(
      await fetch(`${portal.webhookUrl()}im.message.add.json`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: `DIALOG_ID=7&MESSAGE=${encodeURIComponent('Hello Tài')}`,
      }),
    );
    assert.equal(portal.world.messages.get(reply.body['result'] as number)?.text, 'Hello Tài');
  });

  it('gives the response headers of the core, and XML when asked', async () => {
    ({ portal } = await startFixture());
    const { headers } = await post(portal, 'server.time');
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('x-bitrix-rest-time') ?? '', /^\d+\.\d+$/);
    const xml = await fetch(`${portal.webhookUrl()}profile.xml`);
    assert.match(await xml.text(), /^<\?xml .*<response><result><ID>1<\/ID>/);
  });

  it('answers the system methods', async () => {
    ({ portal } = await startFixture({
      utcOffsetMinutes: 420,
      features: { missingMethods: ['im.search.last.get'] },
    }));
    assert.deepEqual(await result(portal, 'scope'), ['im', 'user']);
    assert.equal(await result(portal, 'server.time'), '2026-11-22T17:00:00+07:00');
    assert.equal(await result(portal, 'user.admin'), true);
    assert.equal(await failure(portal, 'app.info'), '403 ACCESS_DENIED');
    assert.equal(await failure(portal, 'im.message.user.get'), '403 WRONG_AUTH_TYPE');
    assert.equal(await failure(portal, 'im.search.last.get'), '404 ERROR_METHOD_NOT_FOUND');
    const names = await result<string[]>(portal, 'methods');
    assert.ok(names.includes('im.dialog.get'));
    assert.ok(!names.includes('im.dialog.messages.search'), 'private methods are not listed');
    assert.deepEqual(await result(portal, 'method.get', { name: 'im.dialog.messages.search' }), {
      isExisting: true,
      isAvailable: true,
    });
    const user = await result<Record<string, unknown>>(portal, 'user.current');
    assert.equal(user['ID'], '1');
  });
});
