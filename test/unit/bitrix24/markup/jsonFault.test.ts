import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { findJsonFault } from '../../../../src/bitrix24/markup/jsonFault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('findJsonFault', () => {
  const rows: readonly (readonly [text: string, line: number, column: number])[] = [
    ['', 1, 1],
    ['  ', 1, 3],
    ['{', 1, 2],
    ['[1,]', 1, 4],
    ['[1 2]', 1, 4],
    ['{"a":1,}', 1, 8],
    ['{"a" 1}', 1, 6],
    ['{a:1}', 1, 2],
    ["{'a':1}", 1, 2],
    ['{"a":1}}', 1, 8],
    ['{\n  "a": 1,\n  "b": tru\n}', 3, 8],
    ['["a\nb"]', 1, 4],
    ['["a\\x"]', 1, 4],
    ['["\\u12g4"]', 1, 3],
    ['["a', 1, 4],
    ['01', 1, 2],
    ['-', 1, 1],
    ['1.', 1, 3],
    ['1e', 1, 3],
    ['.5', 1, 1],
    ['[}', 1, 2],
    ['{"a":]', 1, 6],
    ['nulls', 1, 5],
    ['"Việt" x', 1, 8],
  ];
  for (const [text, line, column] of rows) {
    it(JSON.stringify(text), () => assert.deepEqual(findJsonFault(text), { line, column }));
  }

  it('finds one where JSON.parse does, and only there', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '1',
      '-0.5e+3',
      'true',
      'null',
      ' ',
      '\n',
      '\\',
      '\\u00e9',
      '0',
      '.',
    );
    const almost = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(almost, fc.json(), fc.string()), (text) => {
        assert.equal(findJsonFault(text) === undefined, isJson(text), text);
      }),
      { numRuns: 5000 },
    );
  });

  it('a cut text stops at its end', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        const cut = text.slice(0, at % text.length);
        fc.pre(!isJson(cut) && !/[a-z.-]$/i.test(cut));
        const fault = findJsonFault(cut);
        assert.ok(fault !== undefined);
        assert.ok(fault.line === 1 && fault.column <= cut.length + 1);
      }),
    );
  });

  it('depth costs no stack', () => {
    const deep = '['.repeat(200_000);
    assert.deepEqual(findJsonFault(deep), { line: 1, column: 200_001 });
  });
});
