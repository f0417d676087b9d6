import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Redactor } from '../../../../src/bitrix24/rest/redaction.ts';

const code = 'k3v9x0q7w2e5r8t1';

describe('Redactor', () => {
  const unseen = new Redactor();

  const texts = [
    `POST https://portal.bitrix24.vn/rest/7/${code}/im.message.add.json failed`,
    `https://portal.local:8443/crm/rest/7/${code}`,
    `see (https://portal.bitrix24.com/rest/7/${code}).`,
    `{"url":"https:\\/\\/portal.bitrix24.com\\/rest\\/7\\/${code}\\/profile"}`,
    `next=https%3A%2F%2Fportal.bitrix24.com%2Frest%2F7%2F${code}%2Fprofile`,
    `/rest/api/7/${code}/profile`,
    `/rest/admin@host/${code}/profile`,
    `https://portal.bitrix24.com/rest/im.recent.list?auth=${code}&LIMIT=5`,
    `access_token=${code}`,
    `{"access_token":"${code}","expires_in":3600}`,
    `{\\"refresh_token\\": \\"${code}\\"}`,
    `https://portal/rest/download.json?auth=x&token=disk%7C${code}`,
    `https://oauth/?grant_type=authorization_code&code=${code}`,
    `Authorization: Bearer ${code}`,
    `https://admin:${code}@portal.local/rest/`,
  ];

  for (const text of texts) {
    it(`hides a secret nobody told it: ${text.replaceAll(code, '…')}`, () => {
      const redacted = unseen.redact(text);
      assert.ok(!redacted.includes(code), redacted);
      assert.ok(redacted.includes('***'));
    });
  }

  it('keeps what is needed to understand the line', () => {
    assert.equal(
      unseen.redact(`POST https://portal.bitrix24.vn/rest/7/${code}/im.message.add.json failed`),
      'POST https://portal.bitrix24.vn/rest/7/***/im.message.add.json failed',
    );
  });

  it('leaves ordinary words alone', () => {
    for (const text of [
      'Portal call method=im.recent.list status=200 code=OK kind=auth',
      'The code: ECONNREFUSED; auth failed, basic plan, take a rest / 7 minutes',
      'chat97 #BR# 12:30 a@b.c',
    ]) {
      assert.equal(unseen.redact(text), text);
    }
  });

  it('hides what it was told, wherever it stands, also percent-encoded', () => {
    const redactor = new Redactor();
    redactor.add('p@ss/word+1');
    assert.equal(redactor.redact('a p@ss/word+1 b p%40ss%2Fword%2B1 c'), 'a *** b *** c');
  });

  it('hides every occurrence, special characters included', () => {
    const redactor = new Redactor();
    redactor.add('a.$&b');
    assert.equal(redactor.redact('a.$&b axxxb a.$&b'), '*** axxxb ***');
  });

  it('does not black out the world for a secret of a letter or two', () => {
    const redactor = new Redactor();
    redactor.add('');
    redactor.add('a');
    assert.equal(redactor.redact('a banana'), 'a banana');
  });
});
