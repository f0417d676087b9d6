import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isDisguised, linkHost } from '../../../src/model/linkHost.ts';
import type { LinkTarget } from '../../../src/model/richText.ts';

const url = (address: string): LinkTarget => ({ kind: 'url', url: address });

describe('linkHost', () => {
  it('shows a host as it was written, and the spelling where that differs', () => {
    assert.deepEqual(linkHost(url('https://Example.com/a')), { written: 'Example.com', spelled: undefined });
    assert.deepEqual(linkHost(url('https://аpple.com')), {
      written: 'аpple.com',
      spelled: 'xn--pple-43d.com',
    });
    assert.deepEqual(linkHost(url('http://münchen.example:8080/?q')), {
      written: 'münchen.example:8080',
      spelled: 'xn--mnchen-3ya.example:8080',
    });
    // Letters that the network takes for others: what is written is not where it leads.
    assert.deepEqual(linkHost(url('https://ｅxample.com')), {
      written: 'ｅxample.com',
      spelled: 'example.com',
    });
  });

  it('takes the usual port for nothing', () => {
    assert.equal(linkHost(url('https://example.com:443/'))?.spelled, undefined);
    assert.equal(linkHost(url('http://example.com:80'))?.spelled, undefined);
  });

  it('has none for mail, phone and the portal', () => {
    assert.equal(linkHost(url('mailto:a@example.com')), undefined);
    assert.equal(linkHost(url('tel:+49')), undefined);
    assert.equal(linkHost({ kind: 'portalPath', path: '/a' }), undefined);
  });
});

describe('isDisguised', () => {
  const target = url('https://evil.example/login');

  it('is a link whose words name another host', () => {
    for (const words of [
      'https://bank.example/login',
      'bank.example',
      ' www.bank.example/a',
      'HTTP://bank.example',
    ])
      assert.ok(isDisguised(target, words), words);
    assert.ok(isDisguised(url('https://xn--pple-43d.com'), 'apple.com'));
  });

  it('is none whose words name its own host, or no host', () => {
    const fine = [
      'evil.example',
      'https://EVIL.example/x',
      'www.evil.example',
      'here',
      'read this. Then that',
      '',
      'v1.2',
    ];
    for (const words of fine) assert.ok(!isDisguised(target, words), words);
    assert.ok(!isDisguised({ kind: 'portalPath', path: '/a' }, 'bank.example'));
  });
});
