// The card of a person, from a mention.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { after, afterEach, before, describe, it } from 'mocha';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { originRows, samplePerson } from './partStates.ts';
import { samplePage, sampleThread } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('the card of a person', () => {
  it('opens by Enter, says who it is, and leads to the dialog with them', async () => {
    const { thread, mention, card } = await openThread();
    await mention.focus();
    await thread.page.keyboard.press('Enter');
    assert.deepEqual(await thread.waitForRequest('person'), { userId: 7 });
    for (const words of ['Head of imports', 'online', '+49 30 1234', 'anna@example.com'])
      await card.getByText(words, { exact: true }).waitFor();
    await card.getByRole('button', { name: 'Write' }).click();

    assert.deepEqual(await thread.commands('openDialog'), [{ dialogId: '7', messageId: undefined }]);
    await card.waitFor({ state: 'detached' });
  });

  it('closes by Escape, with the focus back where it was', async () => {
    const { thread, mention, card } = await openThread();
    await mention.click();
    await card.getByRole('button', { name: 'Write' }).waitFor();
    await thread.page.keyboard.press('Tab');
    await thread.page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    assert.ok(await mention.evaluate((element) => element === document.activeElement));
  });

  it('closes by a click elsewhere and when the focus leaves it', async () => {
    const { thread, mention, card } = await openThread();
    await mention.click();
    await card.waitFor();
    await thread.page.mouse.click(5, 5);
    await card.waitFor({ state: 'detached' });
    await mention.click();
    await card.waitFor();
    await thread.field.focus();
    await card.waitFor({ state: 'detached' });
  });

  it('says why it could not be had, and tries again', async () => {
    const { thread, mention, card } = await openThread();
    thread.onRequest('person', () => {
      throw new Error('You may not see this person.');
    });
    await mention.click();
    await card.getByText('You may not see this person.').waitFor();
    thread.onRequest('person', () => samplePerson);
    await card.getByRole('button', { name: 'Retry' }).click();
    await card.getByRole('button', { name: 'Write' }).waitFor();
  });

  it('calls and writes mail by the extension alone', async () => {
    const { thread, mention, card } = await openThread();
    await mention.click();
    await card.getByRole('link', { name: '+49 30 1234' }).click();
    await card.getByRole('link', { name: 'anna@example.com' }).click();
    assert.deepEqual(
      (await thread.commands('openLink')).map(({ target }) => target),
      [
        { kind: 'url', url: 'tel:+49301234' },
        { kind: 'url', url: 'mailto:anna@example.com' },
      ],
    );
    assert.deepEqual((await thread.record()).linksOpened, []);
  });
});

async function openThread(): Promise<{ thread: ThreadPage; mention: Locator; card: Locator }> {
  const thread = await workshop.open(samplePage(sampleThread(originRows())), { height: 800 });
  thread.onRequest('person', () => samplePerson);
  await thread.settle();
  return {
    thread,
    mention: thread.article(6).getByRole('button', { name: 'Anna Berg' }),
    card: thread.page.getByRole('dialog', { name: 'Anna Berg' }),
  };
}
