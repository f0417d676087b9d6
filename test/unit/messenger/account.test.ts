import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Account, encodeAccount, secretsOf } from '../../../src/messenger/account.ts';
import { decodeAccount } from '../../../src/messenger/decodeAccount.ts';

const webhook: Account = {
  id: '0c3c5ad6-a1b8-4d4d-9234-f137ef862a77',
  portal: { origin: 'https://crm.example:8443', basePath: '/intranet' },
  userId: 7,
  credential: { kind: 'webhook', code: 'abcdefgh12345678' },
  userName: 'Lê Văn Tài',
  scopes: ['im', 'user_basic'],
  networkClient: 'node-fetch',
};

const oauth: Account = {
  ...webhook,
  credential: {
    kind: 'oauth',
    application: { clientId: 'local.1', clientSecret: 'applicationsecret' },
    grant: {
      accessToken: 'access1',
      refreshToken: 'refresh1',
      memberId: 'm',
      tokenServer: 'oauth.bitrix.info',
    },
  },
};

type Stored = Record<string, unknown>;

function stored(account: Account, change: (of: Stored) => Stored): string {
  return JSON.stringify(change(JSON.parse(encodeAccount(account)) as Stored));
}

describe('messenger: a stored account', () => {
  it('comes back as it went', () => {
    assert.deepEqual(decodeAccount(encodeAccount(webhook)), webhook);
    assert.deepEqual(decodeAccount(encodeAccount(oauth)), oauth);
  });

  it('is none where anything in it is not as it was written', () => {
    const part = (name: string, change: Stored) => (of: Stored) => ({
      ...of,
      [name]: { ...(of[name] as Stored), ...change },
    });
    const whole = (change: Stored) => (of: Stored) => ({ ...of, ...change });
    const both = [
      whole({ version: 2 }),
      whole({ id: '../../etc' }),
      whole({ method: 'password' }),
      whole({ scopes: 'im' }),
      whole({ networkClient: 'xhr' }),
      whole({ userName: undefined }),
    ];
    const ofWebhook = [
      whole({ method: 'oauth' }),
      part('webhook', { origin: 'crm.example' }),
      part('webhook', { userId: 0 }),
      part('webhook', { userId: '7' }),
      part('webhook', { code: '' }),
    ];
    const ofOAuth = [
      whole({ method: 'webhook' }),
      whole({ userId: 0 }),
      part('portal', { origin: 'crm.example' }),
      part('application', { clientSecret: '' }),
      part('grant', { refreshToken: undefined }),
    ];
    for (const change of [...both, ...ofWebhook]) {
      const text = stored(webhook, change);
      assert.equal(decodeAccount(text), undefined, text);
    }
    for (const change of [...both, ...ofOAuth]) {
      const text = stored(oauth, change);
      assert.equal(decodeAccount(text), undefined, text);
    }
  });

  it('names every secret it holds', () => {
    assert.deepEqual(secretsOf(webhook), ['abcdefgh12345678']);
    assert.deepEqual(secretsOf(oauth), ['applicationsecret', 'access1', 'refresh1']);
  });
});
