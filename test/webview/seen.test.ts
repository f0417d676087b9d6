// Which messages count as seen: those that were on screen while the page was.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { manyRows, ownPending, samplePage, sampleThread } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('sawUpTo', () => {
  it('names the newest message in view and none further down', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 200), { firstUnreadId: 100 })));
    await thread.settle();
    const { messageId } = await thread.waitForCommand('sawUpTo');

    await assertNewestInView(thread, messageId);
    assert.ok(messageId >= 100 && messageId < 130);
  });

  it('follows the person down, never back, and never says a thing twice', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 200), { firstUnreadId: 100 })));
    await thread.waitForCommand('sawUpTo');
    for (const deltaY of [900, -2000, 3000, -500, 90_000]) {
      await thread.wheel(deltaY);
      await thread.settle();
    }
    await waitForSeen(thread, 200);

    const ids = (await thread.commands('sawUpTo')).map(({ messageId }) => messageId);
    assert.deepEqual(
      ids,
      [...new Set(ids)].sort((a, b) => a - b),
    );
  });

  it('names the last message of a list that is at its end, and what comes to it there', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 50))));
    await waitForSeen(thread, 50);
    await thread.notify('patch', { upserts: manyRows(51, 52) });

    await waitForSeen(thread, 52);
  });

  it('does not name what came in below the view', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 100))));
    await waitForSeen(thread, 100);
    await thread.wheel(-2000);
    await thread.settle();
    await thread.notify('patch', { upserts: manyRows(101, 110) });
    await thread.settle();

    assert.equal((await thread.commands('sawUpTo')).at(-1)?.messageId, 100);
  });

  it('leaves out messages that the portal does not have', async () => {
    const thread = await workshop.open(
      samplePage(sampleThread([...manyRows(1, 3), ownPending('a', 'On its way')])),
    );

    await waitForSeen(thread, 3);
  });

  it('is silent while the page is hidden and speaks when it is seen again', async () => {
    const thread = await workshop.load();
    await setVisibility(thread, 'hidden');
    await thread.notify('open', samplePage(sampleThread(manyRows(1, 50))));
    await thread.settle();
    assert.deepEqual(await thread.commands('sawUpTo'), []);

    await setVisibility(thread, 'visible');
    await waitForSeen(thread, 50);
    await setVisibility(thread, 'hidden');
    await thread.notify('patch', { upserts: manyRows(51, 55) });
    await thread.settle();
    assert.equal((await thread.commands('sawUpTo')).at(-1)?.messageId, 50);
    await setVisibility(thread, 'visible');
    await waitForSeen(thread, 55);
  });

  it('is said again when the window gets the focus', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 50))));
    await waitForSeen(thread, 50);
    await thread.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await thread.waitForCommand('sawUpTo', 2);

    const seen = { dialogId: 'chat97', messageId: 50 };
    assert.deepEqual(await thread.commands('sawUpTo'), [seen, seen]);
  });

  it('counts what a larger window brings into view', async () => {
    const state = sampleThread(manyRows(1, 200), { firstUnreadId: 100 });
    const thread = await workshop.open(samplePage(state), { height: 320 });
    const { messageId } = await thread.waitForCommand('sawUpTo');
    await thread.page.setViewportSize({ width: 700, height: 900 });
    await thread.waitForCommand('sawUpTo', 2);
    await thread.settle();

    const now = (await thread.commands('sawUpTo')).at(-1)!.messageId;
    assert.ok(now > messageId);
    await assertNewestInView(thread, now);
  });
});

describe('acted', () => {
  it('says that somebody is there, and not with each turn of the wheel', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 100))));
    await waitForSeen(thread, 100);
    assert.deepEqual(await thread.commands('acted'), []);
    for (const deltaY of [-300, -300, 200]) await thread.wheel(deltaY);
    await thread.waitForCommand('acted');
    await thread.settle();
    assert.deepEqual(await thread.commands('acted'), [{}]);
  });
});

async function waitForSeen(thread: ThreadPage, messageId: number): Promise<void> {
  await thread.page.waitForFunction((id) => {
    const last = globalThis.host.posts.findLast((post) => post.kind === 'command' && post.name === 'sawUpTo');
    return (last?.params as { messageId: number } | undefined)?.messageId === id;
  }, messageId);
}

/** The last one in view may be there with too few pixels to count. */
async function assertNewestInView(thread: ThreadPage, messageId: number): Promise<void> {
  const newest = (await thread.idsInView()).at(-1)!;
  assert.ok(messageId === newest || messageId === newest - 1, `said ${messageId}, in view up to ${newest}`);
}

async function setVisibility(thread: ThreadPage, state: DocumentVisibilityState): Promise<void> {
  await thread.page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}
