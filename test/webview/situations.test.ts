// What comes while somebody reads: a hit to go to, a link to follow, a portal out of reach, a dialog that is shut.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Inline } from '../../src/model/richText.ts';
import type { SearchHit } from '../../src/protocol/navigation.ts';
import type { MessageRow, ThreadPatch } from '../../src/protocol/thread.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { manyRows, ownPending, paragraph, samplePage, sampleRow, sampleThread } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('a hit of the search', () => {
  it('is gone to where it is loaded and where it is not, and back to where the person read', async () => {
    const thread = await openFar();
    await thread.wheel(-900);
    await thread.settle();
    const [readId = 0] = await thread.idsInView();
    // Below the list's top: the search bar takes room from the list.
    const placeOf = async (): Promise<number> => {
      const [log, article] = await Promise.all([
        thread.log.boundingBox(),
        thread.article(readId).boundingBox(),
      ]);
      return (article?.y ?? Infinity) - (log?.y ?? 0);
    };
    const place = await placeOf();

    await search(thread, [290, 12]);
    await thread.page.locator('[data-hit-id="290"]').click();
    await thread.page.locator('[data-message-id="290"][data-revealed]').waitFor();
    await thread.page.getByRole('status').getByText('1 of 2').waitFor();
    await thread.page.keyboard.press('F3');
    await thread.page.locator('[data-message-id="12"][data-revealed]').waitFor();
    assert.deepEqual(await thread.requests('showAround'), [{ messageId: 12 }]);
    await thread.page.getByRole('status').getByText('2 of 2').waitFor();
    assert.ok((await thread.idsInView()).includes(12));
    assert.equal(await thread.page.locator('.hit').count(), 2, 'the hits stay for the next one');

    await thread.page.getByRole('button', { name: 'Back to where you were' }).click();
    await thread.settle();
    assert.ok(Math.abs((await placeOf()) - place) <= 1);
    assert.equal(await thread.page.getByRole('button', { name: 'Back to where you were' }).count(), 0);
  });

  it('comes with more of them on the way down, and nothing that was found is said so', async () => {
    const thread = await openFar();
    await search(
      thread,
      Array.from({ length: 40 }, (_, index) => 300 - index),
    );
    thread.onRequest('searchMessages', ({ beforeId = 0 }) => ({
      hits: [hit(beforeId - 1)],
      hasMore: false,
      isLocal: false,
    }));
    await thread.page.locator('.hit').last().scrollIntoViewIfNeeded();
    await thread.page.locator('[data-hit-id="260"]').waitFor();
    assert.equal((await thread.requests('searchMessages')).at(-1)?.beforeId, 261);

    thread.onRequest('searchMessages', () => ({ hits: [], hasMore: false, isLocal: false }));
    await thread.page.getByRole('textbox', { name: 'Search in this dialog' }).fill('nowhere');
    await thread.page.getByRole('status').getByText('Nothing found. Try other words.').waitFor();
    assert.equal(await thread.page.locator('.hit').count(), 0);
  });
});

describe('a link to a message', () => {
  it('leads there, however far back, and there is a way back', async () => {
    const thread = await openFar();
    await thread.article(300).getByRole('button', { name: 'the first plan' }).click();
    assert.deepEqual(await thread.waitForCommand('openDialog'), { dialogId: 'chat97', messageId: 12 });
    // What the extension does then: it has the messages around it first.
    await thread.notify('reveal', { messageId: 12 });
    await thread.notify('patch', change(present, past));
    await thread.page.locator('[data-message-id="12"][data-revealed]').waitFor();
    assert.ok(await thread.article(12).evaluate((article) => article.contains(document.activeElement)));

    await thread.page.getByRole('button', { name: 'Back to where you were' }).click();
    await thread.article(300).waitFor();
    await thread.settle();
    assert.ok((await thread.distanceToEnd()) <= 1);
  });
});

describe('a portal out of reach', () => {
  it('is said over what can be read on and written on', async () => {
    const thread = await workshop.open(samplePage(sampleThread(manyRows(1, 60), { hasOlder: true })));
    thread.onRequest('loadOlder', () => {
      throw new Error('Bitrix24 does not answer. Check the connection.');
    });
    await thread.settle();
    await thread.notify('patch', { notice: 'No connection to Bitrix24. Tried again in 5 seconds.' });
    const notice = thread.page.getByRole('status').getByText('No connection to Bitrix24.');
    await notice.waitFor();

    await thread.log.focus();
    await thread.page.keyboard.press('Home');
    await thread.page.getByRole('alert').getByText('Bitrix24 does not answer.').waitFor();
    await thread.article(1).waitFor();

    thread.onRequest('send', async () => {
      const reason = 'No connection to the portal. This is sent once there is one.';
      const row = ownPending('k', 'Written on the train', { delivery: { kind: 'waiting', reason } });
      await thread.notify('patch', { upserts: [row] });
      return { kind: 'accepted' };
    });
    await thread.field.fill('Written on the train');
    await thread.field.press('Enter');
    const waiting = thread.page.locator('[data-state="sending"]');
    await waiting.getByText('This is sent once there is one.').waitFor();
    await waiting.getByRole('button', { name: 'Send now' }).waitFor();
    assert.equal(await thread.field.inputValue(), '');

    await thread.notify('patch', { notice: null });
    await notice.waitFor({ state: 'detached' });
  });
});

describe('a dialog that is shut while it is open', () => {
  const message = 'You have no access to this dialog any more. Ask its owner to invite you.';

  it('shows the reason alone, keeps what was not sent, and opens again with the draft', async () => {
    const unsent = ownPending('k', 'Not sent yet', { delivery: { kind: 'failed', reason: 'No access.' } });
    const rows = [...manyRows(1, 40), unsent];
    const thread = await workshop.open(samplePage(sampleThread(rows), { draft: 'A draft' }));
    await thread.settle();
    await thread.notify('patch', { phase: { kind: 'failed', message, canRetry: false } });
    const alert = thread.page.getByRole('alert').getByText(message);
    await alert.waitFor();
    assert.equal(await thread.page.locator('[data-message-id]').count(), 0, 'nothing lies under the words');
    assert.equal(await thread.field.count(), 0, 'what would come back is not written');
    assert.equal(await thread.page.getByRole('button', { name: 'Try again' }).count(), 0);
    await thread.page.getByRole('article').getByText('Not sent yet').waitFor();
    await thread.page.getByRole('button', { name: 'Copy text' }).waitFor();

    await thread.notify('patch', { phase: { kind: 'ready' } });
    await thread.article(40).waitFor();
    await alert.waitFor({ state: 'detached' });
    assert.equal(await thread.field.inputValue(), 'A draft');
  });
});

const link: Inline = {
  kind: 'dialogLink',
  dialogId: 'chat97',
  messageId: 12,
  children: [{ kind: 'text', text: 'the first plan' }],
};
const present: readonly MessageRow[] = [
  ...manyRows(201, 299),
  sampleRow(300, { body: [paragraph('As it says in ', link)] }),
];
const past: readonly MessageRow[] = manyRows(1, 60);

/** The extension's way to show another stretch of the dialog. */
function change(from: readonly MessageRow[], to: readonly MessageRow[]): ThreadPatch {
  return {
    removedKeys: from.map(({ key }) => key),
    upserts: to,
    hasOlder: to === present,
    hasNewer: to === past,
  };
}

/** A long dialog at its end; what is far back comes when it is asked for. */
async function openFar(): Promise<ThreadPage> {
  const thread = await workshop.open(samplePage(sampleThread(present, { hasOlder: true })), {
    width: 900,
    height: 600,
  });
  thread.onRequest('showAround', async ({ messageId }) => {
    await thread.notify('patch', messageId > 60 ? change(past, present) : change(present, past));
    return { isFound: true };
  });
  thread.onRequest('showNewest', async () => {
    await thread.notify('patch', change(past, present));
    return {};
  });
  await thread.settle();
  return thread;
}

async function search(thread: ThreadPage, messageIds: readonly number[]): Promise<void> {
  thread.onRequest('searchMessages', () => ({
    hits: messageIds.map(hit),
    hasMore: messageIds.length > 2,
    isLocal: false,
  }));
  await thread.page.keyboard.press('Control+f');
  await thread.page.getByRole('textbox', { name: 'Search in this dialog' }).fill('import');
  await thread.page.locator('.hit').first().waitFor();
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
