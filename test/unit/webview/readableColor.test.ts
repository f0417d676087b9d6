import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { contrastOf, leastContrast, mixed, readableColor } from '../../../src/webview/readableColor.ts';

const anyColor = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('readableColor', () => {
  it('reads on whatever is behind it', () => {
    fc.assert(
      fc.property(anyColor, anyColor, (color, background) => {
        const shade = readableColor(color, [background]);
        assert.match(shade, /^#[0-9a-f]{6}$/);
        assert.ok(contrastOf(shade, background) >= leastContrast);
      }),
    );
  });

  it('leaves alone what reads already', () => {
    assert.equal(readableColor('#ffee00', ['#1f1f1f', '#181818']), '#ffee00');
    assert.equal(readableColor('#a31515', ['#ffffff']), '#a31515');
  });

  it('changes no more than it must, and keeps the hue', () => {
    const blue = readableColor('#0000ff', ['#1f1f1f']);
    assert.ok(contrastOf(blue, '#1f1f1f') < leastContrast + 1);
    assert.match(blue, /ff$/);
    assert.equal(mixed('#000000', '#ffffff', 0.5), '#808080');
  });

  it('reads on all of several grounds that are alike', () => {
    const shade = readableColor('#808080', ['#ffffff', '#f8f8f8', '#e5effa']);
    for (const ground of ['#ffffff', '#f8f8f8', '#e5effa'])
      assert.ok(contrastOf(shade, ground) >= leastContrast);
  });
});
