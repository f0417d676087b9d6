import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Block } from '../../../src/model/richText.ts';
import { isOnlyEmoji } from '../../../src/webview/onlyEmoji.ts';
import { emojiForTitle, splitSmileys } from '../../../src/webview/smileys.ts';

describe('splitSmileys', () => {
  it('finds smileys that stand alone', () => {
    assert.deepEqual(splitSmileys('yes :) and ;-)'), [
      { kind: 'text', text: 'yes ' },
      { kind: 'smiley', text: ':)', emoji: '🙂' },
      { kind: 'text', text: ' and ' },
      { kind: 'smiley', text: ';-)', emoji: '😉' },
    ]);
  });

  it('leaves code, times and brackets alone', () => {
    for (const text of ['f(a:)', '(see 7, 8)', 'http://a', 'C:/x', ':):)', 'a:D', '10:o'])
      assert.deepEqual(splitSmileys(text), [{ kind: 'text', text }]);
  });

  it('loses no character of any text', () => {
    const pieces = fc.array(fc.constantFrom(':)', ' ', ':D', 'a', '\n', ':like:', ':(', '\t', '8-)'));
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          assert.equal(
            splitSmileys(text)
              .map((piece) => piece.text)
              .join(''),
            text,
          );
        },
      ),
    );
  });

  it('knows the titles of old pictures', () => {
    assert.equal(emojiForTitle(' :idea: '), '💡');
    assert.equal(emojiForTitle('something else'), undefined);
  });
});

describe('isOnlyEmoji', () => {
  it('is a few emoji, of whatever parts, and nothing else', () => {
    for (const text of ['🎉', '🎉🚀', '👩‍👩‍👧 👍🏽', ' ❤️ ']) assert.ok(isOnlyEmoji([paragraph(text)]), text);
    for (const text of ['', 'ok 🎉', '7', '🎉🎉🎉🎉🎉🎉', ':)'])
      assert.ok(!isOnlyEmoji([paragraph(text)]), text);
    assert.ok(!isOnlyEmoji([paragraph('🎉'), paragraph('🎉')]));
    assert.ok(!isOnlyEmoji([]));
  });
});

function paragraph(text: string): Block {
  return { kind: 'paragraph', children: text === '' ? [] : [{ kind: 'text', text }] };
}
