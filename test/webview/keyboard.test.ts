// The page without a mouse.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { manyRows, paragraph, samplePage, sampleRow, sampleThread, text } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('the keyboard', () => {
  it('walks the messages from the newest one in view, far beyond what is drawn', async () => {
    const thread = await openRows(1, 200);
    await thread.log.focus();
    await thread.page.keyboard.press('ArrowUp');
    assert.equal(await focusedId(thread), 200);
    for (let id = 199; id >= 150; id--) {
      await thread.page.keyboard.press('ArrowUp');
      await focusBecomes(thread, id);
    }
    assert.ok((await thread.idsInView()).includes(150));
    await thread.page.keyboard.press('ArrowDown');
    await focusBecomes(thread, 151);
  });

  it('goes to the first and the last message', async () => {
    const thread = await openRows(1, 500);
    await thread.log.focus();
    await thread.page.keyboard.press('Home');
    await focusBecomes(thread, 1);
    await thread.settle();
    assert.ok((await thread.idsInView()).includes(1));
    await thread.page.keyboard.press('End');
    await focusBecomes(thread, 500);
    await thread.settle();
    assert.ok((await thread.idsInView()).includes(500));
  });

  it('keeps the focus on a message that is scrolled away, and when older ones come', async () => {
    const thread = await openRows(101, 300);
    await thread.log.focus();
    await thread.page.keyboard.press('ArrowUp');
    await focusBecomes(thread, 300);
    await thread.wheel(-20_000);
    await thread.settle();
    await thread.notify('patch', { upserts: manyRows(51, 100) });
    await thread.settle();

    assert.equal(await focusedId(thread), 300);
    await thread.page.keyboard.press('ArrowUp');
    await focusBecomes(thread, 299);
  });

  it('reads a message that is higher than the screen to its end before it goes on', async () => {
    const long = sampleRow(3, { body: text(`Long. ${'word '.repeat(3000)}`) });
    const thread = await workshop.open(
      samplePage(sampleThread([...manyRows(1, 2), long, ...manyRows(4, 5)])),
    );
    await thread.settle();
    await thread.log.focus();
    await thread.page.keyboard.press('Home');
    await focusBecomes(thread, 1);
    await thread.page.keyboard.press('ArrowDown');
    await thread.page.keyboard.press('ArrowDown');
    await focusBecomes(thread, 3);
    await thread.settle();
    await thread.log.evaluate((log) => (log.scrollTop = 0));
    await thread.settle();
    await thread.page.keyboard.press('ArrowDown');
    await thread.settle();

    assert.equal(await focusedId(thread), 3);
    assert.ok((await thread.log.evaluate((log) => log.scrollTop)) > 0);
  });

  it('walks on from a link inside a message, and leaves code its keys', async () => {
    const target = { kind: 'url', url: 'https://example.com/' } as const;
    const link = { kind: 'link', target, children: [{ kind: 'text', text: 'Example' }] } as const;
    const rows = [
      sampleRow(1, { body: [{ kind: 'code', text: 'let wide = 1;' }] }),
      sampleRow(2),
      sampleRow(3, { body: [paragraph(link)] }),
    ];
    const thread = await workshop.open(samplePage(sampleThread(rows)));
    await thread.settle();
    await thread.page.getByRole('link', { name: 'Example' }).focus();
    await thread.page.keyboard.press('ArrowUp');
    await focusBecomes(thread, 2);
    const code = thread.page.locator('pre');
    await code.focus();
    await thread.page.keyboard.press('ArrowDown');
    await thread.frames();

    assert.equal(await code.evaluate((pre) => pre === document.activeElement), true);
  });

  it('reaches every control in the order it is seen', async () => {
    const thread = await openRows(1, 50);
    await thread.wheel(-300);
    await thread.settle();
    const names: (string | null)[] = [];
    for (let step = 0; step < 24; step++) {
      await thread.page.keyboard.press('Tab');
      const name = await thread.page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.className ?? null,
      );
      if (name !== names.at(-1)) names.push(name);
    }
    const controls = names.filter((name) => name !== 'code-text' && name !== 'Copy the code');

    assert.deepEqual(controls.slice(0, 8), [
      'Search messages',
      'Members',
      'Mute',
      'Pin',
      'Dialog actions',
      'Messages',
      'Jump to the newest message',
      'Message',
    ]);
    assert.ok(controls.includes('Send'));
  });
});

async function openRows(first: number, last: number): Promise<ThreadPage> {
  const thread = await workshop.open(samplePage(sampleThread(manyRows(first, last))));
  await thread.settle();
  return thread;
}

async function focusedId(thread: ThreadPage): Promise<number> {
  return thread.page.evaluate(() => Number((document.activeElement as HTMLElement).dataset['messageId']));
}

async function focusBecomes(thread: ThreadPage, messageId: number): Promise<void> {
  await thread.page.waitForFunction(
    (id) => (document.activeElement as HTMLElement).dataset['messageId'] === String(id),
    messageId,
    { timeout: 5000 },
  );
}
