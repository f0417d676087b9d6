// Search between days, the people of a dialog, likes and who has seen a message.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { SearchHit } from '../../src/protocol/navigation.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { manyRows, people, samplePage, sampleThread } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('the search in a dialog', () => {
  it('looks between days by the keyboard alone, without words, within 220 pixels', async () => {
    const thread = await openSearch(220);
    await thread.page.getByRole('button', { name: 'Search between dates' }).press('Enter');
    const from = thread.page.getByLabel('From', { exact: true });
    assert.ok(await from.evaluate((field) => field === document.activeElement));
    await from.fill('2026-11-02');
    await thread.page.getByLabel('Until', { exact: true }).fill('2026-11-03');
    await thread.waitForRequest('searchMessages');
    await thread.page.locator('.hit').first().waitFor();
    const [first, last] = await thread.page.evaluate(() => [
      new Date(2026, 10, 2).getTime(),
      new Date(2026, 10, 3, 23, 59, 59).getTime(),
    ]);
    assert.deepEqual((await thread.requests('searchMessages')).at(-1), { text: '', from: first, to: last });
    for (const field of await thread.page.locator('.search-date input').all()) {
      const box = await field.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= 220, JSON.stringify(box));
    }
    // Without its fields no date narrows the search.
    await thread.page.getByRole('button', { name: 'Search between dates' }).press('Enter');
    await thread.page.locator('.hit').first().waitFor({ state: 'detached' });
    assert.equal(await thread.page.locator('.search-date').count(), 0);
  });
});

describe('the people of a dialog', () => {
  it('come page by page, and lead to the dialog with them', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 5))));
    thread.onRequest('members', ({ offset }) => ({
      members: [
        {
          userId: 7 + offset,
          name: `Anna ${offset}`,
          color: undefined,
          detail: '',
          role: 'owner',
          isOnline: true,
        },
      ],
      total: 2,
      ...(offset === 0 && { next: 1 }),
    }));
    await thread.page.getByRole('button', { name: 'Dialog actions' }).click();
    await thread.page.getByRole('menuitem', { name: 'Members' }).click();
    await thread.page.locator('.person').getByText('Anna 0').waitFor();
    await thread.page.getByRole('button', { name: 'Show more' }).click();
    await thread.page.locator('.person').getByText('Anna 1').click();
    assert.deepEqual(await thread.waitForCommand('writeTo'), { dialogId: '8' });
  });
});

describe('what others did with a message', () => {
  it('is seen by whoever has read up to it, as they go on reading', async () => {
    const reader = { userId: 7, name: 'Anna Berg', color: undefined };
    const rows = manyRows(1, 3, people.me);
    const thread = await workshop.open(
      samplePage(sampleThread(rows, { readers: [{ ...reader, messageId: 2 }] })),
    );
    const tick = (id: number, name: string) => thread.article(id).getByRole('img', { name, exact: true });
    await tick(2, 'Seen by Anna Berg').waitFor();
    await tick(3, 'Delivered, not seen yet').waitFor();
    await thread.notify('patch', { readers: [{ ...reader, messageId: 3 }] });
    await tick(3, 'Seen by Anna Berg').waitFor();
  });

  it('and a like goes to the message it stands at', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 3, { isOwn: false }))));
    await thread.article(2).hover();
    await thread.article(2).getByRole('button', { name: 'Like', exact: true }).click();
    assert.deepEqual(await thread.waitForCommand('act'), { messageId: 2, act: 'like', dialogId: 'chat97' });
  });
});

async function openSearch(width: number): Promise<ThreadPage> {
  const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 200))), { width });
  thread.onRequest('searchMessages', () => ({ hits: [180, 40].map(hit), hasMore: false, isLocal: false }));
  await thread.settle();
  await thread.page.keyboard.press('Control+f');
  return thread;
}

function hit(messageId: number): SearchHit {
  return {
    messageId,
    authorName: 'Anna Berg',
    authorColor: undefined,
    date: Date.UTC(2026, 10, 2, 9),
    fragment: { before: 'the ', hit: 'import', after: ' failed' },
  };
}
