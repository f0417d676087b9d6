// What has a script of its own: when it comes, what waits for it, and what is left where it does not come.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { codeRows } from './partStates.ts';
import { button, samplePage, sampleRow, sampleThread, text } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

const missing = 'This part of the page could not be loaded. Close the conversation and open it again.';
const plainRows = Array.from({ length: 30 }, (_, index) => sampleRow(index + 1));
const withKeyboard = sampleRow(2, {
  body: text('Choose'),
  buttons: [button('Approve')],
});

describe('a part with a script of its own', () => {
  it('is not waited for by the first painting', async () => {
    const { thread, release } = await holding('');
    await thread.notify('open', samplePage(sampleThread(plainRows)));
    await thread.settle();

    await thread.field.fill('Written meanwhile');
    assert.ok((await thread.idsInView()).length > 0);
    assert.deepEqual((await thread.record()).violations, []);
    release();
  });

  it('opens what was pressed before it was there, with the focus in it', async () => {
    const { thread, release } = await holding('SearchBar-');
    await thread.notify('open', samplePage(sampleThread(plainRows)));
    await thread.page.getByRole('button', { name: 'Search messages', exact: true }).click();
    await thread.frames();
    assert.equal(await searchField(thread).count(), 0);
    release();

    await searchField(thread).waitFor();
    assert.ok(await hasFocus(searchField(thread)));
  });

  it('shows only what was wanted last', async () => {
    const { thread, release } = await holding('');
    await thread.notify('open', samplePage(sampleThread(plainRows)));
    await thread.page.keyboard.press('Control+f');
    await thread.page.getByRole('button', { name: 'Dialog actions' }).click();
    release();

    await thread.page.getByRole('menu').waitFor();
    await thread.frames();
    assert.equal(await searchField(thread).count(), 0);
  });

  it('is there before the message that has it is drawn, and what comes later waits behind it', async () => {
    const { thread, release } = await holding('Keyboard-');
    await thread.notify('open', samplePage(sampleThread([sampleRow(1), withKeyboard])));
    await thread.notify('patch', { upserts: [sampleRow(3)] });
    await thread.notify('focusComposer', {});
    await thread.frames();
    assert.equal(await thread.page.getByRole('article').count(), 0);
    release();

    await thread.article(3).waitFor();
    assert.deepEqual(await thread.idsInView(), [1, 2, 3]);
    await thread.article(2).getByRole('button', { name: 'Approve' }).waitFor();
    assert.ok(await hasFocus(thread.field));
  });

  it('that cannot be had says so, and everything else goes on', async () => {
    const thread = await workshop.load({
      prepare: (page) => page.route('**/chunks/**', (route) => route.abort()),
    });
    const [, code] = codeRows();
    await thread.notify(
      'open',
      samplePage(sampleThread([code!, { ...withKeyboard, key: 'k', messageId: 50 }])),
    );
    await thread.article(50).getByText(missing).waitFor();
    await thread.article(2).getByText('def total(rows):').waitFor();
    await thread.page.keyboard.press('Control+f');
    await thread.page.locator('.notice').getByText(missing).waitFor();

    await thread.field.fill('@An still goes');
    await thread.page.keyboard.press('Enter');
    assert.equal((await thread.waitForRequest('send')).text, '@An still goes');
  });

  it('completes the word that was begun before it came', async () => {
    const { thread, release } = await holding('Completion-');
    thread.onRequest('suggest', ({ source }) => ({
      suggestions:
        source === 'people'
          ? [{ id: '7', label: 'Anna', detail: '', insert: '', mention: { userId: 7, name: 'Anna' } }]
          : [],
    }));
    await thread.notify('open', samplePage(sampleThread(plainRows)));
    await thread.field.pressSequentially('@An');
    release();

    await thread.page.getByRole('option', { name: 'Anna' }).waitFor();
  });
});

/** A page whose scripts of that name do not come before they are released. */
async function holding(name: string): Promise<{ readonly thread: ThreadPage; readonly release: () => void }> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const thread = await workshop.load({
    prepare: (page) =>
      page.route(`**/chunks/${name}*`, async (route) => {
        await held;
        await route.continue();
      }),
  });
  return { thread, release };
}

function searchField(thread: ThreadPage): Locator {
  return thread.page.getByRole('search').getByRole('textbox').first();
}

async function hasFocus(field: Locator): Promise<boolean> {
  return field.evaluate((each) => each === document.activeElement);
}
