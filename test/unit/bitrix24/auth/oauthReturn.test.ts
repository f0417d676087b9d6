import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { authoriseUrl, readReturn } from '../../../../src/bitrix24/auth/oauthReturn.ts';
import { isTokenServer } from '../../../../src/bitrix24/auth/tokenServer.ts';

const cloud = { origin: 'https://acme.bitrix24.com', basePath: '' };
const box = { origin: 'https://crm.example:8443', basePath: '/intranet' };
const local = { origin: 'http://127.0.0.1:8024', basePath: '' };
const STATE = 'vscode://b24-community.bitrix24-messenger/sign-in?nonce=1&windowId=2';

function query(change: Record<string, string | undefined> = {}): URLSearchParams {
  const whole: Record<string, string | undefined> = {
    code: 'abc123',
    state: STATE,
    domain: 'acme.bitrix24.com',
    member_id: 'm1',
    scope: 'im,user',
    server_domain: 'oauth.bitrix.info',
    ...change,
  };
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(whole)) if (value !== undefined) query.set(key, value);
  return query;
}

describe('bitrix24: the way to the browser and back', () => {
  it('goes to the portal with the application and the state alone', () => {
    const url = new URL(authoriseUrl(box, 'local.1', STATE));
    assert.equal(url.origin + url.pathname, 'https://crm.example:8443/intranet/oauth/authorize/');
    assert.deepEqual(
      [...url.searchParams],
      [
        ['client_id', 'local.1'],
        ['state', STATE],
      ],
    );
  });

  it('brings the code back, with the server that takes it', () => {
    const expected = { ok: true, code: 'abc123', tokenServer: 'oauth.bitrix.info', memberId: 'm1' };
    assert.deepEqual(readReturn(query(), { portal: cloud, state: STATE }), expected);
    assert.deepEqual(
      readReturn(query({ server_domain: 'oauth.bitrix24.tech' }), { portal: cloud, state: STATE }),
      { ...expected, tokenServer: 'oauth.bitrix24.tech' },
    );
    // A redirect on the way may pass on no more than code and state.
    assert.deepEqual(
      readReturn(query({ domain: undefined, server_domain: undefined, member_id: undefined }), {
        portal: cloud,
        state: STATE,
      }),
      { ...expected, memberId: '' },
    );
  });

  const refused: readonly (readonly [string, Record<string, string | undefined>, string])[] = [
    ['an address without anything', { code: undefined, state: undefined }, 'noReturn'],
    ['a state that nobody gave', { state: 'forged' }, 'otherState'],
    ['a code without its state', { state: undefined }, 'otherState'],
    ['a state without a code', { code: undefined }, 'codeMissing'],
    ['a no', { code: undefined, error: 'access_denied' }, 'declined'],
    ['a no that nobody asked for', { state: 'forged', error: 'access_denied' }, 'otherState'],
    ['a code that is none', { code: 'a b<script>' }, 'codeMissing'],
    ['another portal', { domain: 'evil.bitrix24.com' }, 'otherPortal'],
    ['a portal that only begins alike', { domain: 'acme.bitrix24.com.evil.example' }, 'otherPortal'],
    ['a server of somebody else', { server_domain: 'oauth.bitrix.info.evil.example' }, 'otherTokenServer'],
    [
      'a server with a name before it',
      { server_domain: 'oauth.bitrix.info@evil.example' },
      'otherTokenServer',
    ],
    ['this machine, for a portal in the world', { server_domain: '127.0.0.1:9000' }, 'otherTokenServer'],
  ];
  for (const [name, change, problem] of refused) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(readReturn(query(change), { portal: cloud, state: STATE }), { ok: false, problem });
    });
  }

  it('knows a portal with and without its port', () => {
    for (const domain of ['crm.example', 'crm.example:8443', 'https://crm.example:8443/']) {
      assert.ok(readReturn(query({ domain }), { portal: box, state: STATE }).ok, domain);
    }
  });

  it('trusts this machine for a portal on this machine, and nothing that looks like it', () => {
    assert.ok(isTokenServer('127.0.0.1:9000', local));
    for (const host of [
      '127.0.0.1:9000/x',
      '127.0.0.1.evil.example',
      'evil.example',
      'x@127.0.0.1:9000',
      '',
      '127.0.0.1:9000#',
    ]) {
      assert.equal(isTokenServer(host, local), false, host);
    }
  });
});
