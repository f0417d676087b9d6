// The list: where it opens, how it grows at both ends, and that what is read stays where it is.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { manyRows, samplePage, sampleRow, sampleThread, text } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('the list opens', () => {
  it('at the end where everything is read', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 200))));
    await thread.settle();

    assert.equal((await thread.idsInView()).at(-1), 200);
    assert.ok((await thread.distanceToEnd()) <= 1);
  });

  it('at the first unread message, with something read above it', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 200), { firstUnreadId: 120 })));
    await thread.settle();

    const separator = thread.page.getByRole('separator', { name: 'New messages' });
    const [top, listTop] = await Promise.all([topOf(separator), topOf(thread.log)]);
    assert.ok(top - listTop > 0 && top - listTop < 150, `separator ${top - listTop} px below the top`);
    assert.ok((await thread.idsInView()).includes(119));
    assert.ok((await thread.idsInView()).includes(120));
  });

  it('at the end where all unread messages fit', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 200), { firstUnreadId: 199 })));
    await thread.settle();

    assert.ok((await thread.distanceToEnd()) <= 1);
    await thread.page.getByRole('separator', { name: 'New messages' }).waitFor();
  });

  it('with few messages at the bottom', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 2))));
    await thread.settle();

    const [last, log] = await Promise.all([thread.article(2).boundingBox(), thread.log.boundingBox()]);
    assert.ok(log!.y + log!.height - (last!.y + last!.height) < 30);
  });

  it('with 20,000 messages and draws few of them', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 20_000))));
    await thread.settle();
    assert.equal((await thread.idsInView()).at(-1), 20_000);

    for (const deltaY of [-20_000, -200_000, -600, 3000, 300_000]) {
      await thread.wheel(deltaY);
      const count = await thread.page.getByRole('article').count();
      assert.ok(count > 0 && count < 300, `${count} articles`);
    }
    assert.ok((await thread.log.evaluate((log) => log.querySelectorAll('*').length)) < 3000);
  });

  it('where the person was, when the extension gives the same thread again', async () => {
    const page = samplePage(sampleThread(manyRows(1, 300)));
    const thread = await workshop.open(page);
    await thread.settle();
    await thread.wheel(-4000);
    await thread.settle();
    const [id] = await thread.idsInView();
    const top = await topOf(thread.article(id!));

    await thread.notify('open', page);
    await thread.settle();
    assert.ok(Math.abs((await topOf(thread.article(id!))) - top) <= 1);
  });

  it('where the person was, when the page was torn down and is shown again', async () => {
    const rows = manyRows(1, 300);
    const first = await workshop.open(samplePage(sampleThread(rows)));
    await first.settle();
    await first.wheel(-4000);
    await first.settle();
    const [id] = await first.idsInView();
    const top = await topOf(first.article(id!));
    await first.page.waitForFunction(() => JSON.stringify(globalThis.host.state).includes('position'));
    const savedState = (await first.record()).state;

    const state = sampleThread([...rows, ...manyRows(301, 310, { isUnread: false })]);
    const second = await workshop.open(samplePage(state), { savedState });
    await second.settle();
    assert.ok(Math.abs((await topOf(second.article(id!))) - top) <= 1);

    const news = manyRows(301, 310, { isOwn: false, isUnread: true });
    const unread = sampleThread([...rows, ...news], { firstUnreadId: 301, unreadCount: 10 });
    const third = await workshop.open(samplePage(unread), { savedState });
    await third.settle();
    assert.ok((await third.idsInView()).includes(301), 'what is unread since comes first');
  });

  it('where the extension says, in a page that was not there before', async () => {
    const rows = manyRows(1, 300);
    const first = await workshop.open(samplePage(sampleThread(rows)));
    await first.settle();
    await first.wheel(-4000);
    await first.settle();
    const { dialogId, place } = await first.waitForCommand('stoodAt');
    assert.ok(place);
    assert.equal(dialogId, 'chat97');
    assert.equal(place.newestId, 300);
    const top = await topOf(first.article(place.messageId));

    const fresh = await workshop.open(samplePage(sampleThread(rows), { place }));
    await fresh.settle();
    assert.ok(Math.abs((await topOf(fresh.article(place.messageId))) - top) <= 1);

    const { state } = await first.record();
    const told = await workshop.load({ savedState: state });
    assert.equal((await told.waitForCommand('ready')).place?.messageId, place.messageId);
    await told.notify('open', samplePage(sampleThread(rows), { place: null }));
    await told.settle();
    assert.ok((await told.distanceToEnd()) <= 1);
  });

  it('where the person was, also when that is loaded later than what is shown first', async () => {
    const place = { messageId: 40, offset: -7, newestId: 300 };
    const thread = await workshop.open(samplePage(sampleThread(manyRows(201, 300)), { place }));
    await thread.settle();
    const removedKeys = manyRows(201, 300).map(({ key }) => key);
    await thread.notify('patch', { removedKeys, upserts: manyRows(1, 100), hasNewer: true });
    await thread.settle();
    assert.equal((await thread.idsInView())[0], 40);
  });

  it('anew where the thread does, when what was read is gone', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 300))));
    await thread.settle();
    await thread.wheel(-4000);
    await thread.settle();
    const removedKeys = manyRows(1, 300).map(({ key }) => key);
    await thread.notify('patch', { removedKeys, upserts: manyRows(5001, 5200), firstUnreadId: 5100 });
    await thread.settle();

    await thread.page.getByRole('separator', { name: 'New messages' }).waitFor();
    assert.ok((await thread.idsInView()).includes(5100));
  });

  it('and stays when the message at its top is removed', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 300))));
    await thread.settle();
    await thread.wheel(-4000);
    await thread.settle();
    const [first, second] = await thread.idsInView();
    const top = await topOf(thread.article(second!));
    const height = (await thread.article(first!).boundingBox())!.height;
    await thread.notify('patch', { removedKeys: [String(first)] });
    await thread.settle();

    const moved = top - (await topOf(thread.article(second!)));
    assert.ok(moved > -30 && moved <= height + 30, `moved by ${moved}`);
  });

  it('never shows another place first', async () => {
    const thread = await workshop.load();
    await thread.page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { seen });
      const look = (): void => {
        for (const article of document.querySelectorAll<HTMLElement>('[data-message-id]')) {
          const box = article.getBoundingClientRect();
          const isInView = box.bottom > 0 && box.top < innerHeight;
          if (isInView && article.checkVisibility({ visibilityProperty: true })) {
            seen.push(Number(article.dataset['messageId']));
          }
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await thread.notify('open', samplePage(sampleThread(manyRows(1, 500))));
    await thread.settle();

    const seen = await thread.page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
    assert.ok(Math.min(...seen) > 450, `showed message ${Math.min(...seen)}`);
  });
});

describe('older messages', () => {
  it('are asked for once when the list comes near its top', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(101, 200), { hasOlder: true })));
    await thread.settle();
    assert.equal((await thread.requests('loadOlder')).length, 0);

    await thread.wheel(-20_000);
    await thread.waitForRequest('loadOlder');
    await thread.wheel(200);
    await thread.wheel(-400);
    await thread.frames();
    assert.equal((await thread.requests('loadOlder')).length, 1);
    assert.equal(await thread.log.getAttribute('aria-busy'), 'true');
  });

  it('come without moving what is read, at rest and again and again', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(401, 500), { hasOlder: true })));
    await thread.settle();
    await thread.wheel(-20_000);
    await thread.waitForRequest('loadOlder');
    await thread.settle();

    for (let first = 351; first > 100; first -= 50) {
      const id = (await thread.idsInView())[1]!;
      const top = await topOf(thread.article(id));
      const moves = await recordTops(thread, id);
      await thread.notify('patch', { upserts: manyRows(first, first + 49) });
      await thread.settle();
      const tops = await moves();
      assert.ok(
        Math.max(...tops.map((each) => Math.abs(each - top))) <= 1,
        `moved: ${top} -> ${tops.join(' ')}`,
      );
      await thread.wheel(-150);
      await thread.settle();
    }
  });

  it('come without moving what is read while the person scrolls up', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(401, 500), { hasOlder: true })));
    await thread.settle();
    await thread.wheel(-20_000);
    await thread.waitForRequest('loadOlder');
    await thread.settle();
    await thread.wheel(300);
    await thread.settle();

    const id = (await thread.idsInView())[1]!;
    const before = await topOf(thread.article(id));
    await thread.page.mouse.wheel(0, -60);
    await thread.notify('patch', { upserts: manyRows(351, 400) });
    await thread.settle();
    // The wheel's own 60 pixels and nothing else.
    assert.ok(Math.abs((await topOf(thread.article(id))) - before - 60) <= 1);
  });

  it('come with new ones in one patch without moving what is read', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(401, 500), { hasOlder: true })));
    await thread.settle();
    await thread.wheel(-20_000);
    await thread.waitForRequest('loadOlder');
    await thread.settle();

    const id = (await thread.idsInView())[2]!;
    const before = await topOf(thread.article(id));
    await thread.notify('patch', { upserts: [...manyRows(501, 520), ...manyRows(351, 400)] });
    await thread.settle();
    assert.ok(Math.abs((await topOf(thread.article(id))) - before) <= 1);
  });

  it('are asked for until the screen is full', async () => {
    const thread = await workshop.load();
    let first = 500;
    thread.onRequest('loadOlder', async () => {
      first -= 5;
      await thread.notify('patch', { upserts: manyRows(first, first + 4, { body: text('short') }) });
      return {};
    });
    await thread.notify('open', samplePage(sampleThread(manyRows(500, 501), { hasOlder: true })));
    await thread.page.waitForFunction(() => {
      const log = document.querySelector('[role=log]')!;
      return log.scrollHeight > log.clientHeight * 2;
    });
    await thread.settle();
    assert.ok((await thread.distanceToEnd()) <= 1);
  });

  it('are asked for when nothing is loaded at all', async () => {
    const thread = await workshop.open(samplePage(sampleThread([], { hasOlder: true })));

    await thread.waitForRequest('loadOlder');
  });

  it('that fail to come are asked for again only when the person scrolls or asks', async () => {
    const thread = await workshop.load();
    thread.onRequest('loadOlder', () => {
      throw new Error('No connection.');
    });
    await thread.notify('open', samplePage(sampleThread(manyRows(1, 3), { hasOlder: true })));
    await thread.page.getByRole('alert').getByText('No connection.').waitFor();
    await thread.notify('patch', { upserts: [sampleRow(4)] });
    await thread.frames(6);
    assert.equal((await thread.requests('loadOlder')).length, 1);

    // A list shorter than the screen cannot scroll, but the wheel says what the person wants.
    await thread.wheel(-100);
    await thread.waitForRequest('loadOlder', 2);
    await thread.page.getByRole('alert').getByRole('button', { name: 'Retry' }).click();
    await thread.waitForRequest('loadOlder', 3);
  });

  it('end with a word at the beginning', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 3))));

    await thread.page.getByText('This is the beginning of the conversation.').waitFor();
    await thread.frames(6);
    assert.equal((await thread.requests('loadOlder')).length, 0);
  });
});

async function topOf(locator: { boundingBox(): Promise<{ y: number } | null> }): Promise<number> {
  const box = await locator.boundingBox();
  assert.ok(box);
  return box.y;
}

/** Where a message is in every frame from now on. */
async function recordTops(thread: ThreadPage, messageId: number): Promise<() => Promise<number[]>> {
  await thread.page.evaluate((id) => {
    const tops: number[] = [];
    Object.assign(globalThis, { tops });
    const look = (): void => {
      if ((globalThis as unknown as { tops: number[] }).tops !== tops) return;
      const article = document.querySelector(`[data-message-id="${id}"]`);
      if (article) tops.push(article.getBoundingClientRect().top);
      requestAnimationFrame(look);
    };
    look();
  }, messageId);
  return () => thread.page.evaluate(() => (globalThis as unknown as { tops: number[] }).tops);
}
