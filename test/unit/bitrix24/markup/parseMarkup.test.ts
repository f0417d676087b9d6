import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import type { Inline, RichText } from '../../../../src/model/richText.ts';
import { literal, table } from './markupTable.ts';
import { b, br, code, dialogLink, i, inlines, link, mention, p, target } from './trees.ts';

const FENCE = '-'.repeat(54);

function size(px: number, ...children: readonly (Inline | string)[]): Inline {
  return { kind: 'size', px, children: inlines(children) };
}

function color(value: string, ...children: readonly (Inline | string)[]): Inline {
  return { kind: 'color', color: value, children: inlines(children) };
}

describe('parseMarkup', () => {
  describe('plain text', () => {
    table([
      ['nothing gives nothing', '', []],
      ['white space alone gives nothing', ' \n\t \n', []],
      ['words', 'Hello Tài', [p('Hello Tài')]],
      ['HTML is only text', '<b>&amp;</b><script>', [p('<b>&amp;</b><script>')]],
      ['Vietnamese, composed', 'Tiếng Việt: đường, ở, ỹ', [p('Tiếng Việt: đường, ở, ỹ')]],
      [
        'Vietnamese, decomposed, is not recomposed',
        'Tiếng Việt đẹp quá'.normalize('NFD'),
        [p('Tiếng Việt đẹp quá'.normalize('NFD'))],
      ],
      ['Russian', 'Съешь ещё этих [b]мягких[/b] булок', [p('Съешь ещё этих ', b('мягких'), ' булок')]],
      ['emoji with joiners and skin tones', '👩‍👩‍👧‍👦 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇻🇳', [p('👩‍👩‍👧‍👦 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇻🇳')]],
      [
        'right to left with direction marks',
        'שלום \u200fעולם\u200e مرحبا',
        [p('שלום \u200fעולם\u200e مرحبا')],
      ],
      ['half a surrogate pair', 'a\ud83d b', [p('a\ud83d b')]],
      ['four spaces are a tab', 'a    b     c', [p('a\tb\t c')]],
      ['smileys are sent as text', ':) ;-) [:', [p(':) ;-) [:')]],
    ]);
  });

  describe('line breaks', () => {
    table([
      ['newline', 'a\nb', [p('a', br, 'b')]],
      ['carriage returns count as one with their newline', 'a\r\nb\rc', [p('a', br, 'b', br, 'c')]],
      ['[br] in any case', 'a[br]b[BR]c', [p('a', br, 'b', br, 'c')]],
      ['#BR# in any case', 'a#BR#b#br#c', [p('a', br, 'b', br, 'c')]],
      ['blank lines stay', 'a\n\n\nb', [p('a', br, br, br, 'b')]],
      ['none at the start and the end', '\n\na\n\n', [p('a')]],
      ['inside a pair', '[b]a\nb[/b]\nc', [p(b('a', br, 'b'), br, 'c')]],
      literal('[br=1]', 'a[br=1]b'),
      literal('half of #BR#', 'a #BR b#R#'),
    ]);
  });

  describe('bold, italic, underline, strike', () => {
    table([
      [
        'each',
        '[b]1[/b][i]2[/i][u]3[/u][s]4[/s]',
        [
          p(
            b('1'),
            i('2'),
            { kind: 'underline', children: inlines(['3']) },
            { kind: 'strike', children: inlines(['4']) },
          ),
        ],
      ],
      ['nested', '[b]a[i]b[/i]c[/b]', [p(b('a', i('b'), 'c'))]],
      ['closed in another case', '[B]x[/b] [i]y[/I]', [p(b('x'), ' ', i('y'))]],
      ['around nothing', 'a[b][/b]c', [p('ac')]],
      ['wrongly nested, closed both', '[b]a[i]b[/b]c[/i]d', [p(b('a', i('b')), i('c'), 'd')]],
      ['wrongly nested at the end', '[b][i]x[/b][/i]', [p(b(i('x')))]],
      ['the nearest opening tag is taken', '[b]a[b]b[/b]', [p('[b]a', b('b'))]],
      ['an unclosed one inside is text', '[b]a[i]b[/b]', [p(b('a[i]b'))]],
      literal('unclosed', 'a [b]b'),
      literal('unopened', 'a[/b] b'),
      literal('with a value', '[b=1]x[/b]'),
      literal('with an attribute', '[b x]y[/b]'),
      literal('unknown', '[foo]x[/foo] [1] [] [[x]] [ b]'),
      literal('an array index', 'a[i] = b[i] + c[s]'),
      literal('cut off', 'x[b'),
      literal('cut off closing', 'x[/'),
    ]);
  });

  describe('size', () => {
    table([
      ['within the bounds', '[size=20]x[/size]', [p(size(20, 'x'))]],
      ['too small', '[size=1]x[/size]', [p(size(8, 'x'))]],
      ['too big', '[SIZE=9999]x[/SIZE]', [p(size(30, 'x'))]],
      literal('no value', '[size]x[/size]'),
      literal('a word', '[size=big]x[/size]'),
      literal('a negative one', '[size=-3]x[/size]'),
      literal('a fraction', '[size=1.5]x[/size]'),
    ]);
  });

  describe('color', () => {
    table([
      ['six digits', '[color=#Ff0000]x[/color]', [p(color('#ff0000', 'x'))]],
      ['three digits', '[color=#1aF]x[/color]', [p(color('#11aaff', 'x'))]],
      literal('a name', '[color=red]x[/color]'),
      literal('four digits', '[color=#1234]x[/color]'),
      literal('style in it', '[color=#fff;background:url(x)]y[/color]'),
      literal('no hash', '[color=ff0000]x[/color]'),
    ]);
  });

  describe('people', () => {
    table([
      ['a mention', '[user=503]Klaus[/user]', [p(mention(503, 'Klaus'))]],
      [
        'as the server fills it',
        '[USER=503 REPLACE]Klaus Weber[/USER] invited [USER=547 REPLACE]Anna[/USER]',
        [p(mention(503, 'Klaus Weber'), ' invited ', mention(547, 'Anna'))],
      ],
      ['everybody', '[user=all]All[/user]', [p(mention('all', 'All'))]],
      [
        'without a name',
        '[USER=5][/USER] [user=ALL][/user]',
        [p(mention(5, '@5'), ' ', mention('all', '@all'))],
      ],
      literal('zero', '[user=0]x[/user]'),
      literal('a name for a number', '[user=klaus]x[/user]'),
      literal('another word', '[user=5 DELETE]x[/user]'),
      literal('more words', '[user=5 REPLACE x]y[/user]'),
      literal('no value', '[user]x[/user]'),
    ]);
  });

  describe('dialogs', () => {
    table([
      ['a chat', '[chat=97]Team[/chat]', [p(dialogLink('chat97', undefined, 'Team'))]],
      ['a chat without a title', '[CHAT=97][/CHAT]', [p(dialogLink('chat97', undefined, 'chat97'))]],
      ['the history of an open channel is only its title', '[chat=imol|12]Client[/chat]', [p('Client')]],
      ['a message of a chat', '[context=chat97/841]there[/context]', [p(dialogLink('chat97', 841, 'there'))]],
      ['the older jump', '[dialog=chat5 message=10]there[/dialog]', [p(dialogLink('chat5', 10, 'there'))]],
      [
        'the older jump without an end',
        'see [dialog=chat5 message=10].',
        [p('see ', dialogLink('chat5', 10, 'chat5'), '.')],
      ],
      ['the older jump to a person', '[DIALOG=7]x[/DIALOG]', [p(dialogLink('7', undefined, 'x'))]],
      ['a phone call’s history is only its text', '[pch=3]call[/pch]', [p('call')]],
      literal('a chat by name', '[chat=team]x[/chat]'),
      literal('a context without a message', '[context=chat97]x[/context]'),
      literal('a context of three people', '[context=1:2:3/4]x[/context]'),
      literal('a context of words', '[context=a:b/4]x[/context]'),
      literal('a jump to nowhere', '[dialog=x message=1]'),
      literal('a jump with another attribute', '[dialog=chat5 user=1]'),
    ]);

    it('a message of a private dialog is in the dialog with the other person, whoever comes first', () => {
      const source = '[context=7:12/841]a[/context][context=12:7/842]b[/context]';
      const expected = [p(dialogLink('12', 841, 'a'), dialogLink('12', 842, 'b'))];
      assert.deepEqual(parseMarkup(source, { ownUserId: 7 }), expected);
    });

    it('the own notes', () => {
      const tree = parseMarkup('[context=7:7/1]a[/context]', { ownUserId: 7 });
      assert.deepEqual(tree, [p(dialogLink('7', 1, 'a'))]);
    });

    it('a private dialog of others, or of nobody knows whom, is only its text', () => {
      assert.deepEqual(parseMarkup('[context=7:12/841]a[/context]', { ownUserId: 3 }), [p('a')]);
      assert.deepEqual(parseMarkup('[context=7:12/841]a[/context]'), [p('a')]);
    });
  });

  describe('commands and calls', () => {
    const put = (value: string, ...children: readonly (Inline | string)[]): Inline => ({
      kind: 'put',
      value,
      children: inlines(children),
    });
    const send = (value: string, ...children: readonly (Inline | string)[]): Inline => ({
      kind: 'send',
      value,
      children: inlines(children),
    });
    const call = (number: string, ...children: readonly (Inline | string)[]): Inline => ({
      kind: 'call',
      number,
      children: inlines(children),
    });
    table([
      ['put', '[put=/help me]Help[/put]', [p(put('/help me', 'Help'))]],
      ['put without a value', '[PUT]/help[/put]', [p(put('/help', '/help'))]],
      ['put with brackets', '[put=[b]x[/b]]y[/put]', [p(put('[b]x[/b]', 'y'))]],
      ['put over lines', '[put]a\nb[/put]', [p(put('a\nb', 'a', br, 'b'))]],
      ['put without a text', '[put=/help][/put]', [p(put('/help', '/help'))]],
      ['send', '[send=yes]Yes![/send]', [p(send('yes', 'Yes!'))]],
      [
        'send without a value takes the text as it stands',
        '[send][b]yes[/b][/send]',
        [p(send('[b]yes[/b]', b('yes')))],
      ],
      ['call', '[call=+84 28 (12) 34]Office[/call]', [p(call('+84 28 (12) 34', 'Office'))]],
      ['call without a value', '[call]+8428[/call]', [p(call('+8428', '+8428'))]],
      [
        'an address in a command is no link',
        '[send=a]https://a.example[/send]',
        [p(send('a', 'https://a.example'))],
      ],
      ['a value over lines stays text', '[put=a\nb]c[/put]', [p('[put=a', br, 'b]c[/put]')]],
      literal('a long put', `[put]${'x'.repeat(5000)}[/put]`),
      literal('an empty put', '[put][/put]'),
      literal('an unclosed send', '[send=x]y'),
      literal('a call to words', '[call]now[/call]'),
      literal('a call to other words', '[call=javascript:1]x[/call]'),
    ]);
  });

  describe('code', () => {
    table([
      [
        'nothing inside is parsed',
        '[code][b]x[/b] [url]/y[/url]#BR#    >>z[/code]',
        [code('[b]x[/b] [url]/y[/url]#BR#    >>z')],
      ],
      ['lines of their own', 'a\n[code]\n\tb\n\n[/code]\nc', [p('a'), code('\tb\n'), p('c')]],
      ['one line break stays', '[code]\na[/code]', [code('\na')]],
      [
        'quotes inside are not quotes',
        `[code]>>a\n${FENCE}\nb\n${FENCE}[/code]`,
        [code(`>>a\n${FENCE}\nb\n${FENCE}`)],
      ],
      ['in any case', '[Code]x[/CODE]', [code('x')]],
      ['in the middle of a line', 'a [code]b[/code] c', [p('a '), code('b'), p(' c')]],
      ['inside a pair', '[b]a[code]x[/code]c[/b]', [p(b('a')), code('x'), p(b('c'))]],
      ['two, with a space between', '[code]a[/code] [code]b[/code]', [code('a'), code('b')]],
      ['the first end counts', '[code]a[code]b[/code]c[/code]', [code('a[code]b'), p('c[/code]')]],
      ['empty', '[code][/code]', [code('')]],
      ['Windows line ends', '[code]a\r\nb[/code]', [code('a\nb')]],
      [
        'the language of our own code messages',
        'x\napp.ts:12-18 (typescript)\n[code]y[/code]',
        [p('x', br, 'app.ts:12-18 (typescript)'), { kind: 'code', text: 'y', languageId: 'typescript' }],
      ],
      [
        'no language from other lines',
        'app.ts (typescript)\n[code]y[/code]',
        [p('app.ts (typescript)'), code('y')],
      ],
      [
        'no language over a blank line',
        'app.ts:1 (typescript)\n\n[code]y[/code]',
        [p('app.ts:1 (typescript)'), code('y')],
      ],
      [
        'the language from the same line',
        'app.ts:1 (typescript)[code]y[/code]',
        [p('app.ts:1 (typescript)'), { kind: 'code', text: 'y', languageId: 'typescript' }],
      ],
      [
        'no language from the line before a line',
        'app.ts:1 (typescript)\nx[code]y[/code]',
        [p('app.ts:1 (typescript)', br, 'x'), code('y')],
      ],
      literal('unclosed', 'a [code]b'),
      literal('with a value', '[code=php]b[/code]'),
    ]);
  });

  describe('pictures', () => {
    const image = (address: string, imageSize: 'small' | 'medium' | 'large'): RichText[number] => ({
      kind: 'image',
      src: target(address),
      size: imageSize,
    });
    table([
      [
        'with the space that Bitrix24 wants',
        '[img size=medium]https://a.example/x.png [/img]',
        [image('https://a.example/x.png', 'medium')],
      ],
      ['without it', '[IMG size=SMALL]/upload/x.png[/IMG]', [image('/upload/x.png', 'small')]],
      [
        'in a text',
        'a\n[img size=large]https://a.example/x.png [/img]\nb',
        [p('a'), image('https://a.example/x.png', 'large'), p('b')],
      ],
      [
        'no size shows its tag and a link',
        '[img]https://a.example [/img]',
        [p('[img]', link('https://a.example', 'https://a.example'), ' [/img]')],
      ],
      literal('another size', '[img size=huge]/x [/img]'),
      literal('a script', '[img size=small]javascript:x [/img]'),
      literal('what cannot be fetched', '[img size=small]mailto:a@b.example [/img]'),
      literal('unclosed', '[img size=small]/x'),
    ]);
  });

  describe('single tags', () => {
    table([
      [
        'icon',
        'a [icon=https://a.example/i.png size=30 title=Big smile] b',
        [p('a ', { kind: 'icon', title: 'Big smile' }, ' b')],
      ],
      [
        'icon with its title in the middle',
        '[icon=/i.png title=A b width=3 height=4]',
        [p({ kind: 'icon', title: 'A b' })],
      ],
      ['icon without a title', '[ICON=/i.png]', [p({ kind: 'icon', title: '' })]],
      [
        'timestamp',
        '[timestamp=1772632112 format=SHORT_DATE_FORMAT]',
        [p({ kind: 'timestamp', date: 1_772_632_112_000, format: 'SHORT_DATE_FORMAT' })],
      ],
      [
        'timestamp without a format',
        '[TIMESTAMP=0]',
        [p({ kind: 'timestamp', date: 0, format: 'FORMAT_DATETIME' })],
      ],
      ['disk', 'see [disk=15]', [p('see ', { kind: 'file', fileId: 15 })]],
      ['attach leaves nothing', 'a[attach=1]b', [p('ab')]],
      ['rating', '[rating=4]', [p('★★★★☆')]],
      literal('a timestamp in words', '[timestamp=now]'),
      literal('a timestamp with something else', '[timestamp=1 x=y]'),
      literal('a disk without a number', '[disk=x]'),
      literal('a rating of six', '[rating=6]'),
      literal('a rating of none', '[rating=0]'),
    ]);
  });
});
