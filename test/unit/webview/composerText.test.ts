import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Format, formatChange, type Syntax } from '../../../src/webview/formatting.ts';
import { guessCode, readEditorLanguage } from '../../../src/webview/pastedCode.ts';
import { triggerAt } from '../../../src/webview/trigger.ts';

/** `[` and `]` mark the selection, before and after. */
function format(kind: Format, marked: string, syntax: Syntax = 'markdown', language?: string): string {
  const from = marked.indexOf('‹');
  const to = marked.indexOf('›') - 1;
  const text = marked.replace('‹', '').replace('›', '');
  const change = formatChange(kind, { text, from, to }, syntax, language);
  const after = text.slice(0, change.from) + change.text + text.slice(change.to);
  return `${after.slice(0, change.selectFrom)}‹${after.slice(change.selectFrom, change.selectTo)}›${after.slice(change.selectTo)}`;
}

describe('formats of a text', () => {
  const changes: readonly (readonly [Format, string, string])[] = [
    ['bold', 'a ‹b› c', 'a **‹b›** c'],
    ['bold', 'a **‹b›** c', 'a ‹b› c'],
    ['bold', 'a ‹**b**› c', 'a ‹b› c'],
    ['bold', 'a ‹b ›c', 'a **‹b›** c'],
    ['bold', '‹›', '**‹›**'],
    ['italic', '**‹b›**', '***‹b›***'],
    ['italic', '***‹b›***', '**‹b›**'],
    ['underline', '‹b›', '[u]‹b›[/u]'],
    ['strike', '‹one\n\ntwo›', '‹~~one~~\n\n~~two~~›'],
    ['code', '‹x›', '`‹x›`'],
    ['link', 'see ‹this›', 'see [this](‹https://›)'],
    ['link', '‹https://example.com›', '[‹›](https://example.com)'],
    ['quote', 'one\nt‹w›o', 'one\n‹> two›'],
    ['quote', '‹> one\n> two›', '‹one\ntwo›'],
    ['list', '‹one\ntwo›', '‹- one\n- two›'],
    ['codeBlock', 'a ‹b› c', 'a \n```\nb\n```\n‹› c'],
    ['codeBlock', '‹›', '```\n‹›\n```'],
    ['codeBlock', '‹a ``` b›', '````\na ``` b\n````‹›'],
  ];
  for (const [kind, before, after] of changes) {
    it(`${kind}: ${JSON.stringify(before)}`, () => assert.equal(format(kind, before), after));
  }

  it('use Bitrix24’s tags where Markdown is off', () => {
    assert.equal(format('bold', '‹b›', 'markup'), '[b]‹b›[/b]');
    assert.equal(format('quote', '‹b›', 'markup'), '‹>>b›');
    assert.equal(format('codeBlock', '‹b›', 'markup'), '[code]b[/code]‹›');
    assert.equal(format('link', '‹b›', 'markup'), '[url=‹https://›]b[/url]');
  });

  it('name the language of a block', () => {
    assert.equal(format('codeBlock', '‹b›', 'markdown', 'php'), '```php\nb\n```‹›');
  });
});

describe('what asks to be completed', () => {
  const at = (text: string): string => {
    const trigger = triggerAt(text, text.length);
    return trigger === undefined ? '' : `${trigger.source} ${trigger.from} ${trigger.query}`;
  };

  it('is a name, an emoji, or a command at the beginning', () => {
    assert.deepEqual(['@', 'hi @An', '(@Anna Be', ':ro', 'hi :+1', '👍:ro', '/', '/he'].map(at), [
      'people 0 ',
      'people 3 An',
      'people 1 Anna Be',
      'emoji 0 ro',
      'emoji 3 +1',
      'emoji 2 ro',
      'commands 0 ',
      'commands 0 he',
    ]);
  });

  it('is not an address, a time, a smiley, a path or code', () => {
    const texts = ['a@b', 'at 12:30', ':)', ':D', 'x /he', 'a/b', 'https:/', '`@a', '```\n@a', '@a  b'];
    assert.deepEqual(
      texts.map(at),
      texts.map(() => ''),
    );
  });
});

describe('pasted code', () => {
  it('is told from prose, with its language', () => {
    const languages = {
      typescript: 'interface A {\n  readonly b: string;\n}\n',
      python: 'def f(a):\n    return a + 1\n\nprint(f(1))',
      php: '<?php\n$a = 1;\necho $a;',
      sql: 'SELECT id, name\nFROM users\nWHERE id = 1;',
      json: '{\n  "a": 1,\n  "b": [1, 2]\n}',
      html: '<div class="a">\n  <p>x</p>\n</div>',
    };
    for (const [language, code] of Object.entries(languages)) {
      assert.deepEqual(guessCode(code, undefined), { language }, language);
    }
    const prose = [
      'Dear all,\n\nthe import runs tonight. Please be patient.\n\nOlga',
      'Привет!\nСмотри: завтра встреча в 10:00.\nВозьми ноутбук (новый).',
      'one line();',
      '- milk\n- bread\n- butter',
    ];
    for (const text of prose) assert.equal(guessCode(text, undefined), undefined, text);
  });

  it('is believed to be what the editor says it is', () => {
    assert.deepEqual(guessCode('foo\nbar', 'rust'), { language: 'rust' });
    assert.equal(guessCode('foo\nbar', 'markdown'), undefined);
    assert.equal(readEditorLanguage('{"version":1,"mode":"rust"}'), 'rust');
    assert.equal(readEditorLanguage('{"mode":"a b"}'), undefined);
    assert.equal(readEditorLanguage('no json'), undefined);
  });
});
