import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { formatCodeHeader, readCodeHeader } from '../../../../src/bitrix24/markup/codeHeader.ts';
import { type CodeMessage, codeMessage } from '../../../../src/bitrix24/markup/codeMessage.ts';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import { b, p } from './trees.ts';

function message(more: Partial<CodeMessage>): string {
  return codeMessage({
    fileName: 'app.ts',
    languageId: 'typescript',
    startLine: 12,
    endLine: 18,
    code: 'x',
    ...more,
  });
}

describe('codeMessage', () => {
  it('names the file, the lines and the language above the code', () => {
    assert.equal(message({ code: 'a();\nb();' }), 'app.ts:12-18 (typescript)\n[code]a();\nb();[/code]');
  });

  it('one line has one number', () => {
    assert.match(message({ endLine: 12 }), /^app\.ts:12 \(typescript\)\n/);
  });

  it('the comment comes first and may use markup', () => {
    const tree = parseMarkup(message({ comment: ' Look, [b]here[/b]\n' }));
    assert.deepEqual(tree, [
      p('Look, ', b('here'), { kind: 'break' }, 'app.ts:12-18 (typescript)'),
      { kind: 'code', text: 'x', languageId: 'typescript' },
    ]);
    assert.equal(message({ comment: ' \n' }), message({}));
  });

  it('keeps tabs and indentation, loses only the breaks at the end', () => {
    assert.match(message({ code: '\t\ta\n    \tb  \n\n' }), /\[code\]\t\ta\n {4}\tb {2}\[\/code\]$/);
  });

  it('Windows line ends become plain ones', () => {
    assert.match(message({ code: 'a\r\nb\r\n' }), /\[code\]a\nb\[\/code\]$/);
  });

  it('code that ends a code block itself stays in one block', () => {
    const code = 'const end = "[/code]"; // [/CODE] [code]';
    const text = message({ code });
    assert.equal(text.match(/\[\/code\]/gi)?.length, 1);
    assert.deepEqual(parseMarkup(text)[1], { kind: 'code', text: code, languageId: 'typescript' });
  });

  it('file names that look like markup stay names', () => {
    for (const fileName of ['[code].tsx', '[b]x[/b].ts', '#BR#.ts', '>>a.ts']) {
      const [header, code, ...others] = parseMarkup(message({ fileName }));
      assert.deepEqual(others, []);
      assert.equal(code?.kind, 'code');
      assert.ok(header?.kind === 'paragraph');
      const [shown, ...rest] = header.children;
      assert.deepEqual(rest, []);
      assert.equal(
        shown?.kind === 'text' && shown.text.replaceAll('\u200b', ''),
        `${fileName}:12-18 (typescript)`,
      );
    }
    assert.match(message({ fileName: '[slug].tsx' }), /^\[slug\]\.tsx:12-18/);
    assert.match(message({ fileName: 'a\nb.ts' }), /^a b\.ts:12-18/);
  });

  it('a comment cannot swallow the code', () => {
    const tree = parseMarkup(message({ comment: '[code]a[/code] and [code]' }));
    assert.deepEqual(tree[2], { kind: 'code', text: 'x', languageId: 'typescript' });
    assert.equal(tree.length, 3);
  });

  it('any code comes back to the letter', () => {
    const pieces = fc.constantFrom(
      '[code]',
      '[/code]',
      '[/CODE]',
      '[b]',
      '\n',
      '\t',
      '    ',
      '>>',
      '-'.repeat(54),
      '#BR#',
      'x',
      'Việt',
      '👩‍👩‍👧',
    );
    const code = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(code, (text) => {
        fc.pre(!text.includes('\r') && !text.endsWith('\n') && !text.includes('\u200b'));
        const blocks = parseMarkup(message({ code: text }));
        assert.deepEqual(blocks[1], { kind: 'code', text, languageId: 'typescript' });
        assert.equal(blocks.length, 2);
      }),
    );
  });
});

describe('readCodeHeader', () => {
  it('reads what formatCodeHeader wrote', () => {
    const headers = [
      { fileName: 'app.ts', startLine: 12, endLine: 18, languageId: 'typescript' },
      { fileName: 'a b (1): c.cpp', startLine: 1, endLine: 1, languageId: 'c++' },
      { fileName: 'src/Đường.vue', startLine: 3, endLine: 4, languageId: 'vue-html' },
    ];
    for (const header of headers) assert.deepEqual(readCodeHeader(formatCodeHeader(header)), header);
  });

  it('other lines are none', () => {
    for (const line of [
      '',
      'app.ts',
      'app.ts:1',
      'app.ts (ts)',
      ':1 (ts)',
      'a:b (ts)',
      'a:1-2-3 (ts)',
      'a:1 (t s)',
      'a:1 ()',
      'a:1- (ts)',
      'Meet at 5:30 (today) ok',
    ]) {
      assert.equal(readCodeHeader(line), undefined, line);
    }
  });
});
