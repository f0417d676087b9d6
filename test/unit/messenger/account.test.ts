import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Account, decodeAccount, encodeAccount } from '../../../src/messenger/account.ts';

const account: Account = {
  id: '0c3c5ad6-a1b8-4d4d-9234-f137ef862a77',
  webhook: { origin: 'https://crm.example:8443', basePath: '/intranet', userId: 7, code: 'abcdefgh12345678' },
  userName: 'Lê Văn Tài',
  scopes: ['im', 'user_basic'],
  networkClient: 'node-fetch',
};

describe('messenger: a stored account', () => {
  it('comes back as it went', () => {
    assert.deepEqual(decodeAccount(encodeAccount(account)), account);
  });

  it('is none where anything in it is not as it was written', () => {
    const good = JSON.parse(encodeAccount(account)) as Record<string, unknown>;
    const webhook = good['webhook'] as Record<string, unknown>;
    const changes: readonly Record<string, unknown>[] = [
      { version: 2 },
      { id: '../../etc' },
      { method: 'oauth' },
      { webhook: { ...webhook, origin: 'crm.example' } },
      { webhook: { ...webhook, userId: 0 } },
      { webhook: { ...webhook, userId: '7' } },
      { webhook: { ...webhook, code: '' } },
      { scopes: 'im' },
      { networkClient: 'xhr' },
      { userName: undefined },
    ];
    for (const change of changes) {
      assert.equal(decodeAccount(JSON.stringify({ ...good, ...change })), undefined, JSON.stringify(change));
    }
  });
});
