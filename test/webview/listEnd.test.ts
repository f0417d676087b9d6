// The list's other end: what comes in, what is jumped to.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { PageWorkshop } from './pageHarness.ts';
import { manyRows, ownPending, samplePage, sampleRow, sampleThread, text } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('new messages', () => {
  it('keep the list at its end when it is there', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 100))));
    await thread.settle();
    for (let id = 101; id <= 110; id++) {
      await thread.notify('patch', { upserts: manyRows(id, id) });
      await thread.frames(2);
    }
    await thread.settle();

    assert.equal((await thread.idsInView()).at(-1), 110);
    assert.ok((await thread.distanceToEnd()) <= 1);
  });

  it('are on screen within two frames', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 100))));
    await thread.settle();
    await thread.notify('patch', { upserts: [sampleRow(101, { body: text('one line\n'.repeat(8)) })] });
    await thread.frames(2);

    assert.equal((await thread.idsInView()).at(-1), 101);
  });

  it('do not move what is read further up, and are counted', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 100))));
    await thread.settle();
    await thread.wheel(-1500);
    await thread.settle();
    const id = (await thread.idsInView())[1]!;
    const top = await topOf(thread.article(id));
    await thread.page.getByRole('button', { name: 'Jump to the newest message' }).waitFor();

    await thread.notify('patch', {
      upserts: [...manyRows(101, 103), ...manyRows(104, 104, { isOwn: true })],
    });
    await thread.settle();
    assert.equal(await topOf(thread.article(id)), top);

    const own = (await thread.page.locator('.jump-count').textContent())!;
    assert.equal(own, '3');
    await thread.page.getByRole('button', { name: 'Jump to 3 new messages' }).click();
    await thread.settle();
    assert.equal((await thread.idsInView()).at(-1), 104);
    assert.equal(await thread.page.getByRole('button', { name: /^Jump/ }).count(), 0);
  });

  it('are counted down as they are read', async () => {
    const state = sampleThread(manyRows(1, 200, { isOwn: false }), { firstUnreadId: 101, unreadCount: 100 });
    const thread = await workshop.open(samplePage(state));
    await thread.settle();
    const newest = (await thread.idsInView()).at(-1)!;

    const count = Number(await thread.page.locator('.jump-count').textContent());
    // The last one in view may be there with too few pixels to count.
    assert.ok(count === 200 - newest || count === 200 - newest + 1, `${count} of ${200 - newest}`);
    await thread.wheel(1000);
    await thread.settle();
    assert.ok(Number(await thread.page.locator('.jump-count').textContent()) < count);
  });

  it('of the person bring the list to its end', async () => {
    const thread = await workshop.load();
    thread.onRequest('send', async ({ text: sent }) => {
      await thread.notify('patch', { upserts: [ownPending('a', sent)] });
      return { kind: 'accepted' };
    });
    await thread.notify('open', samplePage(sampleThread(manyRows(1, 100))));
    await thread.settle();
    await thread.wheel(-1500);
    await thread.field.fill('Here I am');
    await thread.field.press('Enter');
    await thread.page.locator('[data-state="sending"]').waitFor();
    await thread.settle();

    assert.ok((await thread.distanceToEnd()) <= 1);
    await thread.notify('patch', {
      upserts: [sampleRow(101, { key: 'a', isOwn: true, body: text('Here I am') })],
    });
    await thread.settle();
    assert.equal((await thread.idsInView()).at(-1), 101);
  });

  it('stay in view when the composer grows and when the window shrinks', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 100))));
    await thread.settle();
    await thread.field.fill('line\n'.repeat(8));
    await thread.settle();
    assert.ok((await thread.distanceToEnd()) <= 1);

    await thread.page.setViewportSize({ width: 320, height: 420 });
    await thread.settle();
    assert.ok((await thread.distanceToEnd()) <= 1);
    assert.equal((await thread.idsInView()).at(-1), 100);
  });

  it('has its room in a view as low as VS Code opens it, and gives it back to the header', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 100))));
    await thread.page.setViewportSize({ width: 170, height: 120 });
    await thread.settle();
    assert.ok((await thread.distanceToEnd()) <= 1);
    assert.equal(await thread.page.locator('header').isVisible(), false);
    assert.ok((await thread.log.boundingBox())!.height >= 50);

    await thread.page.setViewportSize({ width: 170, height: 400 });
    await thread.settle();
    assert.equal(await thread.page.locator('header').isVisible(), true);
    assert.ok((await thread.distanceToEnd()) <= 1);
  });
});

describe('a message to be revealed', () => {
  it('comes into view, is marked and gets the focus', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 2000))));
    await thread.settle();
    await thread.notify('reveal', { messageId: 700 });
    await thread.settle();

    assert.ok((await thread.idsInView()).includes(700));
    assert.equal(await thread.article(700).getAttribute('data-revealed'), 'true');
    assert.ok(await thread.article(700).evaluate((article) => article === document.activeElement));
    const [box, log] = await Promise.all([thread.article(700).boundingBox(), thread.log.boundingBox()]);
    const middle = box!.y + box!.height / 2;
    assert.ok(middle > log!.y + log!.height * 0.25 && middle < log!.y + log!.height * 0.75);
  });

  it('comes into view again when it was left', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 2000))));
    await thread.notify('reveal', { messageId: 700 });
    await thread.settle();
    await thread.wheel(90_000);
    await thread.settle();
    await thread.notify('reveal', { messageId: 700 });
    await thread.settle();

    assert.ok((await thread.idsInView()).includes(700));
  });

  it('is found right after the page was opened', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 2000), { firstUnreadId: 1900 })));
    await thread.notify('reveal', { messageId: 30 });
    await thread.settle();

    assert.ok((await thread.idsInView()).includes(30));
  });
});

async function topOf(locator: { boundingBox(): Promise<{ y: number } | null> }): Promise<number> {
  const box = await locator.boundingBox();
  assert.ok(box);
  return box.y;
}
