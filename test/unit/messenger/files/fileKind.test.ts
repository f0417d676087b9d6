import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { shownTypeOf } from '../../../../src/messenger/files/fileKind.ts';

describe('what bytes are', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['\u0089PNG\r\n\u001a\n....', 'image/png'],
    ['\u00ff\u00d8\u00ff\u00e0....', 'image/jpeg'],
    ['GIF89a......', 'image/gif'],
    ['RIFF....WEBPVP8 ', 'image/webp'],
    ['RIFF....WAVEfmt ', 'audio/wav'],
    ['OggS....', 'audio/ogg'],
    ['ID3\u0004....', 'audio/mpeg'],
    ['\u00ff\u00fb\u0090d', 'audio/mpeg'],
    ['....ftypM4A ', 'audio/mp4'],
    ['....ftypisom', 'audio/mp4'],
    ['....ftypavif', 'image/avif'],
    ['\u001aE\u00df\u00a3...', 'video/webm'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>', undefined],
    ['<!DOCTYPE html>', undefined],
    ['GIF87', undefined],
    ['', undefined],
  ];
  for (const [head, type] of cases) {
    it(`${JSON.stringify(head.slice(0, 12))} is ${type ?? 'nothing to be shown'}`, () => {
      assert.equal(shownTypeOf(Buffer.from(head, 'latin1'), false), type);
    });
  }

  it('the same box and page hold sound or film', () => {
    assert.equal(shownTypeOf(Buffer.from('....ftypisom', 'latin1'), true), 'video/mp4');
    assert.equal(shownTypeOf(Buffer.from('OggS', 'latin1'), true), 'video/ogg');
  });
});
