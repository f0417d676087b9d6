// The menu of a message: by the mouse and by the keyboard alone.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { PageWorkshop, type PageOptions, type ThreadPage } from './pageHarness.ts';
import { manyRows, people, samplePage, sampleThread } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe("a message's menu", () => {
  it('opens by the menu key, walks by arrows and letters, and gives the focus back', async () => {
    const thread = await openRows();
    await focusNewest(thread);
    await thread.page.keyboard.press('Shift+F10');
    const items = await labels(thread);
    assert.equal(await focused(thread), items[0]);
    await thread.page.keyboard.press('ArrowUp');
    assert.equal(await focused(thread), items.at(-1));
    await thread.page.keyboard.press('ArrowDown');
    assert.equal(await focused(thread), items[0]);
    await thread.page.keyboard.press('End');
    assert.equal(await focused(thread), items.at(-1));
    await thread.page.keyboard.press('o');
    assert.equal(await focused(thread), 'Open in Bitrix24');
    await thread.page.keyboard.press('Escape');

    assert.equal(await menu(thread).count(), 0);
    assert.equal(await focusedId(thread), 30);
  });

  it('does what is chosen, for the message it belongs to', async () => {
    const thread = await openRows();
    await thread.article(28).click({ button: 'right' });
    await thread.page.getByRole('menuitem', { name: 'Copy link' }).click();

    assert.deepEqual(await thread.waitForCommand('act'), {
      messageId: 28,
      act: 'copyLink',
      dialogId: 'chat97',
    });
    assert.equal(await menu(thread).count(), 0);
    assert.equal(await focusedId(thread), 28);
  });

  it('has its button in view where the message begins above it', async () => {
    const tall = { body: manyRows(1, 30).flatMap(({ body }) => body) };
    const thread = await workshop.open(
      samplePage(sampleThread([...manyRows(1, 3), ...manyRows(4, 4, tall), ...manyRows(5, 9)])),
    );
    await thread.settle();
    await thread.wheel(-400);
    await thread.settle();
    const log = await thread.log.boundingBox();
    assert.ok(log);
    await thread.page.mouse.move(log.x + 80, log.y + 10);
    const id = (await thread.idsInView())[0] ?? 0;
    assert.ok(((await thread.article(id).boundingBox())?.y ?? Infinity) < log.y - 20);
    const button = thread.article(id).getByRole('button', { name: 'Message actions' });
    const box = await button.boundingBox();
    assert.ok(box && box.y >= log.y, JSON.stringify(box));
    await button.click();
    await thread.page.getByRole('menu').waitFor();
  });

  it('opens by its button and closes by a click elsewhere', async () => {
    const thread = await openRows();
    await thread.article(29).hover();
    await thread.article(29).getByRole('button', { name: 'Message actions' }).click();
    await menu(thread).waitFor();
    await thread.field.click();

    assert.equal(await menu(thread).count(), 0);
  });

  it('is not needed where the key is known', async () => {
    const thread = await openRows();
    await focusNewest(thread);
    await thread.page.keyboard.press('u');

    assert.deepEqual(await thread.waitForCommand('act'), {
      messageId: 30,
      act: 'markUnread',
      dialogId: 'chat97',
    });
    await thread.field.focus();
    await thread.page.keyboard.type('u');
    assert.equal((await thread.commands('act')).length, 1);
  });

  it('answers to the place of the key where the keyboard writes other letters', async () => {
    const thread = await openRows();
    await focusNewest(thread);
    await thread.page.evaluate(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'г', code: 'KeyU', bubbles: true, cancelable: true }),
      ),
    );

    assert.equal((await thread.waitForCommand('act')).act, 'markUnread');
  });

  it('leaves selected text to the menu of VS Code', async () => {
    const thread = await openRows();
    await thread.article(29).locator('.paragraph').first().click({ clickCount: 3 });
    await thread.article(29).locator('.paragraph').first().click({ button: 'right' });

    assert.equal(await menu(thread).count(), 0);
  });

  it('offers for a message on its way only what needs no portal', async () => {
    const rows = [...manyRows(1, 3), ...manyRows(4, 4, { ...people.me, messageId: undefined, key: 'uuid' })];
    const thread = await openRows({}, rows);
    await thread.page.locator('[data-key="uuid"]').click({ button: 'right' });

    assert.deepEqual(await labels(thread), ['Copy text']);
  });

  for (const [width, height] of [
    [220, 300],
    [900, 160],
  ] as const) {
    it(`stays within ${width} by ${height} pixels wherever it is opened`, async () => {
      const thread = await openRows({ width, height });
      for (const id of await thread.idsInView()) {
        await thread.article(id).focus();
        await thread.page.keyboard.press('Shift+F10');
        const box = await menu(thread).boundingBox();
        assert.ok(box && box.x >= 0 && box.y >= 0);
        assert.ok(box.x + box.width <= width && box.y + box.height <= height, JSON.stringify(box));
        await thread.page.keyboard.press('Escape');
      }
    });
  }
});

async function openRows(options: PageOptions = {}, rows = manyRows(1, 30)): Promise<ThreadPage> {
  const thread = await workshop.open(samplePage(sampleThread(rows)), options);
  await thread.settle();
  return thread;
}

async function focusNewest(thread: ThreadPage): Promise<void> {
  await thread.log.focus();
  await thread.page.keyboard.press('ArrowUp');
}

function menu(thread: ThreadPage): ReturnType<ThreadPage['page']['getByRole']> {
  return thread.page.getByRole('menu', { name: 'Message actions' });
}

async function labels(thread: ThreadPage): Promise<string[]> {
  await menu(thread).waitFor();
  return menu(thread).locator('.menu-label').allTextContents();
}

async function focused(thread: ThreadPage): Promise<string | undefined> {
  return thread.page.evaluate(() => document.activeElement?.querySelector('.menu-label')?.textContent);
}

async function focusedId(thread: ThreadPage): Promise<number> {
  return thread.page.evaluate(() => Number((document.activeElement as HTMLElement).dataset['messageId']));
}
