import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import { plainText } from '../../../../src/bitrix24/markup/plainText.ts';

const FENCE = '-'.repeat(54);

function preview(source: string, maxLength?: number): string {
  return plainText(parseMarkup(source), { maxLength });
}

describe('plainText', () => {
  const rows: readonly (readonly [name: string, source: string, expected: string])[] = [
    ['nothing', '', ''],
    [
      'markup goes, words stay',
      '[b]Hello[/b] [user=7]Tài[/user], see [url=/x]this[/url]',
      'Hello Tài, see this',
    ],
    ['lines join', 'a\n\n  b[br]c\td', 'a b c d'],
    ['code joins too', 'x\n[code]if (a) {\n\tb();\n}[/code]', 'x if (a) { b(); }'],
    ['a quote gives way to the answer', `${FENCE}\nAnna [1]\nold\n${FENCE}\nnew`, 'new'],
    ['a quote that is all there is stays', '>>old\n>>news', 'old news'],
    ['a picture is its address', '[img size=small]https://a.example/x.png [/img]', 'https://a.example/x.png'],
    ['an icon is its title', 'a [icon=/x title=smile]', 'a smile'],
    ['a date in the same words everywhere', '[timestamp=1772632112]', '2026-03-04 13:48 UTC'],
    ['a file is nothing', 'see [disk=5]', 'see'],
    ['unclosed tags are words', '[b]x', '[b]x'],
  ];
  for (const [name, source, expected] of rows) {
    it(name, () => assert.equal(preview(source), expected));
  }

  it('dates and files in the words of the caller', () => {
    const line = plainText(parseMarkup('[timestamp=1 format=F] [disk=5] [disk=6]'), {
      formatDate: (date, format) => `${format}@${date}`,
      fileName: (id) => (id === 5 ? 'plan.pdf' : undefined),
    });
    assert.equal(line, 'F@1000 plan.pdf');
  });

  it('is cut with an ellipsis that counts', () => {
    assert.equal(preview('abcdef', 6), 'abcdef');
    assert.equal(preview('abcdefg', 6), 'abcde…');
    assert.equal(preview('abcd efg', 6), 'abcd…');
    assert.equal(preview('abc', 1), '…');
    assert.equal(preview('abc', 0), '');
  });

  it('counts code points and cuts between graphemes', () => {
    assert.equal(preview('🇻🇳🇻🇳🇻🇳', 6), '🇻🇳🇻🇳🇻🇳');
    assert.equal(preview('🇻🇳🇻🇳🇻🇳', 5), '🇻🇳🇻🇳…');
    assert.equal(preview('🇻🇳🇻🇳🇻🇳', 4), '🇻🇳…');
    assert.equal(preview('a👩‍👩‍👧b', 4), 'a…');
    assert.equal(preview('đường'.normalize('NFD'), 4), 'đư…'.normalize('NFD'));
  });

  it('white space before the words does not use up the length', () => {
    assert.equal(preview(`x${' '.repeat(5000)}y`, 3), 'x y');
  });

  it('is one line of at most the given length, and a beginning of the whole', () => {
    const text = fc.array(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(' ', '\n', '[b]', '[/b]', '>>')),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (parts, maxLength) => {
        const tree = parseMarkup(parts.join(''));
        const line = plainText(tree, { maxLength });
        const whole = plainText(tree);
        assert.ok([...line].length <= maxLength);
        assert.doesNotMatch(whole, /[\n\r\t]|\s\s/);
        assert.ok(line === whole || (line.endsWith('…') && whole.startsWith(line.slice(0, -1))));
      }),
    );
  });
});
