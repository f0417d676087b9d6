import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { MAX_OPEN_TAGS } from '../../../../src/bitrix24/markup/pairTags.ts';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import { plainText } from '../../../../src/bitrix24/markup/plainText.ts';
import { MAX_QUOTE_LEVEL, MAX_TOKENS, tokenize } from '../../../../src/bitrix24/markup/tokenize.ts';
import { MAX_WRAPPERS } from '../../../../src/bitrix24/markup/treeBuilder.ts';
import { FRAGMENTS, inspectTree, seededRandom } from './markupFragments.ts';

/** Paragraph, one quote between fences, `>>` quotes, tags, and the text at the bottom. */
const MAX_DEPTH = 1 + 1 + MAX_QUOTE_LEVEL + MAX_OPEN_TAGS + 1;

/** Each token its node and its paragraph, each wrapper its node and, for an address, its text. */
const MAX_NODES = 2 * MAX_TOKENS + 2 * MAX_WRAPPERS;

const anyString = fc.string({ unit: 'binary' });
const markup = fc.array(fc.oneof(fc.constantFrom(...FRAGMENTS), anyString)).map((parts) => parts.join(''));
/** Nothing in it means anything: no bracket, hash, sign, hyphen, colon, white space. */
const benign = fc
  .string({ unit: 'grapheme' })
  .map((text) => text.replace(/[[\]#>\-:\s]/g, ''))
  .filter((text) => text !== '');

describe('parseMarkup, properties', () => {
  it('any text gives a safe and bounded tree', () => {
    fc.assert(
      fc.property(fc.oneof(anyString, markup), (text) => {
        const { depth } = inspectTree(parseMarkup(text, { ownUserId: 1 }));
        assert.ok(depth <= MAX_DEPTH);
      }),
      { numRuns: 2000 },
    );
  });

  it('tokens cover the text without gaps', () => {
    fc.assert(
      fc.property(markup, (text) => {
        let position = 0;
        for (const { start, end } of tokenize(text, {})) {
          assert.equal(start, position);
          assert.ok(end > start);
          position = end;
        }
        assert.equal(position, text.length);
      }),
    );
  });

  it('text without markup comes out to the letter', () => {
    fc.assert(
      fc.property(benign, (text) => {
        assert.deepEqual(parseMarkup(text), [{ kind: 'paragraph', children: [{ kind: 'text', text }] }]);
        assert.equal(plainText(parseMarkup(text)), text);
      }),
    );
  });

  it('harmless texts one after the other give what they give alone', () => {
    fc.assert(
      fc.property(benign, benign, (one, other) => {
        const both = parseMarkup(one + other);
        assert.equal(inspectTree(both).shown, one + other);
        const marked = parseMarkup(`[b]${one}[/b]${other}`);
        assert.equal(inspectTree(marked).shown, one + other);
      }),
    );
  });

  it('what surrounds a code block does not change it', () => {
    fc.assert(
      fc.property(benign, anyString, benign, (before, content, after) => {
        fc.pre(!/\[\/code\]|\u200b|^\s|\s$|\r/i.test(content));
        const tree = parseMarkup(`${before}[code]${content}[/code]${after}`);
        assert.deepEqual(tree[1], { kind: 'code', text: content });
        assert.equal(tree.length, 3);
      }),
    );
  });

  it('brackets that are no tags keep every character', () => {
    const pieces = fc.array(
      fc.constantFrom('[', ']', '[/', '[x]', '[b', 'b]', '[/foo]', '=', 'a', '[[', ']]', '[url'),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        fc.pre(!/\[\/?b\]/.test(text));
        assert.equal(inspectTree(parseMarkup(text)).shown, text);
      }),
    );
  });

  it('a hundred thousand texts made of markup, always the same ones', () => {
    const random = seededRandom(20_261_122);
    for (let run = 0; run < 100_000; run += 1) {
      const length = 1 + Math.floor(random() * 14);
      let text = '';
      for (let count = 0; count < length; count += 1)
        text += FRAGMENTS[Math.floor(random() * FRAGMENTS.length)];
      const tree = parseMarkup(text, { ownUserId: run % 3 });
      const { depth } = inspectTree(tree);
      assert.ok(depth <= MAX_DEPTH, JSON.stringify(text));
      const line = plainText(tree, { maxLength: 40 });
      assert.ok([...line].length <= 40 && !/[\n\t]/.test(line), JSON.stringify(text));
    }
  }).timeout(60_000);

  describe('hostile texts', () => {
    const size = 1_000_000;
    const of = (piece: string): string => piece.repeat(Math.ceil(size / piece.length));
    const nest = (open: string, close: string): string => {
      const count = Math.ceil(size / (open.length + close.length));
      return open.repeat(count) + close.repeat(count);
    };
    const texts: Readonly<Record<string, string>> = {
      'brackets': of('['),
      'open tags': of('[b]'),
      'pairs': of('[b]x[/b]'),
      'nested pairs': nest('[b]', '[/b]'),
      'wrongly nested pairs': of('[b][i][u]x[/b]y[/i]z[/u]'),
      'addresses': of('https://a.example '),
      'addresses in addresses': nest('[url=https://a.example/', ']'),
      'quotes': of('>>'),
      'quotes that rise and fall': of('>>>>>>>>>>>>>>>>a\n>>b\n'),
      'fences': of(`${'-'.repeat(54)}\nx\n`),
      'a thousand pairs deep': `${'[b]'.repeat(1000)}x${'[/b]'.repeat(1000)}`,
      'short addresses': of('http://a '),
      'code blocks in pairs': `${'[b][i][u][s]'.repeat(8)}${'x[code]y[/code]'.repeat(25_000)}${'[/s][/u][/i][/b]'.repeat(8)}`,
      'values again and again': of(`[put=${'p'.repeat(4000)}]${'x[code]y[/code]'.repeat(100)}[/put]`),
      'line breaks': of('a\n'),
    };
    for (const [name, text] of Object.entries(texts)) {
      it(`${name}: bounded tokens, nodes and depth, nothing lost`, () => {
        assert.ok(tokenize(text, {}).length <= MAX_TOKENS);
        const { nodes, depth } = inspectTree(parseMarkup(text));
        assert.ok(nodes <= MAX_NODES, String(nodes));
        assert.ok(depth <= MAX_DEPTH, String(depth));
      });
    }

    it('what comes after the last token is still shown', () => {
      const text = `${of('a\n')}the end`;
      assert.ok(inspectTree(parseMarkup(text)).shown.endsWith('the end'));
    });

    it('the tree, written out, stays in proportion to the text', () => {
      for (const text of Object.values(texts)) {
        const written = JSON.stringify(parseMarkup(text)).length;
        assert.ok(written < 20 * text.length, String(written / text.length));
      }
    }).timeout(60_000);
  });

  it('a message of the portal’s greatest length is parsed to its end', () => {
    const text = '[i]x[/i]\n'.repeat(20_000 / 9);
    const [paragraph, ...others] = parseMarkup(text);
    assert.deepEqual(others, []);
    assert.ok(paragraph?.kind === 'paragraph');
    assert.equal(paragraph.children.at(-1)?.kind, 'italic');
  });
});
