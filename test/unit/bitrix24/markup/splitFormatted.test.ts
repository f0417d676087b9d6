import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { composeMarkup } from '../../../../src/bitrix24/markup/composeMarkup.ts';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import { splitFormatted } from '../../../../src/bitrix24/markup/splitFormatted.ts';
import { messageLength } from '../../../../src/bitrix24/markup/splitMessage.ts';

const LIMIT = 1_000;
const words = 'some words that fill a line or two. '.repeat(60);

describe('splitFormatted', () => {
  it('goes on with a format in every part, and shows no tag', () => {
    const parts = splitFormatted(`before [b]bold ${words}[i]both ${words}[/i][/b] after`, LIMIT);
    assert.ok(parts.length > 3);
    for (const part of parts) {
      assert.ok(messageLength(part) <= LIMIT);
      assert.doesNotMatch(JSON.stringify(parseMarkup(part)), /\[\/?[bi]\]/);
    }
    assert.match(parts[1] ?? '', /^\[b\].*\[\/b\]$/s);
    assert.match(parts.at(-1) ?? '', /^\[b\]\[i\].*\[\/i\]\[\/b\] after$/s);
  });

  it('leaves a tag that nobody closes as the text it is', () => {
    const parts = splitFormatted(`a [b] is a tag. ${words}`, LIMIT);
    assert.ok(parts.slice(1).every((part) => !part.includes('[b]')));
    assert.ok(parts.every((part) => !part.includes('[/b]')));
  });

  it('closes a long fence at each cut, and opens it again', () => {
    const code = 'const value = compute(1, 2, 3);\n'.repeat(100);
    const parts = splitFormatted(composeMarkup(`\`\`\`ts\n${code}\`\`\``, { isMarkdown: true }), LIMIT);
    assert.ok(parts.length > 2);
    const shown = parts.flatMap((part) => parseMarkup(part).filter(({ kind }) => kind === 'code'));
    assert.equal(shown.length, parts.length);
    assert.equal(
      shown
        .map((block) => (block.kind === 'code' ? block.text : ''))
        .join('\n')
        .trim(),
      code.trim(),
    );
  });

  it('leaves what fits alone', () => {
    assert.deepEqual(splitFormatted('[b]x', LIMIT), ['[b]x']);
  });
});
