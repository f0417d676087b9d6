import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { highlightCode } from '../../../src/webview/highlight/highlightCode.ts';
import { languages } from '../../../src/webview/highlight/languages.ts';

describe('highlightCode', () => {
  it('goes by the language that is named, in the names of editors', () => {
    const { tokens, languageId, languageName } = highlightCode('const a = "x"; // y', 'typescript');
    assert.deepEqual(
      tokens.map(({ text, role }) => [text, role]),
      [
        ['const', 'keyword'],
        [' a = ', undefined],
        ['"x"', 'string'],
        ['; ', undefined],
        ['// y', 'comment'],
      ],
    );
    assert.deepEqual([languageId, languageName], ['typescript', 'TypeScript']);
    assert.equal(highlightCode('echo "$A"', 'shellscript').languageName, 'Shell');
  });

  it('guesses what it can tell', () => {
    const samples: Readonly<Record<string, readonly string[]>> = {
      javascript: ['function sum() {\n  let total = 0;\n}', 'items.map((item) => item.id)'],
      typescript: ['export interface A { readonly b: string }'],
      python: ['def total(rows):\n    return sum(rows)', 'import os\nfrom a.b import c'],
      php: ['<?php\necho 1;', '$fields = ["NAME" => "x"];\nforeach ($fields as $k => $v) {}'],
      sql: ['SELECT id FROM users WHERE active = 1;', 'update orders set state = 2'],
      json: ['{"a": [1, true, null]}', '[1, 2]'],
      html: ['<div class="a"><span>hi</span></div>'],
      yaml: ['services:\n  db:\n    image: postgres:17'],
      css: ['.a { color: red; margin: 0 }'],
      go: ['package main\n\nfunc main() {\n}'],
      rust: ['fn main() {\n    let mut a = 1;\n}'],
      java: ['public class A {\n  private int b;\n}'],
      csharp: ['using System;\nnamespace A.B { }'],
      diff: ['diff --git a/x b/x\n--- a/x\n+++ b/x'],
      shellscript: ['npm test -- --grep x', '#!/bin/bash\nset -e'],
      dockerfile: ['FROM node:24\nRUN npm ci'],
      bsl: ['Если Истина Тогда\n  Сообщить("x");\nКонецЕсли;'],
    };
    for (const [languageId, texts] of Object.entries(samples)) {
      for (const text of texts) assert.equal(highlightCode(text, undefined).languageId, languageId, text);
    }
  });

  it('leaves plain what is no code it knows', () => {
    const texts = [
      'Hello, this is just some text that a person put in code\nand another line of it.',
      '2026-11-22 20:12:01 ERROR [worker-3] Connection refused: 10.0.0.5:5432\nretrying in 5s',
      'TypeError: Cannot read properties of undefined\n    at foo (/app/a.js:10:5)',
      'Chào mọi người, hôm nay họp lúc 10 giờ.\nNhớ mang theo tài liệu nhé.',
      '',
    ];
    for (const text of texts) assert.equal(highlightCode(text, undefined).languageName, undefined, text);
    assert.deepEqual(highlightCode('a b', 'brainfuck').tokens, [{ text: 'a b', role: undefined }]);
  });

  it('keeps every character of every text, in every language', () => {
    const names = [...Object.keys(languages), undefined];
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom('"', "'", '/*', '*/', '<', '>', '${', '}', '{', '\n', '#', 'if ', '`', '\\', 'a'),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...names), (code, name) => {
        const { tokens } = highlightCode(code, name);
        assert.equal(tokens.map((token) => token.text).join(''), code);
      }),
      { numRuns: 400 },
    );
  }).timeout(30_000);
});
