// The list far back in a dialog, with a gap before the newest messages.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { ThreadPatch } from '../../src/protocol/thread.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { manyRows, ownPending, samplePage, sampleThread } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

const present = { first: 19_901, last: 20_000 };

describe('a list with a gap before the newest messages', () => {
  it('loads on downwards without moving what is read, until nothing is missing', async function () {
    this.timeout(60_000);
    let next = 5101;
    const thread = await openPast(5001, 5100, {}, async (opened) => {
      const hasNewer = next < 5301;
      await opened.notify('patch', { upserts: manyRows(next, next + 49), hasNewer });
      next += 50;
      return {};
    });
    for (let step = 0; step < 60 && next < 5400; step++) {
      await thread.wheel(1200);
      const id = (await thread.idsInView())[1]!;
      const top = await topOf(thread, id);
      await thread.settle();
      const now = await topOf(thread, id);
      assert.ok(Math.abs(now - top) <= 1, `${id} moved from ${top} to ${now} before ${next}`);
      if (next > 5350) break;
    }
    assert.equal(next, 5351);
    await thread.wheel(90_000);
    await thread.settle();
    assert.equal((await thread.idsInView()).at(-1), 5350);
    // Nothing is missing any more: the list follows its end again.
    await thread.notify('patch', { upserts: manyRows(5351, 5351) });
    await thread.settle();
    assert.equal((await thread.idsInView()).at(-1), 5351);
    assert.equal((await thread.requests('loadNewer')).length, 5);
  });

  it('does not follow its end, and asks once', async () => {
    const thread = await openPast(5001, 5100);
    await thread.wheel(90_000);
    await thread.waitForRequest('loadNewer');
    await thread.settle();
    const last = (await thread.idsInView()).at(-1)!;
    await thread.notify('patch', { upserts: manyRows(5101, 5150) });
    await thread.settle();

    assert.equal(last, 5100);
    assert.ok((await thread.idsInView()).includes(5100));
    assert.ok(!(await thread.idsInView()).includes(5150));
    assert.equal((await thread.requests('loadNewer')).length, 1);
  });

  it('goes back to the newest messages at once, and shows no other place on the way', async () => {
    const thread = await openPast(5001, 5100, { unreadCount: 7, firstUnreadId: 19_950 });
    thread.onRequest('showNewest', async () => {
      await thread.notify('patch', toPresent(5001, 5100));
      return {};
    });
    const seen = await recordSeen(thread);
    await thread.page.getByRole('button', { name: 'Jump to 7 new messages' }).click();
    await thread.article(present.last).waitFor();
    await thread.settle();

    assert.equal((await thread.idsInView()).at(-1), present.last);
    assert.ok((await thread.distanceToEnd()) <= 1);
    const others = (await seen()).filter((id) => id > 5100 && id < present.last - 40);
    assert.deepEqual(others, []);
    assert.equal(await thread.page.getByRole('button', { name: /^Jump/ }).count(), 0);
  });

  it('is left by the End key, and the focus stays in the list', async () => {
    const thread = await openPast(5001, 5100);
    thread.onRequest('showNewest', async () => {
      await thread.notify('patch', toPresent(5001, 5100));
      return {};
    });
    await thread.log.focus();
    await thread.page.keyboard.press('ArrowUp');
    await thread.page.keyboard.press('End');
    await thread.article(present.last).waitFor();

    assert.ok(await thread.log.evaluate((log) => log.contains(document.activeElement)));
  });

  it('is jumped into: what is revealed is the first that shows', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(present.first, present.last))));
    await thread.settle();
    const seen = await recordSeen(thread);
    await thread.notify('reveal', { messageId: 5050 });
    await thread.notify('patch', {
      removedKeys: keys(present.first, present.last),
      upserts: manyRows(5001, 5100),
      hasOlder: true,
      hasNewer: true,
    });
    await thread.settle();

    assert.ok((await thread.idsInView()).includes(5050));
    const shown = (await seen()).filter((id) => id < present.first);
    assert.ok(Math.min(...shown) >= 5030 && Math.max(...shown) <= 5070, String(shown));
  });

  it('says nothing of what is loaded, and speaks again of what comes', async () => {
    const thread = await openPast(5001, 5100);
    const spoken = thread.page.locator('.list .spoken');
    await thread.notify('patch', { upserts: manyRows(5101, 5150) });
    await thread.notify('patch', { ...toPresent(5001, 5150) });
    await thread.settle();
    assert.equal(await spoken.textContent(), '');

    await thread.notify('patch', { upserts: manyRows(20_001, 20_001, { isOwn: false }) });
    await thread.settle();
    assert.match((await spoken.textContent()) ?? '', /Message 20001/);
  });

  it('gives way to what the person sends', async () => {
    const thread = await openPast(5001, 5100);
    thread.onRequest('send', async ({ text }) => {
      const patch = toPresent(5001, 5100);
      await thread.notify('patch', { ...patch, upserts: [...(patch.upserts ?? []), ownPending('a', text)] });
      return { kind: 'accepted' };
    });
    await thread.field.fill('Here I am');
    await thread.field.press('Enter');
    await thread.page.locator('[data-state="sending"]').waitFor();
    await thread.settle();

    assert.ok((await thread.distanceToEnd()) <= 1);
  });

  it('says why newer messages do not come, and tries again for the person', async () => {
    const thread = await openPast(5001, 5005);
    await thread.waitForRequest('loadNewer');
    await thread.close();

    const failing = await workshop.load();
    failing.onRequest('loadNewer', () => {
      throw new Error('No connection.');
    });
    await failing.notify('open', samplePage(sampleThread(manyRows(5001, 5005), { hasNewer: true })));
    await failing.page.getByRole('alert').getByText('No connection.').waitFor();
    await failing.page.getByRole('alert').getByRole('button', { name: 'Retry' }).click();
    await failing.waitForRequest('loadNewer', 2);
  });
});

async function openPast(
  first: number,
  last: number,
  changes: Parameters<typeof sampleThread>[1] = {},
  loadNewer?: (thread: ThreadPage) => Promise<Record<string, never>>,
): Promise<ThreadPage> {
  const rows = manyRows(first, last);
  const state = sampleThread(rows, { hasOlder: true, hasNewer: true, ...changes });
  const thread = await workshop.load();
  // The page may ask as soon as it is open, and asks once.
  if (loadNewer) thread.onRequest('loadNewer', () => loadNewer(thread));
  await thread.notify('open', samplePage(state));
  await thread.notify('reveal', { messageId: first + 2 });
  await thread.settle();
  return thread;
}

function toPresent(first: number, last: number): ThreadPatch {
  return {
    removedKeys: keys(first, last),
    upserts: manyRows(present.first, present.last),
    hasNewer: false,
  };
}

function keys(first: number, last: number): string[] {
  return manyRows(first, last).map(({ key }) => key);
}

async function topOf(thread: ThreadPage, messageId: number): Promise<number> {
  const box = await thread.article(messageId).boundingBox();
  assert.ok(box);
  return box.y;
}

/** Every message that is in view in any frame from now on. */
async function recordSeen(thread: ThreadPage): Promise<() => Promise<number[]>> {
  await thread.page.evaluate(() => {
    const seen = new Set<number>();
    Object.assign(globalThis, { seen });
    const look = (): void => {
      for (const article of document.querySelectorAll<HTMLElement>('[data-message-id]')) {
        const box = article.getBoundingClientRect();
        const isInView = box.bottom > 0 && box.top < innerHeight;
        if (isInView && article.checkVisibility({ visibilityProperty: true })) {
          seen.add(Number(article.dataset['messageId']));
        }
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return () => thread.page.evaluate(() => [...(globalThis as unknown as { seen: Set<number> }).seen]);
}
