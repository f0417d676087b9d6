import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PressedButtons } from '../../../src/messenger/pressedButtons.ts';
import { messageOf } from './messages.ts';

describe('PressedButtons', () => {
  it('wait until the bot changes them, and no longer', () => {
    const pressed = new PressedButtons();
    const message = messageOf({ id: 7, keyboard: [{ TEXT: 'Build' }, { TEXT: 'Stop' }] });
    pressed.note(message, 0);
    pressed.note(message, 1);
    assert.deepEqual([...pressed.of({ ...message, isUnread: !message.isUnread })], [0, 1]);
    assert.deepEqual([...pressed.of({ ...message, keyboard: [{ TEXT: 'Build again' }] })], []);
    assert.deepEqual([...pressed.of({ ...message, id: 8 })], []);
  });

  it('are forgotten oldest first where there are too many', () => {
    const pressed = new PressedButtons();
    const messages = Array.from({ length: 201 }, (_, index) => messageOf({ id: index + 1 }));
    for (const message of messages) pressed.note(message, 0);
    assert.deepEqual([...pressed.of(messages[0]!)], []);
    assert.deepEqual([...pressed.of(messages[1]!)], [0]);
  });
});
