// The extension host dies while messages are on their way. The next one sees to them: once, and in order.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator } from 'playwright-core';
import { extensionHostPids } from '../../host/extensionHosts.ts';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const OWN_ID = 1;

describe('the extension host is killed', () => {
  let portal: Portal;
  let workbench: Workbench;

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

  async function openThread(): Promise<FrameLocator> {
    const tab = workbench.page.getByRole('tab', { name: 'Bitrix24' });
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await workbench.page.getByRole('treeitem').filter({ hasText: 'Trung, Tài' }).click();
    const thread = await workbench.webview('Trung, Tài');
    await thread.locator('[data-message-id="841"]').waitFor();
    return thread;
  }

  const stored = (): readonly string[] =>
    portal.world
      .chat(97)
      .messages.filter(({ authorId }) => authorId === OWN_ID)
      .map(({ text }) => text);

  const expected: string[] = [];
  const moments = [
    ['before the portal stores the first', 'before', 3],
    ['after the portal has stored the first', 'after', 3],
    ['in the middle of five', 'before', 5],
  ] as const;
  for (const [round, [moment, when, count]] of moments.entries()) {
    it(`${moment}: all arrive by themselves, once and in order`, async () => {
      const texts = Array.from({ length: count }, (_, index) => `Kill ${round}, message ${index}`);
      const thread = await openThread();
      const composer = thread.getByRole('textbox', { name: 'Message' });
      const [last = ''] = texts.slice(-1);
      const isAtGate = round < 2 ? texts[0] : texts[2];
      const gate = portal.faults.hold(({ params }) => params['MESSAGE'] === isAtGate, when);
      assert.equal(await composer.inputValue(), '', 'what was sent is no draft any more');
      for (const text of texts) {
        await composer.pressSequentially(text);
        await composer.press('Enter');
      }
      await thread.locator('[data-own="true"]').filter({ hasText: last }).waitFor();
      await gate.reached;
      const pids = await extensionHostPids(workbench.dataFolder);
      assert.ok(pids.length > 0);
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      gate.open();

      // This workbench, whose host is on a server, asks for a reload then; on a desktop another one starts by itself.
      await workbench.page.reload();
      await portal.waitForCall(({ params, status }) => status === 200 && params['MESSAGE'] === last, {
        timeoutMs: 60_000,
      });
      expected.push(...texts);
      assert.deepEqual(stored(), expected);

      const again = await openThread();
      await again.locator('[data-own="true"][data-state="sent"]').filter({ hasText: last }).waitFor();
      assert.equal(await again.locator('[data-state="sending"], [data-state="failed"]').count(), 0);
      assert.deepEqual(stored(), expected);
      assert.equal(await again.getByRole('textbox', { name: 'Message' }).inputValue(), '');
    });
  }
});
