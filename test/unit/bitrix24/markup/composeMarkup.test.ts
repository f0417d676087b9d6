import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { composeMarkup } from '../../../../src/bitrix24/markup/composeMarkup.ts';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import { quoteMessage } from '../../../../src/bitrix24/markup/quoteMessage.ts';
import { writtenForm } from '../../../../src/bitrix24/markup/writtenForm.ts';
import { FRAGMENTS } from './markupFragments.ts';

const anna = { userId: 7, name: 'Anna Berg' };
const compose = (text: string): string => composeMarkup(text, { isMarkdown: true, mentions: [anna] });
const hyphens = '-'.repeat(54);

const becomes: readonly (readonly [written: string, markup: string])[] = [
  ['**bold** *it* _it_ ~~st~~ ***both***', '[b]bold[/b] [i]it[/i] [i]it[/i] [s]st[/s] [b][i]both[/i][/b]'],
  ['**a *b* c** ***x** y*', '[b]a [i]b[/i] c[/b] [i][b]x[/b] y[/i]'],
  ['这是**粗体**文字 *жир*, «*x*»!', '这是[b]粗体[/b]文字 [i]жир[/i], «[i]x[/i]»!'],
  ['run `npm **ci**` now', 'run [code]npm **ci**[/code] now'],
  ['``a`b``', '[code]a`b[/code]'],
  ['`[b]x[/b]`', '[code][b]x[/b][/code]'],
  ['a\n```ts\nconst **a** = `x`;\n```\n**b**', 'a\n(ts)\n[code]const **a** = `x`;[/code]\n[b]b[/b]'],
  ['````\n```\nx\n```\n````', '[code]```\nx\n```[/code]'],
  ['> one\n> > two\n>>as typed', '>>one\n>>>>two\n>>as typed'],
  ['- a\n- **b**\n\n* c\n* d', '• a\n• [b]b[/b]\n\n• c\n• d'],
  [
    '[text **b**](https://example.com/a_(b)?c=[1])',
    '[url=https://example.com/a_(b)?c=%5B1%5D]text [b]b[/b][/url]',
  ],
  ['[text *b*](https://example.com/a_(b))', '[url=https://example.com/a_(b)]text [i]b[/i][/url]'],
  ['**https://example.com/a_b_c**', '[b]https://example.com/a_b_c[/b]'],
  ['\\*not\\* \\**no\\**', '*not* **no**'],
  ['@Anna Berg, **@Anna Berg**', '[USER=7]Anna Berg[/USER], [b][USER=7]Anna Berg[/USER][/b]'],
  ['[b]*x*[/b] and *[b]x[/b]*', '[b][i]x[/i][/b] and [i][b]x[/b][/i]'],
];

const stays: readonly string[] = [
  '2*3*4 and 2 * 3 * 4',
  'snake_case_name __init__ other_ _private',
  'src/**/*.ts and test/**/*.ts',
  'f(*args, **kwargs) int *a, *b; char **argv',
  'C:\\*.* and *.* and (*) and (*)',
  '- a line of dialogue',
  '> ',
  '>:( 5>3',
  'a ~ b ~/x ~~',
  '____ **** ~~~~',
  '[x](javascript:alert) ![i](https://example.com/x.png) [x](/portal)',
  '```\nnever closed',
  '``` ```',
  'it`s and that`s',
  'mail me @Anna Bergs or x@Anna Berg',
  '[code]**x** @Anna Berg[/code]',
  '[url=https://example.com/*x*]l[/url] [user=5]*[/user]',
  `${hyphens}\nAnna [1.1.2026]\n**quoted** @Anna Berg\n${hyphens}`,
  '#BR# [b]unclosed *',
];

describe('composeMarkup', () => {
  for (const [written, markup] of becomes) {
    it(`makes ${JSON.stringify(markup)}`, () => assert.equal(compose(written), markup));
  }

  for (const written of stays) {
    it(`leaves ${JSON.stringify(written)} as it is`, () => assert.equal(compose(written), written));
  }

  it('keeps a closing tag within code from ending it', () => {
    assert.deepEqual(parseMarkup(compose('```\na [/code] **b**\n```')), [
      { kind: 'code', text: 'a [/code] **b**' },
    ]);
  });

  it('tells the language of a fence to the reader', () => {
    const blocks = parseMarkup(compose('```typescript\nconst a = 1;\n```'));
    assert.deepEqual(blocks.at(-1), { kind: 'code', text: 'const a = 1;', languageId: 'typescript' });
  });

  it('does nothing but mentions where Markdown is switched off, and not even those in code', () => {
    const text = '**a** @Anna Berg [code]@Anna Berg[/code] `x`';
    assert.equal(
      composeMarkup(text, { isMarkdown: false, mentions: [anna] }),
      '**a** [USER=7]Anna Berg[/USER] [code]@Anna Berg[/code] `x`',
    );
  });

  it('takes the longest of the names that fit, and everybody for "all"', () => {
    const mentions = [anna, { userId: 8, name: 'Anna' }, { userId: 'all' as const, name: 'everyone' }];
    assert.equal(
      composeMarkup('@Anna Berg @Anna @everyone', { isMarkdown: true, mentions }),
      '[USER=7]Anna Berg[/USER] [USER=8]Anna[/USER] [USER=all]everyone[/USER]',
    );
  });

  it('leaves every text without a sign as it is', () => {
    const benign = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[*_~`>@[\]\r+-]/g, ''));
    fc.assert(
      fc.property(benign, (text) => assert.equal(compose(text), text)),
      { numRuns: 1_000 },
    );
  });

  it('loses no letter of any text', () => {
    const signs = fc.constantFrom(
      '*',
      '**',
      '_',
      '~~',
      '`',
      '```',
      '\n',
      ' ',
      '> ',
      '- ',
      '\\',
      '@Anna Berg',
      'x',
      'é',
    );
    const text = fc.array(fc.oneof(signs, fc.constantFrom(...FRAGMENTS))).map((parts) => parts.join(''));
    const letters = (value: string): string =>
      value.replace(/\[\/?(?:b|i|s|code|user|url)(?:=\d+)?\]/gi, '').replace(/[^\p{L}\p{N}]/gu, '');
    fc.assert(
      fc.property(text, (written) => {
        const made = compose(written);
        parseMarkup(made);
        if (/[[()\\]|```/.test(written)) return;
        assert.equal(letters(made), letters(written));
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes time in proportion to the text', () => {
    const hostile = [
      '`a``',
      '*a ',
      '**a* ',
      '[a](',
      '````\n```\n',
      '```\n[code]\n```\n',
      '[code]',
      '*_',
      '@',
      '> ',
      '\\*a',
    ];
    for (const part of [
      ...hostile,
      '`'.repeat(500_000),
      `**z ${'_a '.repeat(90_000)}${' b*'.repeat(90_000)}`,
    ]) {
      const text = part.repeat(Math.ceil(400_000 / part.length));
      const time = (value: string): number => {
        const before = performance.now();
        compose(value);
        return performance.now() - before;
      };
      time(text);
      // A quadratic scanner needs minutes for this.
      assert.ok(time(text) < 5_000, part.slice(0, 20));
    }
  }).timeout(60_000);
});

describe('writtenForm', () => {
  const cases: readonly (readonly [markup: string, text: string])[] = [
    ['[b]x[/b] [i]y[/i] [s]z[/s]', '**x** *y* ~~z~~'],
    [
      '[USER=7 REPLACE]Anna Berg[/USER] see [URL]https://example.com[/URL]',
      '@Anna Berg see https://example.com',
    ],
    ['[url=https://example.com/c]l[/url]', '[l](https://example.com/c)'],
    ['a\n(ts)\n[code]x\ny[/code]\nz', 'a\n```ts\nx\ny\n```\nz'],
    ['run [code]npm ci[/code] now', 'run `npm ci` now'],
    ['>>q\n>>r\nx', '> q\n> r\nx'],
    ['[color=#ff0000]r[/color] [b]a[/b]b', '[color=#ff0000]r[/color] [b]a[/b]b'],
  ];
  for (const [markup, text] of cases) {
    it(`gives ${JSON.stringify(text)}`, () => {
      const form = writtenForm(markup, true);
      assert.equal(form.text, text);
      assert.equal(form.isPlain, false);
    });
  }

  it('says so where the words would not survive as Markdown', () => {
    assert.deepEqual(writtenForm('a *b* c', true), { text: 'a *b* c', mentions: [], isPlain: true });
  });

  it('shows the same message again, whatever it was', () => {
    const parts = fc.constantFrom(
      ...FRAGMENTS,
      '*',
      '**',
      '`',
      '_',
      '~~',
      'word',
      ' ',
      '\n',
      '[USER=7]Anna[/USER]',
    );
    fc.assert(
      fc.property(
        fc.array(parts).map((list) => list.join('')),
        fc.boolean(),
        (markup, isMarkdown) => {
          const { text, mentions, isPlain } = writtenForm(markup, isMarkdown);
          const again = composeMarkup(text, { mentions, isMarkdown: isMarkdown && !isPlain });
          assert.deepEqual(parseMarkup(again), parseMarkup(markup));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('quoteMessage', () => {
  const about = {
    author: 'Anna Berg',
    date: '22 Nov 2026, 12:07',
    dialogId: 'chat97',
    messageId: 841,
    ownId: 1,
  };

  it('is a quote that leads to its source, and mentions nobody again', () => {
    const markup = quoteMessage('[b]Hello[/b] [USER=7]Anna[/USER]\n>>older\nbye', about);
    assert.deepEqual(parseMarkup(markup, { ownUserId: 1 }), [
      {
        kind: 'quote',
        author: 'Anna Berg',
        date: '22 Nov 2026, 12:07',
        source: { dialogId: 'chat97', messageId: 841 },
        children: parseMarkup('[b]Hello[/b] Anna\nbye'),
      },
    ]);
  });

  it('leads to a message of a private dialog, too', () => {
    const [quote] = parseMarkup(quoteMessage('x', { ...about, dialogId: '7' }), { ownUserId: 1 });
    assert.ok(quote?.kind === 'quote');
    assert.deepEqual(quote.source, { dialogId: '7', messageId: 841 });
  });

  it('leaves out what the message quotes itself, and names files where there are no words', () => {
    const inner = `${hyphens}\nBoris [1.1.2026]\nold\n${hyphens}\nnew`;
    assert.ok(!quoteMessage(inner, about).includes('old'));
    assert.match(quoteMessage('', { ...about, fileNames: ['a.png'] }), /\[a\.png\]/);
    assert.equal(quoteMessage('', about), '');
  });
});
