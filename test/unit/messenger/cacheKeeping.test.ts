// What the cache keeps on disk, and what it does not.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ids } from '../../portal/portalFixture.ts';
import { FollowedPortal } from './followedPortal.ts';
import { opened, Restarts, untilThread } from './restarts.ts';
import { shownChats } from './sessionFixture.ts';

const GROUP = `chat${ids.group}`;
const CHANNEL = `chat${ids.channel}`;
const KILOBYTE = 1024;

describe('messenger: the cache on disk', () => {
  let here: FollowedPortal;
  let restarts: Restarts;

  beforeEach(async () => {
    here = await FollowedPortal.start({ messages: 60 });
    await here.post(ids.tai, CHANNEL, 'news');
    restarts = new Restarts(here);
  });

  afterEach(async () => {
    restarts.kill();
    await here.stop();
  });

  const names = async (): Promise<readonly string[]> =>
    (await restarts.cacheFolder.list()).map(({ name }) => name);

  /** Everything under the account's folder, folders too. */
  const everything = (): Promise<readonly string[]> =>
    readdir(restarts.folder.path, { recursive: true }).catch(() => []);

  it('is written a moment after something has changed, so that a crash costs little', async () => {
    const { session } = await restarts.start();
    await session.refresh();
    const { thread } = session.openThread(GROUP);
    await untilThread(thread, ({ load }) => load.kind === 'ready');
    // The clock of the test lets the moment pass by itself.
    while ((await names()).length < 2) await new Promise(setImmediate);
    restarts.kill();
    const next = await restarts.start();
    assert.deepEqual(shownChats(next.session), shownChats(session));
  });

  it('is written at once where there is nothing yet, so that a window may be gone as soon as it knows something', async () => {
    // Whatever is put off is not done.
    restarts = new Restarts(here, 1_000);
    const { session } = await restarts.start();
    await session.refresh();
    const { thread } = session.openThread(GROUP);
    await untilThread(thread, ({ load }) => load.kind === 'ready');
    await session.cache.settled();
    restarts.kill();
    const next = await restarts.start();
    assert.deepEqual(shownChats(next.session), shownChats(session));
    const restored = await opened(next.session, GROUP);
    assert.equal(restored.timeline.messages.length, thread.timeline.messages.length);
  });

  for (const [what, damaged] of [
    ['no JSON', '{"version":1,'],
    ['another version', '{"version":2}'],
    ['of another form', '{"version":1,"rows":"none"}'],
    ['empty', ''],
  ] as const) {
    it(`drops a file that is ${what} with one line in the log, and goes on`, async () => {
      await restarts.run(GROUP);
      await restarts.cacheFolder.write('list.json', damaged);
      await restarts.cacheFolder.write(`thread-${GROUP}.json`, damaged);
      const { session, logger } = await restarts.start();
      assert.deepEqual(session.dialogs.dialogs, []);
      const thread = await opened(session, GROUP);
      assert.equal(thread.load.kind, 'ready');
      await session.refresh();
      assert.ok(shownChats(session).includes(ids.group));
      const lines = logger.lines.filter(({ level }) => level === 'warn');
      assert.deepEqual(
        lines.map(({ details }) => details['name']),
        ['list.json', `thread-${GROUP}.json`],
      );
      await restarts.stop();
      assert.deepEqual(await names(), ['list.json', `thread-${GROUP}.json`]);
    });
  }

  it('takes no thread that is another one’s', async () => {
    await restarts.run(GROUP);
    const other = (await restarts.cacheFolder.read(`thread-${GROUP}.json`)) ?? '';
    await restarts.cacheFolder.write(`thread-${CHANNEL}.json`, other);
    here.portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    const { session } = await restarts.start();
    const thread = await opened(session, CHANNEL);
    assert.equal(thread.load.kind, 'failed');
  });

  it('carries no secret', async () => {
    await restarts.run(GROUP, CHANNEL);
    for (const name of await names()) {
      const text = (await restarts.cacheFolder.read(name)) ?? '';
      assert.ok(!text.includes('secretcode'), name);
      assert.ok(!text.includes(here.portal.url), name);
    }
  });

  it('switched off leaves nothing on disk, be it in the middle of things, and shows nothing', async () => {
    await restarts.run(GROUP);
    const { session } = await restarts.start();
    await session.refresh();
    await opened(session, GROUP);
    session.cache.setLimits({ isEnabled: false, mostBytes: 1_000_000 });
    await here.post(ids.tai, GROUP, 'later');
    await session.refresh();
    await session.flush();
    assert.deepEqual(await everything(), []);
    restarts.kill();
    const next = await restarts.start();
    assert.deepEqual(next.session.dialogs.dialogs, []);
  });

  it('switched on again holds what is known by then', async () => {
    const { session } = await restarts.start();
    session.cache.setLimits({ isEnabled: false, mostBytes: 1_000_000 });
    await session.refresh();
    await opened(session, GROUP);
    await session.flush();
    assert.deepEqual(await everything(), []);
    session.cache.setLimits({ isEnabled: true, mostBytes: 1_000_000 });
    await session.flush();
    assert.deepEqual(await names(), ['list.json', `thread-${GROUP}.json`]);
  });

  it('writes nothing after the end, so that nothing comes back after a sign-out', async () => {
    const { session } = await restarts.start();
    await session.refresh();
    await opened(session, GROUP);
    const flushing = session.flush();
    session.dispose();
    await session.ended();
    await restarts.folder.clear();
    await flushing;
    await session.flush();
    assert.deepEqual(await everything(), []);
  });

  it('lets the threads go that were not opened for longest, when there is no room for all', async () => {
    const dialogs: string[] = [];
    for (let index = 0; index < 8; index += 1) {
      const chat = here.world.addChat({ title: `Chat ${index}`, owner: ids.tai, members: [ids.me] });
      for (let count = 0; count < 50; count += 1) {
        here.world.post({ chat: chat.id, author: ids.tai, text: 'x'.repeat(200) });
      }
      dialogs.push(`chat${chat.id}`);
    }
    const mostBytes = 120 * KILOBYTE;
    for (const dialogId of [...dialogs, dialogs[0] ?? '']) {
      const { session } = await restarts.start();
      session.cache.setLimits({ isEnabled: true, mostBytes });
      await opened(session, dialogId);
      await restarts.stop();
    }
    const { session } = await restarts.start();
    assert.ok((await session.cache.size()) <= mostBytes, String(await session.cache.size()));
    const kept = (await names()).filter((name) => name.startsWith('thread-'));
    const expected = [...dialogs.slice(1 - kept.length), dialogs[0] ?? ''];
    assert.deepEqual([...kept].sort(), expected.map((dialogId) => `thread-${dialogId}.json`).sort());
    assert.ok(kept.length >= 2 && kept.length < 8, String(kept.length));
  });

  it('keeps as many messages of one thread as are worth their room', async () => {
    here.world.post({ chat: ids.channel, author: ids.tai, text: 'first' });
    for (let count = 0; count < 80; count += 1) {
      here.world.post({ chat: ids.channel, author: ids.tai, text: 'ы'.repeat(19_000) });
    }
    const { session } = await restarts.start();
    await opened(session, CHANNEL);
    await restarts.stop();
    assert.ok((await session.cache.size()) < 2_000_000);
    here.portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    const next = await restarts.start();
    const thread = await opened(next.session, CHANNEL);
    assert.ok(thread.timeline.messages.length >= 25);
    assert.equal(thread.timeline.hasOlder, true);
  });

  it('says once that the disk does not take it, and goes on without', async () => {
    // A file stands where the folder should be.
    await restarts.folder.write('cache', '');
    const { session, logger } = await restarts.start();
    await session.refresh();
    await opened(session, GROUP);
    await session.flush();
    await here.post(ids.tai, GROUP);
    await session.refresh();
    await session.flush();
    assert.deepEqual(
      logger.lines.filter(({ level }) => level === 'warn').map(({ message }) => message),
      ['The cache cannot be written'],
    );
    assert.ok(shownChats(session).includes(ids.group));
  });
});
