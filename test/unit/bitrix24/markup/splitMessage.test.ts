import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { codeMessage } from '../../../../src/bitrix24/markup/codeMessage.ts';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import { MESSAGE_LIMIT, messageLength, splitMessage } from '../../../../src/bitrix24/markup/splitMessage.ts';

function withoutWhiteSpace(text: string): string {
  return text.replace(/\s/g, '');
}

describe('messageLength', () => {
  it('counts code points', () => {
    assert.equal(messageLength(''), 0);
    assert.equal(messageLength('Việt'), 4);
    assert.equal(messageLength('👍🏽'), 2);
    assert.equal(messageLength('a\ud83d'), 2);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => messageLength(text) === [...text].length));
  });
});

describe('splitMessage', () => {
  it('leaves alone what fits', () => {
    const text = '😀'.repeat(MESSAGE_LIMIT);
    assert.deepEqual(splitMessage(text), [text]);
    assert.deepEqual(splitMessage(''), ['']);
  });

  it('one character too many makes two parts', () => {
    const parts = splitMessage('a'.repeat(MESSAGE_LIMIT + 1));
    assert.deepEqual(parts.map(messageLength), [MESSAGE_LIMIT, 1]);
  });

  it('cuts between paragraphs first', () => {
    assert.deepEqual(splitMessage('aaa aaa aaa\n\nbbb\nccc ddd', 18), ['aaa aaa aaa', 'bbb\nccc ddd']);
  });

  it('then between lines', () => {
    assert.deepEqual(splitMessage('aaa aaa aaa\nbbb bbb ccc', 16), ['aaa aaa aaa', 'bbb bbb ccc']);
  });

  it('then between words', () => {
    assert.deepEqual(splitMessage('aaa bbb ccc ddd', 8), ['aaa bbb', 'ccc ddd']);
  });

  it('a separator in the first half only is better than none', () => {
    assert.deepEqual(splitMessage(`a ${'b'.repeat(12)}`, 12), ['a', 'b'.repeat(12)]);
  });

  it('a separator may stand right behind the limit', () => {
    assert.deepEqual(splitMessage('aaaa bbbb', 4), ['aaaa', 'bbbb']);
  });

  it('never in a grapheme that fits', () => {
    assert.deepEqual(splitMessage('👩‍👩‍👧👩‍👩‍👧', 7), ['👩‍👩‍👧', '👩‍👩‍👧']);
    const word = 'ườ'.normalize('NFD');
    assert.deepEqual(splitMessage(word + word, 6), [word, word]);
  });

  it('nor in a surrogate pair, whatever the limit', () => {
    assert.deepEqual(splitMessage('😀😀', 1), ['😀', '😀']);
  });

  it('not through a tag', () => {
    assert.deepEqual(splitMessage('aaaaaaaaaa [USER=5 REPLACE]Tài[/USER]', 24), [
      'aaaaaaaaaa ',
      '[USER=5 REPLACE]Tài',
      '[/USER]',
    ]);
  });

  it('a code block that fits a message stays whole', () => {
    const code = `[code]${'x'.repeat(40)}[/code]`;
    assert.deepEqual(splitMessage(`${'a '.repeat(15)}\n${code}\nb`, 60), [
      `${'a '.repeat(15)}\n`,
      `${code}\nb`,
    ]);
  });

  it('one that does not is closed and opened again, between lines', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `\tline ${index};`);
    const parts = splitMessage(`intro\n[code]${lines.join('\n')}[/code]\nend`, 60);
    assert.ok(parts.length > 2);
    for (const part of parts) assert.ok(messageLength(part) <= 60);
    const codes = parts.flatMap((part) => parseMarkup(part)).filter((block) => block.kind === 'code');
    assert.equal(codes.map(({ text }) => text).join('\n'), lines.join('\n'));
    assert.match(parts[0] ?? '', /^intro\n\[code\]\tline 0;/);
    assert.match(parts.at(-1) ?? '', /\[\/code\]\nend$/);
  });

  it('also where it has no lines', () => {
    const parts = splitMessage(`[code]${'😀'.repeat(100)}[/code]`, 50);
    assert.deepEqual(parts.map(messageLength), [50, 50, 39]);
    for (const part of parts) assert.match(part, /^\[code\]😀+\[\/code\]$/u);
  });

  it('a long code message keeps every line', () => {
    const code = Array.from({ length: 3000 }, (_, index) => `  statement(${index});`).join('\n');
    const parts = splitMessage(
      codeMessage({ fileName: 'a.ts', languageId: 'typescript', startLine: 1, endLine: 3000, code }),
    );
    for (const part of parts) assert.ok(messageLength(part) <= MESSAGE_LIMIT);
    const codes = parts.flatMap((part) => parseMarkup(part)).filter((block) => block.kind === 'code');
    assert.equal(codes.map(({ text }) => text).join('\n'), code);
  });

  it('no empty block is opened for the line break that ends the code', () => {
    const line = 'x'.repeat(30);
    const parts = splitMessage(`[code]${line}\n${line}\n[/code]`, 43);
    assert.deepEqual(parts, [`[code]${line}[/code]`, `[code]${line}[/code]`]);
  });

  it('text after a code block is cut behind the block, not in it', () => {
    const code = '[code]aaaa\nbbbb\ncccc dddd eeee\nffff[/code]';
    const word = 'x'.repeat(40);
    assert.deepEqual(splitMessage(code + word, 60), [code, word]);
  });

  it('open code that nobody closes is text', () => {
    const parts = splitMessage(`[code]${'x '.repeat(60)}`, 50);
    for (const part of parts) assert.doesNotMatch(part, /\[\/code\]/);
  });

  it('parts are short enough, none is blank, and only white space is lost', () => {
    const pieces = fc.constantFrom(
      ' ',
      '\n',
      '\n\n',
      'word',
      '😀',
      '👩‍👩‍👧',
      '[b]',
      '[USER=5 REPLACE]',
      '[',
      ']',
      'ườ'.normalize('NFD'),
      '\ud800',
      'x'.repeat(30),
    );
    const text = fc.array(pieces, { minLength: 1, maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 80 }), (source, limit) => {
        const parts = splitMessage(source, limit);
        for (const part of parts) {
          assert.ok(messageLength(part) <= limit);
          assert.ok(part.trim() !== '' || source.trim() === '');
        }
        assert.equal(withoutWhiteSpace(parts.join('')), withoutWhiteSpace(source));
      }),
      { numRuns: 3000 },
    );
  });

  it('with code too, apart from the tags that close and open it', () => {
    const pieces = fc.constantFrom(
      ' ',
      '\n',
      'word',
      '😀',
      '[code]',
      '[/code]',
      '[CODE]',
      'x'.repeat(30),
      'a\nb\nc\nd\n',
    );
    const text = fc.array(pieces, { minLength: 1, maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 40, max: 100 }), (source, limit) => {
        const parts = splitMessage(source, limit);
        for (const part of parts) assert.ok(messageLength(part) <= limit, part);
        const bare = (value: string): string => withoutWhiteSpace(value).replace(/[[\]/code]/gi, '');
        assert.equal(bare(parts.join('')), bare(source));
      }),
      { numRuns: 3000 },
    );
  });
});
