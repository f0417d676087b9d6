import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { ManualClock } from '../../unit/manualClock.ts';
import { World } from '../world.ts';
import { largeIds, largeSeed } from './large.ts';

const ME = 1;

describe('large seed', () => {
  let world: World;

  before(() => {
    world = build();
  });

  it('has 3,000 dialogs and 2,000 people', () => {
    assert.equal(world.recents(ME).sorted().length, 3_000);
    assert.equal(world.users.size, 2_000);
  });

  it('has a chat of 20,000 messages, all read', () => {
    const chat = world.chat(largeIds.longChat);
    assert.equal(chat.messages.length, 20_000);
    assert.equal(chat.members.get(ME)?.unread, 0);
  });

  it('has a chat with 137 unread messages below read ones', () => {
    const chat = world.chat(largeIds.unreadChat);
    assert.equal(chat.members.get(ME)?.unread, 137);
    assert.equal(chat.messages.length, 137 + 80);
  });

  it('counts its messages in the order of their dates', () => {
    const dates = [...world.messages.values()].map((message) => message.dateMs);
    assert.deepEqual(
      dates,
      dates.toSorted((a, b) => a - b),
    );
  });

  it('has texts of all lengths and constructs', () => {
    const texts = world.chat(largeIds.longChat).messages.map((message) => message.text);
    assert.ok(texts.some((text) => text.length < 10) && texts.some((text) => text.length > 300));
    for (const part of ['[b]', '[code]', '[URL=', '[USER=', '>>', '\n', '👍']) {
      assert.ok(
        texts.some((text) => text.includes(part)),
        part,
      );
    }
  });

  it('is the same every time', () => {
    const again = build();
    assert.deepEqual([...again.messages.keys()], [...world.messages.keys()]);
    assert.ok(
      [...again.messages.values()].every((message) => message.text === world.messages.get(message.id)?.text),
    );
  });
});

function build(): World {
  const world = new World({ clock: new ManualClock() });
  largeSeed.build(world);
  return world;
}
