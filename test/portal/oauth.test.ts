import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { PASSWORD } from './oauth/authorisePages.ts';
import type { Portal } from './portal.ts';
import { type Fixture, ids, startFixture } from './portalFixture.ts';

const APPLICATION = {
  clientId: 'local.6a1',
  clientSecret: 'applicationsecret',
  redirectUri: 'http://127.0.0.1:9/return?kept=1',
  scopes: ['im', 'user'],
};

describe('portal: OAuth', () => {
  let fixture: Fixture;
  let portal: Portal;

  beforeEach(async () => {
    fixture = await startFixture({ oauth: { applications: [APPLICATION] } }, (world) => {
      const tai = world.users.get(ids.tai);
      assert.ok(tai);
      tai.email = 'Tai@example.com';
      tai.phones = { personal_mobile: '+84901' };
    });
    portal = fixture.portal;
  });

  afterEach(async () => portal.stop());

  function browse(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, portal.url), { redirect: 'manual', ...init });
  }

  function authorisePath(clientId = APPLICATION.clientId): string {
    return `/oauth/authorize/?client_id=${clientId}&state=mystate`;
  }

  async function logIn(login: string, password = PASSWORD): Promise<Response> {
    const body = new URLSearchParams({ login, password });
    return browse(authorisePath().replace('authorize', 'login'), { method: 'POST', body });
  }

  async function authorised(login = 'tai@example.com'): Promise<URLSearchParams> {
    const entered = await logIn(login);
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const back = await browse(entered.headers.get('location') ?? '', { headers: { cookie } });
    assert.equal(back.status, 302);
    return new URL(back.headers.get('location') ?? '').searchParams;
  }

  async function tokens(
    params: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const { clientId, clientSecret } = APPLICATION;
    const query = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...params });
    const response = await fetch(`http://${portal.oauth.server.domain}/oauth/token/?${query.toString()}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  const byCode = (code: string) => tokens({ grant_type: 'authorization_code', code });
  const byRefresh = (token: unknown) => tokens({ grant_type: 'refresh_token', refresh_token: String(token) });

  it('sends the browser back to the address on the card, with the state it was given', async () => {
    const back = await authorised();
    assert.equal(back.get('state'), 'mystate');
    assert.equal(back.get('kept'), '1');
    assert.equal(back.get('domain'), new URL(portal.url).host);
    assert.equal(back.get('server_domain'), portal.oauth.server.domain);
    assert.equal(back.get('member_id'), portal.oauth.memberId);
    assert.equal(back.get('scope'), 'im,user');
  });

  it('lets people in by phone, e-mail and QR code, and nobody else', async () => {
    assert.equal((await authorised('+84901')).get('state'), 'mystate');
    assert.match(await (await logIn('tai@example.com', 'wrong')).text(), /Wrong login or password/);
    assert.match(await (await logIn('')).text(), /Wrong login or password/);

    const shown = await browse(authorisePath().replace('authorize', 'qr'));
    const qr = shown.headers.get('location') ?? '';
    assert.match(await (await browse(qr)).text(), /Scan with the Bitrix24 app/);
    assert.equal(portal.oauth.scanQr(ids.linh), 1);
    const entered = await browse(qr);
    assert.equal(entered.status, 303);
    assert.match(
      entered.headers.get('location') ?? '',
      /^\/oauth\/authorize\/\?client_id=local\.6a1&state=mystate$/,
    );
  });

  it('keeps its failures to its own page', async () => {
    const unknown = await browse(authorisePath('local.other'));
    assert.equal(unknown.status, 404);
    assert.equal(unknown.headers.get('location'), null);
    portal.oauth.setPaid(APPLICATION.clientId, false);
    assert.equal((await browse(authorisePath())).headers.get('location'), null);
  });

  it('gives tokens for a code once, within 30 seconds', async () => {
    const code = (await authorised()).get('code') ?? '';
    const first = await byCode(code);
    assert.deepEqual(Object.keys(first.body).sort(), [
      'access_token',
      'client_endpoint',
      'domain',
      'expires_in',
      'member_id',
      'refresh_token',
      'scope',
      'server_endpoint',
      'status',
    ]);
    assert.equal(first.body['domain'], portal.oauth.server.domain);
    assert.deepEqual(await byCode(code), {
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Invalid grant' },
    });
    const late = (await authorised()).get('code') ?? '';
    fixture.clock.advance(30_000);
    assert.equal((await byCode(late)).body['error'], 'invalid_grant');
  });

  it('takes the access token for an hour, as the person who signed in', async () => {
    const { body } = await byCode((await authorised()).get('code') ?? '');
    const profile = async (): Promise<Record<string, unknown>> => {
      const url = `${String(body['client_endpoint'])}profile`;
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ auth: body['access_token'] }),
      });
      return (await response.json()) as Record<string, unknown>;
    };
    assert.equal(((await profile())['result'] as { ID: string }).ID, String(ids.tai));
    fixture.clock.advance(3_600_000);
    assert.equal((await profile())['error'], 'expired_token');
  });

  it('replaces the refresh token by a new one at each renewal', async () => {
    const { body } = await byCode((await authorised()).get('code') ?? '');
    const renewed = await byRefresh(body['refresh_token']);
    assert.equal(renewed.body['user_id'], ids.tai);
    assert.notEqual(renewed.body['refresh_token'], body['refresh_token']);
    assert.equal((await byRefresh(body['refresh_token'])).body['error'], 'invalid_grant');
    assert.equal((await byRefresh(renewed.body['refresh_token'])).status, 200);
  });

  it('refuses wrong keys, an application that is gone, and one that is not paid for', async () => {
    const code = (await authorised()).get('code') ?? '';
    assert.equal(
      (await tokens({ grant_type: 'authorization_code', code, client_secret: 'x' })).body['error'],
      'invalid_client',
    );
    assert.equal((await tokens({})).body['error'], 'invalid_request');
    portal.oauth.setPaid(APPLICATION.clientId, false);
    assert.equal((await byCode(code)).body['error'], 'PAYMENT_REQUIRED');
    portal.oauth.setPaid(APPLICATION.clientId, true);
    portal.oauth.removeApplication(APPLICATION.clientId);
    assert.equal((await byCode(code)).body['error'], 'invalid_client');
  });
});
