import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { ReadingPlaces } from '../../../src/messenger/readingPlaces.ts';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal } from './followedPortal.ts';

const GROUP = `chat${ids.group}`;

describe('ReadingPlaces', () => {
  const place = { messageId: 7, offset: -3, newestId: 9 };

  it('keep the last place of each dialog, and none of one left at its end', () => {
    const places = new ReadingPlaces();
    places.note('chat1', { ...place, offset: 5 });
    places.note('chat1', place);
    places.note('chat2', place);
    places.note('chat2', undefined);
    assert.deepEqual([places.of('chat1'), places.of('chat2')], [place, undefined]);
  });

  it('forget the one noted longest ago where there are too many', () => {
    const places = new ReadingPlaces();
    for (let id = 1; id <= 200; id++) places.note(`chat${id}`, place);
    places.note('chat1', place);
    places.note('chat201', place);
    assert.deepEqual([places.of('chat1'), places.of('chat2')], [place, undefined]);
  });
});

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
