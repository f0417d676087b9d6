// Code in messages: its colours, and what can be done with it.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { codeRows } from './partStates.ts';
import { manyRows, samplePage, sampleRow, sampleThread, text } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('code', () => {
  it('is coloured by a script of its own, which comes with the first block only', async () => {
    const thread = await workshop.load();
    const requests: string[] = [];
    thread.page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.includes('highlightCode')) requests.push(pathname);
    });
    await thread.notify('open', samplePage(sampleThread([sampleRow(1, { body: text('No code') })])));
    await thread.settle();
    assert.deepEqual(requests, []);

    await thread.notify('patch', {
      upserts: codeRows().map((row) => ({ ...row, key: `c${row.key}`, messageId: row.messageId! + 10 })),
    });
    await thread.article(11).locator('.code-keyword').first().waitFor();
    assert.equal(requests.length, 1);
    assert.deepEqual((await thread.record()).violations, []);
    assert.equal(await thread.article(11).locator('.code-keyword').first().textContent(), 'export');
    await thread.article(11).getByRole('group', { name: 'Code, TypeScript' }).waitFor();
  });

  it('keeps its letters, and its height, when the colours come', async () => {
    const thread = await workshop.load();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await thread.page.route('**/highlightCode-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await thread.notify('open', samplePage(sampleThread(codeRows())));
    await thread.settle();
    const code = thread.article(2).locator('code').first();
    const before = [await code.textContent(), (await code.boundingBox())!.height];
    release();
    await thread.article(2).locator('.code-keyword').first().waitFor();
    assert.deepEqual([await code.textContent(), (await code.boundingBox())!.height], before);
  });

  it('stays plain where the script cannot be had', async () => {
    const thread = await workshop.load();
    await thread.page.route('**/highlightCode-*.js', (route) => route.abort());
    await thread.notify('open', samplePage(sampleThread(codeRows())));
    await thread.settle();
    await thread.article(2).getByText('def total(rows):').waitFor();
    assert.equal(await thread.page.locator('.code-keyword').count(), 0);
  });

  it('goes to the editor whole, by the keyboard alone', async () => {
    const thread = await openCode();
    const block = thread.article(3).locator('.code');
    await block.getByRole('button', { name: 'Copy the code' }).focus();
    for (const name of ['Insert at the cursor', 'Open in an editor', 'Compare with the active file']) {
      await thread.page.keyboard.press('ArrowRight');
      assert.equal(
        await thread.page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
        name,
      );
      assert.equal(
        await block.locator('.code-tools').evaluate((tools) => getComputedStyle(tools).opacity),
        '1',
      );
      await thread.page.keyboard.press('Enter');
    }
    const uses = await thread.commands('useCode');
    assert.deepEqual(
      uses.map(({ use }) => use),
      ['insert', 'open', 'compare'],
    );
    for (const use of uses) {
      assert.equal(use.text.split('\n').length, 63);
      assert.equal(use.languageId, 'javascript');
    }
  });

  it('that is long is folded to its beginning, and opens and closes', async () => {
    const thread = await openCode();
    const block = thread.article(3).locator('.code');
    const lines = async (): Promise<number> =>
      (await block.locator('code').textContent())!.split('\n').length;
    assert.equal(await lines(), 16);
    await block.getByRole('button', { name: 'Show all 63 lines' }).click();
    assert.equal(await lines(), 63);
    await block.getByRole('button', { name: 'Show less' }).click();
    assert.equal(await lines(), 16);
  });

  it('that was unfolded is still so after it was out of sight', async () => {
    const rows = [...codeRows(), ...manyRows(100, 300)];
    const thread = await workshop.open(samplePage(sampleThread(rows)));
    await thread.settle();
    await thread.log.press('Home');
    await thread.article(3).getByRole('button', { name: 'Show all 63 lines' }).click();
    await thread.log.press('End');
    await thread.article(3).waitFor({ state: 'detached' });
    await thread.log.press('Home');
    await thread.article(3).getByRole('button', { name: 'Show less' }).waitFor();
  });
});

async function openCode(): Promise<ThreadPage> {
  const thread = await workshop.open(samplePage(sampleThread(codeRows())), { height: 2000 });
  await thread.page.locator('.code-keyword').first().waitFor();
  await thread.settle();
  return thread;
}
