import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  isSendKey,
  isWorthSending,
  measureText,
  type PressedKey,
  textAfterSend,
  textsAfterSend,
} from '../../../src/webview/composerRules.ts';

describe('isSendKey', () => {
  it('sends with Enter and breaks with Shift+Enter', () => {
    assert.equal(isSendKey(key({}), true), true);
    assert.equal(isSendKey(key({ shiftKey: true }), true), false);
    assert.equal(isSendKey(key({ key: 'a', keyCode: 65 }), true), false);
  });

  it('sends with Ctrl or Cmd where Enter is for lines', () => {
    assert.equal(isSendKey(key({}), false), false);
    assert.equal(isSendKey(key({ shiftKey: true }), false), false);
    assert.equal(isSendKey(key({ ctrlKey: true }), false), true);
    assert.equal(isSendKey(key({ metaKey: true }), false), true);
  });

  it('leaves Enter to an input method, whichever way it says so', () => {
    assert.equal(isSendKey(key({ isComposing: true }), true), false);
    // The composition may end before the key is told; then only the code tells.
    assert.equal(isSendKey(key({ keyCode: 229 }), true), false);
  });
});

describe('composer text', () => {
  it('is not worth sending when it is blank', () => {
    assert.equal(isWorthSending(' \n\t\u00a0'), false);
    assert.equal(isWorthSending(' a '), true);
  });

  it('loses what was sent and keeps what was typed meanwhile', () => {
    assert.equal(textAfterSend('hello', 'hello'), '');
    assert.equal(textAfterSend('hello and more', 'hello'), ' and more');
    assert.equal(textAfterSend('something else', 'hello'), 'something else');
  });

  it('tells apart what was sent while the text before it was being taken', () => {
    assert.deepEqual(textsAfterSend(['onetwo', 'onetwothree'], 'one'), ['two', 'twothree']);
    // Enter twice on the same text, or on text that was rewritten, asks for nothing more.
    assert.deepEqual(textsAfterSend(['one', 'one ', 'other'], 'one'), []);
  });

  it('is counted in code points, from the last tenth on', () => {
    assert.deepEqual(measureText('a'.repeat(90), 100), { kind: 'fits' });
    assert.deepEqual(measureText('a'.repeat(91), 100), { kind: 'near', left: 9 });
    assert.deepEqual(measureText('a'.repeat(100), 100), { kind: 'near', left: 0 });
    assert.deepEqual(measureText('a'.repeat(101), 100), { kind: 'over', by: 1 });
    assert.deepEqual(measureText('😀'.repeat(95), 100), { kind: 'near', left: 5 });
    assert.deepEqual(measureText('😀'.repeat(50), 100), { kind: 'fits' });
  });
});

function key(changes: Partial<PressedKey>): PressedKey {
  return {
    key: 'Enter',
    keyCode: 13,
    isComposing: false,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...changes,
  };
}
