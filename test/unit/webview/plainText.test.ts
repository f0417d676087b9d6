import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Inline } from '../../../src/model/richText.ts';
import { fillIn } from '../../../src/webview/fillIn.ts';
import { hrefOf } from '../../../src/webview/linkTarget.ts';
import { plainText } from '../../../src/webview/plainText.ts';

describe('plainText', () => {
  it('keeps the words and drops the looks', () => {
    const words = (text: string): Inline[] => [{ kind: 'text', text }];
    const text = plainText(
      [
        {
          kind: 'paragraph',
          children: [...words('Hello '), { kind: 'bold', children: words('world') }, { kind: 'break' }],
        },
        {
          kind: 'quote',
          author: 'Anna',
          date: undefined,
          source: undefined,
          children: [{ kind: 'paragraph', children: words('quoted') }],
        },
        { kind: 'code', text: 'a\n  b' },
      ],
      100,
    );
    assert.equal(text, 'Hello world quoted a b');
  });

  it('ends where it is told to', () => {
    const text = plainText([{ kind: 'paragraph', children: [{ kind: 'text', text: 'one two three' }] }], 4);
    assert.equal(text, 'one…');
  });
});

describe('fillIn', () => {
  it('puts values in their places, as they are', () => {
    assert.equal(fillIn('{1} by {0}', 'Anna', '$& {0}'), '$& {0} by Anna');
    assert.equal(fillIn('{0} of {1}', 'one'), 'one of {1}');
  });
});

describe('hrefOf', () => {
  it('gives an address for four schemes and for nothing else', () => {
    for (const url of ['https://a.example/', 'HTTP://a.example', 'mailto:a@b.example', 'tel:+49']) {
      assert.equal(hrefOf({ kind: 'url', url }), url);
    }
    for (const url of [
      'javascript:alert(1)',
      ' https://a.example',
      'data:text/html,x',
      'vscode://x',
      'command:x',
      '/x',
    ]) {
      assert.equal(hrefOf({ kind: 'url', url }), undefined);
    }
    assert.equal(hrefOf({ kind: 'portalPath', path: '/company/' }), undefined);
  });
});
