import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  isPhoneNumber,
  MAX_LINK_LENGTH,
  readLinkTarget,
  readWebTarget,
} from '../../../../src/bitrix24/markup/linkTarget.ts';
import { target } from './trees.ts';
import { UNSAFE_ADDRESSES } from './unsafeAddresses.ts';

describe('readLinkTarget', () => {
  for (const address of UNSAFE_ADDRESSES) {
    it(`refuses ${JSON.stringify(address)}`, () => assert.equal(readLinkTarget(address), undefined));
  }

  it('takes addresses as they are written', () => {
    const addresses = [
      'https://a.example',
      'HTTP://A.example:80/?q#f',
      'https://пример.рф/путь',
      'http://127.0.0.1:8080/x',
      'http://[::1]/',
      'mailto:a@b.example?subject=x',
      'tel:+84-28',
      '/',
      '/company/personal/user/7/',
      '/a//b',
      `/${'a'.repeat(MAX_LINK_LENGTH - 1)}`,
    ];
    for (const address of addresses) assert.deepEqual(readLinkTarget(address), target(address));
  });

  it('refuses one that is too long', () => {
    assert.equal(readLinkTarget(`/${'a'.repeat(MAX_LINK_LENGTH)}`), undefined);
    assert.equal(readLinkTarget(`https://${'a'.repeat(400)}/`), undefined);
  });
});

describe('readWebTarget', () => {
  it('takes only what can be fetched', () => {
    assert.deepEqual(readWebTarget('HTTPS://a.example'), target('HTTPS://a.example'));
    assert.deepEqual(readWebTarget('/x'), target('/x'));
    assert.equal(readWebTarget('mailto:a@b.example'), undefined);
    assert.equal(readWebTarget('tel:1'), undefined);
  });
});

describe('isPhoneNumber', () => {
  it('needs a digit and nothing that is not dialled', () => {
    for (const text of ['1', '+84 (28) 12-34', '*100#', '1,,2;3'])
      assert.equal(isPhoneNumber(text), true, text);
    for (const text of ['', '+', 'one', '1x', '1'.repeat(65)]) assert.equal(isPhoneNumber(text), false, text);
  });
});
