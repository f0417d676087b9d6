// The page around the messages: its states, its faults, what it says aloud.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { MessageRow, ThreadState } from '../../src/protocol/thread.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { manyRows, people, samplePage, sampleRow, sampleThread, text } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('the page', () => {
  it('says what it waits for, that there is nothing, or why it failed', async () => {
    const thread = await workshop.load();
    const open = (state: Partial<ThreadState>): Promise<void> =>
      thread.notify('open', samplePage(sampleThread([], state)));
    await open({ phase: { kind: 'loading' } });
    await thread.page.getByRole('status').filter({ hasText: 'Loading messages…' }).waitFor();
    await open({});
    await thread.page.getByText('No messages yet.').waitFor();
    await open({ phase: { kind: 'failed', message: 'No access.', canRetry: false } });
    await thread.page.getByRole('alert').filter({ hasText: 'No access.' }).waitFor();
    assert.equal(await thread.page.getByRole('button', { name: 'Try again' }).count(), 0);
    await open({ phase: { kind: 'failed', message: 'No connection.', canRetry: true } });
    await thread.page.getByRole('button', { name: 'Try again' }).click();
    await thread.waitForCommand('reload');

    await thread.notify('patch', { phase: { kind: 'ready' }, upserts: manyRows(1, 3) });
    await thread.article(3).waitFor();
  });

  it('shows what was written before there are messages, and where there are none', async () => {
    const waiting = (delivery: MessageRow['delivery']): MessageRow => ({
      ...sampleRow(1, { body: text('Written early'), isOwn: true, delivery }),
      key: 'early',
      messageId: undefined,
    });
    const thread = await workshop.load();
    const state = { phase: { kind: 'loading' } } as const;
    await thread.notify('open', samplePage(sampleThread([waiting({ kind: 'sending' })], state)));
    await thread.page.locator('[data-state="sending"]').filter({ hasText: 'Written early' }).waitFor();
    await thread.notify('patch', {
      phase: { kind: 'failed', message: 'No connection.', canRetry: true },
      upserts: [waiting({ kind: 'failed', reason: 'No connection.' })],
    });
    await thread.page.locator('[data-state="failed"]').getByRole('button', { name: 'Retry' }).click();
    await thread.waitForCommand('retrySend');
    await thread.notify('patch', { phase: { kind: 'ready' }, upserts: manyRows(1, 3) });
    await thread.article(3).waitFor();
    assert.equal(await thread.page.getByText('Written early').count(), 1);
  });

  it('shows who or what the dialog is, and changes with it', async () => {
    const thread = await openRows(manyRows(1, 3));
    await thread.page.getByRole('heading', { name: 'Release 26.11' }).waitFor();
    const { header } = sampleThread([]);
    await thread.notify('patch', { header: { ...header, title: 'Release 26.12', subtitle: '13 members' } });

    await thread.page.getByRole('heading', { name: 'Release 26.12' }).waitFor();
    await thread.page.getByText('13 members').waitFor();
  });

  it('ignores what is not of the contract', async () => {
    const thread = await openRows(manyRows(1, 3));
    await thread.page.evaluate(() => {
      const messages = [
        null,
        'hello',
        {},
        { kind: 'notification' },
        { kind: 'notification', name: 'toString', params: {} },
        { kind: 'notification', name: 'constructor' },
        { kind: 'notification', name: 'fromTheFuture', params: { a: 1 } },
        { kind: 'answer', id: 99, ok: true, result: {} },
        { kind: 'answer', id: 'x', ok: false },
      ];
      for (const data of messages) window.dispatchEvent(new MessageEvent('message', { data }));
    });
    await thread.notify('patch', { upserts: [sampleRow(4)] });
    await thread.article(4).waitFor();

    assert.deepEqual(await thread.commands('reportFault'), []);
  });

  it('tells the log of a fault once, without what somebody wrote', async () => {
    const thread = await openRows(manyRows(1, 3));
    await thread.page.evaluate(() => {
      setTimeout(() => {
        throw new TypeError('cannot read "my secret"');
      });
    });
    const { message } = await thread.waitForCommand('reportFault');

    assert.match(message, /^TypeError/);
    assert.doesNotMatch(message, /secret/);
  });

  it('speaks what comes in once, and neither what was there nor what is older', async () => {
    const thread = await openRows(manyRows(101, 120), { hasOlder: true });
    const spoken = thread.page.locator('.spoken[aria-relevant]');
    await thread.notify('patch', { upserts: manyRows(51, 100) });
    await thread.settle();
    assert.equal(await spoken.textContent(), '');

    await thread.notify('patch', {
      upserts: [sampleRow(121, { body: text('New to you') }), sampleRow(122, people.me)],
    });
    assert.equal(await spoken.textContent(), 'Anna Berg: New to you');
    const first = await spoken.locator('p').first().elementHandle();
    await thread.notify('patch', { upserts: [sampleRow(123, { ...people.boris, body: text('And this') })] });
    assert.deepEqual(await spoken.locator('p').allTextContents(), [
      'Anna Berg: New to you',
      'Борис Годунов: And this',
    ]);
    // The same node: a live region speaks what is added to it.
    assert.ok(await first.evaluate((node) => node.isConnected));
    assert.equal(await thread.log.getAttribute('aria-live'), 'off');
  });
});

async function openRows(
  rows: readonly MessageRow[],
  changes: Partial<ThreadState> = {},
): Promise<ThreadPage> {
  const thread = await workshop.open(samplePage(sampleThread(rows, changes)));
  await thread.settle();
  return thread;
}
