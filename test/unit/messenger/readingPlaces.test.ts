import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { ReadingPlaces } from '../../../src/messenger/readingPlaces.ts';
import { ids } from '../../portal/portalFixture.ts';
import { ManualClock } from '../manualClock.ts';
import { FollowedPortal } from './followedPortal.ts';
import { MemoryStateStore } from './memoryPorts.ts';

const GROUP = `chat${ids.group}`;

describe('ReadingPlaces', () => {
  const place = { messageId: 7, offset: -3, newestId: 9 };

  it('keep the last place of each dialog, and none of one left at its end', () => {
    const places = placesOver(new MemoryStateStore());
    places.note('chat1', { ...place, offset: 5 });
    places.note('chat1', place);
    places.note('chat2', place);
    places.note('chat2', undefined);
    assert.deepEqual([places.of('chat1'), places.of('chat2')], [place, undefined]);
  });

  it('forget the one noted longest ago where there are too many', () => {
    const places = placesOver(new MemoryStateStore());
    for (let id = 1; id <= 200; id++) places.note(`chat${id}`, place);
    places.note('chat1', place);
    places.note('chat201', place);
    assert.deepEqual([places.of('chat1'), places.of('chat2')], [place, undefined]);
  });
});

describe('ReadingPlaces on disk', () => {
  const place = { messageId: 7, offset: -3, newestId: 9 };

  it('are there at the next start, those of other windows beside one’s own', async () => {
    const state = new MemoryStateStore();
    const here = placesOver(state);
    const there = placesOver(state);
    here.of('chat1');
    there.note('chat2', place);
    await there.flush();
    here.note('chat1', place);
    await here.flush();
    const next = placesOver(state);
    assert.deepEqual([next.of('chat1'), next.of('chat2')], [place, place]);

    next.note('chat1', undefined);
    await next.flush();
    assert.equal(placesOver(state).of('chat1'), undefined);
  });

  it('are written by themselves a moment later, and never by whoever has gone', () => {
    const state = new MemoryStateStore();
    const clock = new ManualClock();
    const places = placesOver(state, clock);
    places.note('chat1', place);
    clock.advance(1_000);
    assert.deepEqual(state.keys, ['places.a']);

    places.note('chat1', undefined);
    places.dispose();
    clock.advance(10_000);
    assert.deepEqual(placesOver(state).of('chat1'), place);
  });

  it('are none where what is kept is damaged', async () => {
    const state = new MemoryStateStore();
    await state.set('places.a', [['chat1', { messageId: 'x' }]]);
    assert.equal(placesOver(state).of('chat1'), undefined);
  });
});

function placesOver(state: MemoryStateStore, clock = new ManualClock()): ReadingPlaces {
  return new ReadingPlaces(state, 'a', clock);
}

describe('messenger: a thread opened where somebody left it', () => {
  let here: FollowedPortal;
  afterEach(() => here.stop());

  async function leftFarBack() {
    here = await FollowedPortal.start({ messages: 400 });
    const stored = here.stored();
    const place = { messageId: stored[20] ?? 0, offset: 0, newestId: stored.at(-1) ?? 0 };
    const { thread } = here.session.openThread(GROUP);
    thread.beginAt(place);
    return { thread, place };
  }

  it('begins there, however far back', async () => {
    const { thread, place } = await leftFarBack();
    await thread.open();
    assert.ok(thread.shown.messages.some(({ id }) => id === place.messageId));
    assert.equal(thread.hasNewer, true);
  });

  it('begins at the first unread message where some came since', async () => {
    const { thread, place } = await leftFarBack();
    const unread = await here.post(ids.tai, GROUP);
    await thread.open();
    assert.equal(thread.firstUnreadId, unread);
    assert.ok(thread.shown.messages.some(({ id }) => id === unread));
    assert.ok(!thread.shown.messages.some(({ id }) => id === place.messageId));
  });
});
