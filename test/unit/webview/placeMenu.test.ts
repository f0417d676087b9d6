import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { placeMenu } from '../../../src/webview/placeMenu.ts';

const page = { width: 400, height: 300 };
const menu = { width: 160, height: 200 };

function at(left: number, top: number): { left: number; right: number; top: number; bottom: number } {
  return { left, right: left + 20, top, bottom: top + 20 };
}

describe('the place of a menu', () => {
  it('is under its anchor, and above it where there is no room below', () => {
    assert.deepEqual(placeMenu(at(50, 30), menu, page, false), { left: 50, top: 50 });
    assert.deepEqual(placeMenu(at(50, 250), menu, page, false), { left: 50, top: 50 });
  });

  it('ends where the anchor ends when lines run from right to left', () => {
    assert.deepEqual(placeMenu(at(300, 30), menu, page, true), { left: 160, top: 50 });
  });

  it('is never beyond the page, and begins in it where it is larger than the page', () => {
    assert.deepEqual(placeMenu(at(390, 30), menu, page, false).left, 236);
    assert.deepEqual(placeMenu(at(5, 140), menu, page, true).left, 4);
    assert.deepEqual(placeMenu(at(5, 140), { width: 500, height: 400 }, page, false), { left: 4, top: 4 });
    assert.deepEqual(placeMenu(at(5, 140), menu, page, false).top, 96);
  });
});
