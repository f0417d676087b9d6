import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fieldPieces } from '../../../src/webview/fieldMarks.ts';

describe('webview: marks in the field', () => {
  const marked = (text: string, ...names: readonly string[]): readonly string[] =>
    fieldPieces(text, names).flatMap((piece) => (piece.isMarked ? [piece.text] : []));

  it('are what names somebody, the longer name before the shorter', () => {
    const text = '@Anna Berg and @Anna, mail anna@Anna.example and @@Anna';
    assert.deepEqual(marked(text, 'Anna', 'Anna Berg'), ['@Anna Berg', '@Anna', '@Anna', '@Anna']);
    assert.deepEqual(marked(text), []);
    assert.deepEqual(marked('@Boris', 'Anna'), []);
    assert.deepEqual(marked('@Anna', 'Anna'), ['@Anna']);
  });

  it('lose and add nothing', () => {
    for (const text of ['', '@', 'a @Anna\n@Anna b', '@Anna@Anna', '@@@'])
      assert.equal(
        fieldPieces(text, ['Anna'])
          .map((piece) => piece.text)
          .join(''),
        text,
      );
  });
});
