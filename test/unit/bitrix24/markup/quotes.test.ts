import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import type { Block, MessageRef, RichText } from '../../../../src/model/richText.ts';
import { b, br, code, p, quote } from './trees.ts';

const FENCE = '-'.repeat(54);

function signed(author: string, date: string, source: MessageRef | undefined, ...children: RichText): Block {
  return { kind: 'quote', author, date, source, children };
}

function table(rows: readonly (readonly [name: string, source: string, expected: RichText])[]): void {
  for (const [name, source, expected] of rows) {
    it(name, () => assert.deepEqual(parseMarkup(source, { ownUserId: 7 }), expected));
  }
}

describe('parseMarkup, quotes', () => {
  describe('>> lines', () => {
    table([
      ['one', '>>a', [quote(p('a'))]],
      ['lines that follow join', '>>a\n>>b\nc', [quote(p('a', br, 'b')), p('c')]],
      ['a blank line parts them', '>>a\n\n>>b', [quote(p('a')), quote(p('b'))]],
      ['an empty quoted line in between', '>>a\n>>\n>>b', [quote(p('a', br, br, 'b'))]],
      ['after [br] and #BR#', 'x[br]>>a#BR#>>b', [p('x'), quote(p('a', br, 'b'))]],
      ['with markup', '>>[b]a[/b] [code]c[/code]\nd', [quote(p(b('a'), ' '), code('c')), p('d')]],
      ['a tag left open inside ends there', '>>[b]a\nb[/b]', [quote(p('[b]a')), p('b[/b]')]],
      ['a pair goes on around a quote', '[b]a\n>>q\nc[/b]', [p(b('a')), quote(p('q')), p(b('c'))]],
      ['quotes in quotes', '>>>>a\n>>b\n>>>>>>c', [quote(quote(p('a')), p('b'), quote(quote(p('c'))))]],
      ['three signs are one mark and a sign', '>>>a', [quote(p('>a'))]],
      ['not in the middle of a line', 'a >>b', [p('a >>b')]],
      ['one sign is none', '>a', [p('>a')]],
      ['marks alone are text', '>>', [p('>>')]],
      ['marks alone between lines are text', 'a\n>>\nb', [p('a', br, '>>', br, 'b')]],
    ]);

    it('no more than eight deep, the rest of the signs stays visible', () => {
      let expected: RichText = [p('>>>>x')];
      for (let level = 0; level < 8; level += 1) expected = [quote(...expected)];
      assert.deepEqual(parseMarkup(`${'>>'.repeat(10)}x`), expected);
    });
  });

  describe('blocks between lines of hyphens', () => {
    table([
      [
        'name, date and a message of a chat',
        `${FENCE}\nKlaus Weber [04.03.2026 14:48] #chat97/841\nHello\nthere\n${FENCE}\nMy answer`,
        [
          signed(
            'Klaus Weber',
            '04.03.2026 14:48',
            { dialogId: 'chat97', messageId: 841 },
            p('Hello', br, 'there'),
          ),
          p('My answer'),
        ],
      ],
      [
        'a message of a private dialog',
        `${FENCE}\nTài [сегодня, 15:00] #12:7/841\nx\n${FENCE}`,
        [signed('Tài', 'сегодня, 15:00', { dialogId: '12', messageId: 841 }, p('x'))],
      ],
      [
        'a message of a dialog of others',
        `${FENCE}\nTài [15:00] #12:13/841\nx\n${FENCE}`,
        [signed('Tài', '15:00', undefined, p('x'))],
      ],
      ['no source', `${FENCE}\nAnna [15:00]\nx\n${FENCE}`, [signed('Anna', '15:00', undefined, p('x'))]],
      [
        'a name with a bracket',
        `${FENCE}\nAnna [HR] [15:00]\nx\n${FENCE}`,
        [signed('Anna [HR]', '15:00', undefined, p('x'))],
      ],
      ['no name line', `${FENCE}\nx\ny\n${FENCE}\nz`, [quote(p('x', br, 'y')), p('z')]],
      [
        'a first line that ends in a tag is no name line',
        `${FENCE}\nsee [b]2[/b]\n${FENCE}`,
        [quote(p('see ', b('2')))],
      ],
      [
        'nor does one that ends in a single tag',
        `${FENCE}\nsee [disk=5]\n${FENCE}`,
        [quote(p('see ', { kind: 'file', fileId: 5 }))],
      ],
      ['nor does a date without a name', `${FENCE}\n[15:00]\n${FENCE}`, [quote(p('[15:00]'))]],
      [
        'only a name line',
        `${FENCE}\nAnna [15:00]\n${FENCE}\nz`,
        [signed('Anna', '15:00', undefined), p('z')],
      ],
      ['more hyphens and spaces after them', `${FENCE}--- \nx\n${FENCE}-  \nz`, [quote(p('x')), p('z')]],
      [
        'Windows line ends',
        `${FENCE}\r\nAnna [15:00]\r\nx\r\n${FENCE}\r\nz`,
        [signed('Anna', '15:00', undefined, p('x')), p('z')],
      ],
      ['text before it', `a\n${FENCE}\nx\n${FENCE}`, [p('a'), quote(p('x'))]],
      ['two of them', `${FENCE}\na\n${FENCE}\n${FENCE}\nb\n${FENCE}`, [quote(p('a')), quote(p('b'))]],
      ['>> inside', `${FENCE}\n>>a\nb\n${FENCE}\nc`, [quote(quote(p('a')), p('b')), p('c')]],
      ['>> up to the end', `${FENCE}\n>>a\n${FENCE}\nc`, [quote(quote(p('a'))), p('c')]],
      [
        'code inside that looks like an end',
        `${FENCE}\n[code]a\n${FENCE}[/code]\n${FENCE}\nc`,
        [quote(code(`a\n${FENCE}`)), p('c')],
      ],
      [
        'tags do not reach out of it',
        `[b]a\n${FENCE}\nx[/b]\n${FENCE}\ny`,
        [p('[b]a'), quote(p('x[/b]')), p('y')],
      ],
      ['an unclosed one is text', `${FENCE}\nAnna [15:00]\nx`, [p(FENCE, br, 'Anna [15:00]', br, 'x')]],
      ['nothing between is text', `${FENCE}\n\n${FENCE}`, [p(FENCE, br, br, FENCE)]],
      [
        '53 hyphens are text',
        `${FENCE.slice(1)}\nx\n${FENCE.slice(1)}`,
        [p(FENCE.slice(1), br, 'x', br, FENCE.slice(1))],
      ],
      ['hyphens with a word are text', `${FENCE}x\ny\n${FENCE}`, [p(`${FENCE}x`, br, 'y', br, FENCE)]],
      [
        'hyphens in the middle of a line are text',
        `x${FENCE}\ny\n${FENCE}`,
        [p(`x${FENCE}`, br, 'y', br, FENCE)],
      ],
      [
        'a name line that is too long is text',
        `${FENCE}\n${'n'.repeat(500)} [1]\n${FENCE}`,
        [quote(p(`${'n'.repeat(500)} [1]`))],
      ],
    ]);
  });
});
