// What a person sees who starts VS Code while the portal is out of reach, and when it is back.
import { strict as assert } from 'node:assert';
import { readdir, watch } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('a start without the portal', () => {
  let portal: Portal;
  let workbench: Workbench;
  let thread: FrameLocator;
  let outage: { dispose(): void };

  before(async () => {
    portal = await startPortal({ seed: seeds.paper });
    workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      env: { BITRIX24_DEV_WEBHOOK: portal.webhookUrl() },
    });
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  const treeRow = (title: string): Locator => workbench.page.getByRole('treeitem').filter({ hasText: title });
  const message = (id: number): Locator => thread.locator(`[data-message-id="${id}"]`);
  const status = (text: string): Locator =>
    workbench.page.locator('.statusbar-item').filter({ hasText: text });

  it('follows a run in which a dialog was opened', async () => {
    await workbench.page.getByRole('tab', { name: 'Bitrix24' }).click();
    await treeRow('Trung, Tài').click();
    thread = await workbench.webview('Trung, Tài');
    await message(841).waitFor();
    await allIsKept(workbench.dataFolder);
  });

  it('shows the list and the thread as they were, and since when the portal is out of reach', async () => {
    outage = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    await workbench.reload();
    await treeRow('Trung, Tài').waitFor();
    thread = await workbench.webview('Trung, Tài');
    await message(841).waitFor();
    await status('Offline since').waitFor();
    await thread.getByRole('status').filter({ hasText: 'As of' }).waitFor();
    await workbench.page.getByText('The list is as of').first().waitFor();
    assert.equal(
      await workbench.page.locator('.notification-toast').count(),
      0,
      'no toast for what goes by itself',
    );
  });

  it('tells the rest in the diagnostics, without the secret', async () => {
    await workbench.runCommand('Bitrix24: Copy Diagnostics');
    await status('in the clipboard').waitFor();
    const text = await workbench.page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /State: offline/);
    assert.match(text, /User: 1/);
    const code = portal.webhookUrl().split('/').at(-2) ?? '';
    assert.ok(code !== '' && !text.includes(code));
    await workbench.runCommand('Bitrix24: Show Diagnostics');
    await workbench.page.getByRole('tab', { name: /Bitrix24 diagnostics/ }).waitFor();
  });

  it('is fresh again when the portal is back', async () => {
    const id = await portal.as(7).post('chat97', 'Written meanwhile');
    outage.dispose();
    await workbench.runCommand('Bitrix24: Refresh');
    await status('Offline since').waitFor({ state: 'detached' });
    await workbench.page.getByRole('tab', { name: 'Trung, Tài' }).click();
    thread = await workbench.webview('Trung, Tài');
    await message(id).waitFor();
  });
});

/** What a window has learnt is on disk a moment later; one that is reloaded sooner has nothing to show. */
async function allIsKept(dataFolder: string): Promise<void> {
  const storage = join(dataFolder, 'data', 'User', 'globalStorage');
  const changes = watch(storage, { recursive: true, signal: AbortSignal.timeout(30_000) });
  for (;;) {
    const files = await readdir(storage, { recursive: true });
    if (['/cache/list.json', '/cache/thread-chat'].every((kept) => files.some((path) => path.includes(kept))))
      return;
    await changes.next();
  }
}
