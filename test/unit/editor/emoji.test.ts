import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findEmoji } from '../../../src/editor/thread/emoji.ts';

describe('emoji', () => {
  const first = async (query: string, locale: string): Promise<string | undefined> =>
    (await findEmoji(query, locale, 5))[0]?.glyph?.replace('\uFE0F', '');

  it('are found by their code, and by words in English and the person’s language', async () => {
    assert.equal(await first('rocket', 'en'), '🚀');
    assert.equal(await first('+1', 'en'), '👍');
    assert.equal(await first('smile', 'ru-RU'), '😄');
    assert.equal(await first('сердц', 'ru'), '❤');
    assert.equal(await first('trai tim', 'vi'), '❤');
    assert.equal(await first('ракет', 'ru'), '🚀');
  });

  it('are the usual ones before anything is typed, named in the person’s language', async () => {
    const usual = await findEmoji('', 'vi', 20);
    assert.ok(usual.length >= 12);
    assert.equal(usual.find(({ glyph }) => glyph === '🚀')?.label, ':rocket:');
    assert.match(usual.find(({ glyph }) => glyph === '🚀')?.detail ?? '', /tên lửa/);
  });

  it('are not found by what names none', async () => {
    assert.deepEqual(await findEmoji('qqqqq', 'en', 5), []);
  });
});
