import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readKeyboardButtons } from '../../../../src/bitrix24/markup/keyboardButtons.ts';
import type { ButtonAction, KeyboardButton } from '../../../../src/model/keyboard.ts';
import { target } from './trees.ts';

function actionOf(fields: object): ButtonAction | undefined {
  const [button] = readKeyboardButtons([{ TEXT: 'x', ...fields }]);
  return button?.kind === 'button' ? button.action : undefined;
}

describe('readKeyboardButtons', () => {
  it('a button that says nothing but its text', () => {
    const expected: KeyboardButton = {
      kind: 'button',
      text: 'OK',
      action: { kind: 'none' },
      isDisabled: false,
      locksOnPress: false,
      display: 'block',
      width: undefined,
      backgroundColor: undefined,
      textColor: undefined,
      colorToken: 'base',
    };
    assert.deepEqual(readKeyboardButtons([{ TEXT: 'OK' }]), [expected]);
  });

  it('a button with all of its looks', () => {
    const fields = {
      TYPE: 'BUTTON',
      TEXT: 'OK',
      COMMAND: 'vote',
      COMMAND_PARAMS: 'yes',
      BOT_ID: '39',
      BLOCK: 'Y',
      DISABLED: 'Y',
      DISPLAY: 'LINE',
      WIDTH: '120',
      BG_COLOR: '#29619b',
      TEXT_COLOR: '#FFF',
      BG_COLOR_TOKEN: 'primary',
      CONTEXT: 'DESKTOP',
    };
    const expected: KeyboardButton = {
      kind: 'button',
      text: 'OK',
      action: { kind: 'command', botId: 39, command: 'vote', params: 'yes' },
      isDisabled: true,
      locksOnPress: true,
      display: 'line',
      width: 120,
      backgroundColor: '#29619b',
      textColor: '#ffffff',
      colorToken: 'primary',
    };
    assert.deepEqual(readKeyboardButtons([fields]), [expected]);
  });

  it('row breaks stand between buttons, never alone', () => {
    const kinds = readKeyboardButtons([{ TEXT: 'a' }, { TYPE: 'NEWLINE' }, { TEXT: 'b' }]).map(
      ({ kind }) => kind,
    );
    assert.deepEqual(kinds, ['button', 'newline', 'button']);
    assert.deepEqual(readKeyboardButtons([{ TYPE: 'NEWLINE' }]), []);
  });

  it('actions', () => {
    assert.deepEqual(actionOf({ LINK: '/crm/' }), { kind: 'link', target: target('/crm/') });
    assert.deepEqual(actionOf({ ACTION: 'PUT', ACTION_VALUE: '/help' }), { kind: 'put', value: '/help' });
    assert.deepEqual(actionOf({ ACTION: 'SEND', ACTION_VALUE: 'yes' }), { kind: 'send', value: 'yes' });
    assert.deepEqual(actionOf({ ACTION: 'COPY', ACTION_VALUE: 5 }), { kind: 'copy', value: '5' });
    assert.deepEqual(actionOf({ ACTION: 'CALL', ACTION_VALUE: '+84 28' }), {
      kind: 'call',
      number: '+84 28',
    });
    assert.deepEqual(actionOf({ ACTION: 'DIALOG', ACTION_VALUE: 'chat9' }), {
      kind: 'dialog',
      dialogId: 'chat9',
    });
    assert.deepEqual(actionOf({ ACTION: 'DIALOG', ACTION_VALUE: 7 }), { kind: 'dialog', dialogId: '7' });
    assert.deepEqual(actionOf({ COMMAND: 'go', BOT_ID: 3 }), {
      kind: 'command',
      botId: 3,
      command: 'go',
      params: '',
    });
  });

  it('what does nothing we know does nothing', () => {
    const nothing: readonly object[] = [
      { LINK: 'javascript:x' },
      { ACTION: 'LIVECHAT', ACTION_VALUE: 'x' },
      { ACTION: 'NEW', ACTION_VALUE: 'x' },
      { ACTION: 'PUT' },
      { ACTION: 'CALL', ACTION_VALUE: 'nobody' },
      { ACTION: 'DIALOG', ACTION_VALUE: '../x' },
      { COMMAND: 'go' },
      { COMMAND: 'go', BOT_ID: 0 },
      { APP_ID: 5, APP_PARAMS: 'x' },
    ];
    for (const fields of nothing)
      assert.deepEqual(actionOf(fields), { kind: 'none' }, JSON.stringify(fields));
  });

  it('the sent form, with one bot for all buttons', () => {
    const [button] = readKeyboardButtons({ BOT_ID: 39, BUTTONS: [{ TEXT: 'x', COMMAND: 'go' }] });
    assert.ok(button?.kind === 'button');
    assert.deepEqual(button.action, { kind: 'command', botId: 39, command: 'go', params: '' });
  });

  it('buttons for phones and buttons without a text are left out', () => {
    assert.deepEqual(
      readKeyboardButtons([{ TEXT: 'x', CONTEXT: 'MOBILE' }, { LINK: '/x' }, { TEXT: ' ' }]),
      [],
    );
  });

  it('no keyboard', () => {
    for (const value of [undefined, null, 'N', '', [], {}, 5])
      assert.deepEqual(readKeyboardButtons(value), []);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void readKeyboardButtons(value)));
  });
});
