import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { encodeNews, type News } from '../../../../src/messenger/windows/news.ts';
import { NewsFeed } from '../../../../src/messenger/windows/newsFeed.ts';
import { NewsFollower } from '../../../../src/messenger/windows/newsFollower.ts';
import type { DiskFolder } from '../../../../src/editor/diskFolder.ts';
import { ManualClock } from '../../manualClock.ts';
import { SilentLogger } from '../../silentLogger.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';

describe('messenger: news of the window that asks', () => {
  let folder: DiskFolder;
  let feed: NewsFeed;
  let clock: ManualClock;
  let taken: number[];
  let follower: NewsFollower;

  beforeEach(() => {
    folder = temporaryFolder();
    feed = new NewsFeed(folder);
    clock = new ManualClock();
    taken = [];
    follower = new NewsFollower(feed, clock, new SilentLogger(), async ({ askedAt }) => {
      taken.push(askedAt);
    });
    follower.begin();
  });

  /** `askedAt` tells them apart. */
  const newsOf = (askedAt: number, isLarge = false): string => {
    const news: News = {
      askedAt,
      recent: undefined,
      isLarge,
      counters: undefined,
      window: undefined,
      threads: [],
      looks: [],
      events: undefined,
    };
    return encodeNews(news);
  };

  it('are taken in once and in order, those that came before left out', async () => {
    await feed.publish(newsOf(1));
    await follower.look();
    assert.deepEqual([taken, follower.wishes.wholes], [[], 1]);
    for (const askedAt of [2, 3, 4]) await feed.publish(newsOf(askedAt));
    await follower.look();
    await follower.look();
    assert.deepEqual([taken, follower.applied], [[2, 3, 4], 4]);
  });

  it('are asked for whole where some are missing or damaged, and what is there is taken in', async () => {
    await follower.look();
    await feed.publish(newsOf(1, true));
    await follower.look();
    clock.advance(60_000);
    await folder.write('news-3.json', newsOf(3));
    await follower.look();
    assert.deepEqual([taken, follower.wishes.wholes], [[1, 3], 2]);
    clock.advance(60_000);
    await folder.write('news-4.json', '{"version":1,');
    await folder.write('news-5.json', newsOf(5));
    await follower.look();
    assert.deepEqual([taken, follower.wishes.wholes], [[1, 3, 5], 3]);
  });

  it('are asked for no more than every five seconds, and given up after ten', async () => {
    await follower.look();
    for (let count = 0; count < 5; count += 1) {
      follower.wishForWhole();
      clock.advance(1_000);
    }
    assert.equal(follower.wishes.wholes, 1);
    follower.wishForWhole();
    assert.deepEqual([follower.wishes.wholes, follower.isStuck], [2, false]);
    clock.advance(5_000);
    assert.equal(follower.isStuck, true);
    await feed.publish(newsOf(1, true));
    await follower.look();
    assert.equal(follower.isStuck, false);
  });

  it('are the last twenty', async () => {
    for (let askedAt = 1; askedAt <= 30; askedAt += 1) await feed.publish(newsOf(askedAt));
    assert.deepEqual(
      await feed.numbers(),
      Array.from({ length: 20 }, (_, index) => index + 11),
    );
  });

  it('get a number of their own, whoever else writes some', async () => {
    const other = new NewsFeed(folder);
    const numbers: number[] = [];
    for (const at of [1, 2, 3]) {
      numbers.push(...(await Promise.all([feed.publish(newsOf(at)), other.publish(newsOf(at))])));
    }
    assert.deepEqual(
      numbers.sort((a, b) => a - b),
      [1, 2, 3, 4, 5, 6],
    );
  });

  it('settle who waits for a tick: with the answer, or when nobody gives one', async () => {
    follower.wishForTick();
    const first = follower.untilAnswered();
    follower.wishForTick();
    const second = follower.untilAnswered();
    follower.noteAnswered(1);
    assert.equal(await first, true);
    clock.advance(10_000);
    assert.equal(await second, false);
  });
});
