import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { initialsOf, inkOn, safeColor } from '../../../src/webview/authorLook.ts';

describe('initialsOf', () => {
  it('takes the first and the last word', () => {
    assert.equal(initialsOf('Anna Berg'), 'AB');
    assert.equal(initialsOf('anna maria von Berg'), 'AB');
    assert.equal(initialsOf('Борис Годунов'), 'БГ');
    assert.equal(initialsOf('Release 26.11'), 'R1');
    assert.equal(initialsOf('"Marvin" (bot)'), 'MB');
    assert.equal(initialsOf('陈伟'), '陈');
    assert.equal(initialsOf("d'Artagnan"), 'D');
  });

  it('makes do with what a name has', () => {
    assert.equal(initialsOf('😀'), '😀');
    assert.equal(initialsOf(''), '');
  });
});

describe('colours', () => {
  it('lets nothing through but six digits', () => {
    assert.equal(safeColor('#A1b2C3'), '#A1b2C3');
    for (const color of ['red', '#abc', '#12345678', 'url(x)', '#123456;x', undefined]) {
      assert.equal(safeColor(color), undefined);
    }
  });

  it('puts ink on every colour that reads with a contrast of 4.5 or more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const color = `#${value.toString(16).padStart(6, '0')}`;
        assert.ok(contrast(color, inkOn(color)) >= 4.5);
      }),
    );
  });
});

/** WCAG 2.2, as written there. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
