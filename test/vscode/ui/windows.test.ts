// Two windows of one VS Code with an extension host each: one asks the portal for both, and either may go.
import { strict as assert } from 'node:assert';
import { glob, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const DIALOG = 'Trung, Tài';
const COLLEAGUE = 7;
// As often as a thread on screen is looked at; timers may be late, and are never early.
const FASTEST_MS = 2_000;

describe('two windows', () => {
  let portal: Portal;
  let first: Workbench;
  let second: Workbench;
  let threads: readonly [FrameLocator, FrameLocator];
  let isFirstClosed = false;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper });
    first = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      theme: 'Default Dark Modern',
      env: { BITRIX24_DEV_WEBHOOK: portal.webhookUrl() },
    });
  });
  after(async () => {
    if (!isFirstClosed) await second?.close();
    await first?.close();
    await portal?.stop();
  });

  const openThread = async (window: Workbench): Promise<FrameLocator> => {
    await window.runCommand('Bitrix24: Focus on Dialogs View');
    await window.page.getByRole('treeitem').filter({ hasText: DIALOG }).click();
    const thread = await window.webview(DIALOG);
    await thread.getByRole('log', { name: 'Messages' }).locator('[data-message-id]').first().waitFor();
    return thread;
  };
  const row = (thread: FrameLocator, messageId: number): Locator =>
    thread.locator(`[data-message-id="${messageId}"]`);
  /** When the portal was asked what is new, in milliseconds. */
  const ticks = (): readonly number[] =>
    portal.calls.filter(({ method }) => method === 'im.counters.get').map(({ at }) => at);
  const untilTicks = async (count: number): Promise<void> => {
    await portal.waitForCall(() => ticks().length >= count, { timeoutMs: 60_000 });
  };
  /** Who leads, by the newest file of the lease. */
  const holder = async (): Promise<string | undefined> => {
    const files: string[] = [];
    for await (const path of glob(
      join(first.dataFolder, 'data/User/globalStorage/*/accounts/*/lease/*.json'),
    ))
      files.push(path);
    const epochOf = (path: string): number => Number(/lease-(\d+)/.exec(path)?.[1]);
    const newest = files.sort((a, b) => epochOf(a) - epochOf(b)).at(-1);
    if (newest === undefined) return undefined;
    const { window, isReleased } = JSON.parse(await readFile(newest, 'utf8')) as {
      readonly window: string;
      readonly isReleased?: boolean;
    };
    return isReleased === true ? undefined : window;
  };

  it('shows the same list and the same thread in both', async () => {
    const one = await openThread(first);
    second = await first.secondWindow();
    threads = [one, await openThread(second)];
    const messageId = await portal.as(COLLEAGUE).post('chat97', 'To both windows');
    for (const thread of threads) await row(thread, messageId).waitFor();
    assert.notEqual(await holder(), undefined);
  });

  it('asks the portal as often as one window does', async () => {
    // What the windows asked because they were opened is over with the first ticks.
    await untilTicks(ticks().length + 2);
    const before = ticks().length;
    await untilTicks(before + 4);
    const measured = ticks().slice(before);
    const gaps = measured.slice(1).map((at, index) => at - (measured[index] ?? 0));
    // Two windows that ask on their own, each every two seconds, cannot keep two seconds between any two of their questions.
    assert.deepEqual(
      gaps.filter((gapMs) => gapMs < FASTEST_MS - 50),
      [],
    );
  });

  it('tells in the diagnostics of the one that follows which one asks', async () => {
    await second.runCommand('Bitrix24: Copy Diagnostics');
    await second.page.locator('.statusbar-item').filter({ hasText: 'in the clipboard' }).waitFor();
    const text = await second.page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /This window: follows another window/);
    assert.match(text, /Window that asks the portal: workspace, opened \d/);
    assert.ok(!text.includes(root), 'a name and no path');
  });

  it('sends from the one that follows, once, and shows it in both', async () => {
    const composer = threads[1].getByRole('textbox', { name: 'Message' });
    await composer.click();
    await composer.pressSequentially('From the second window');
    await firstHolds('From the second window');
    await composer.press('Enter');
    const sent = await portal.waitForCall(({ method }) => method === 'im.message.add', { timeoutMs: 60_000 });
    assert.equal(sent.params['MESSAGE'], 'From the second window');
    for (const thread of threads)
      await thread.locator('[data-own="true"][data-state="sent"]').last().waitFor();
    for (const thread of threads) await thread.getByText('From the second window').first().waitFor();
    await firstHolds('');
    assert.equal(storedTexts('From the second window'), 1);
  });

  it('goes on in the other window when the one that asks is closed', async () => {
    const before = await holder();
    await first.page.close({ runBeforeUnload: true });
    isFirstClosed = true;
    while ((await holder()) === before) await second.page.waitForTimeout(50);
    const messageId = await portal.as(COLLEAGUE).post('chat97', 'To the one that is left');
    await row(threads[1], messageId).waitFor();
    assert.equal(storedTexts('From the second window'), 1);
  });

  /** Until the composer of the first window shows this, where nobody has written. */
  async function firstHolds(draft: string): Promise<void> {
    const composer = threads[0].getByRole('textbox', { name: 'Message' });
    while ((await composer.inputValue()) !== draft) await first.page.waitForTimeout(50);
  }

  function storedTexts(text: string): number {
    return portal.world.chat(97).messages.filter((message) => message.text === text).length;
  }
});
