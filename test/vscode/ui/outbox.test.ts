// Written without a connection, in a real VS Code: held through a reload of the window, and sent by itself.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { fileContent } from '../../portal/fileContent.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const FIRST = 'Written on the platform';
const TEXTS = ['Written on the train', 'and this one after it'];
const FILE = { text: 'with what I saw', name: 'train.txt', content: 'A station' };

describe('the outbox', () => {
  let portal: Portal;
  let workbench: Workbench;
  let thread: FrameLocator;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper });
    workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
    });
    await workbench.runCommand('Bitrix24: Sign In');
    await workbench.quickInput.answer(portal.webhookUrl());
    await workbench.page.getByRole('tab', { name: 'Bitrix24' }).click();
    await workbench.page.getByRole('treeitem').filter({ hasText: 'Trung, Tài' }).click();
    thread = await workbench.webview('Trung, Tài');
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  const own = (state: string): Locator => thread.locator(`[data-own="true"][data-state="${state}"]`);

  const write = async (text: string): Promise<void> => {
    const composer = thread.getByRole('textbox', { name: 'Message' });
    await composer.fill(text);
    await composer.press('Enter');
    // The page clears it once the text is held.
    while ((await composer.inputValue()) !== '') await thread.locator('body').isVisible();
  };

  /** The next tick has been answered, and what it brought taken in, once there is another one. */
  const twoTicks = async (): Promise<void> => {
    for (let tick = 0; tick < 2; tick++) {
      portal.clearCalls();
      await portal.waitForCall(({ method }) => method === 'im.recent.list', { timeoutMs: 30_000 });
    }
  };

  it('sends, and learns that this portal keeps the message’s own ID', async () => {
    await thread.locator('[data-message-id="841"]').waitFor();
    await write(FIRST);
    await own('sent').filter({ hasText: FIRST }).waitFor();
    await twoTicks();
  });

  it('holds what is written while the portal is out of reach, and says so', async () => {
    portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    for (const text of TEXTS) {
      await write(text);
      await own('sending').filter({ hasText: text }).waitFor();
    }
    await thread.getByRole('textbox', { name: 'Message' }).evaluate((field, { name, content }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      field.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    }, FILE);
    await thread.getByRole('list', { name: 'Files to send' }).getByText(FILE.name).waitFor();
    await write(FILE.text);
    await own('sending').filter({ hasText: FILE.name }).waitFor();
    const first = own('sending').filter({ hasText: TEXTS[0] ?? '' });
    await first.getByText('No connection to the portal.').waitFor();
    await first.getByRole('button', { name: 'Send now' }).waitFor();
  });

  it('sends it by itself once the portal is back, after a reload of the window, once and in order', async () => {
    await workbench.reload();
    portal.faults.clear();
    // Whenever the second one is there, so is the first one.
    await portal.waitForCall(
      ({ method, params, status }) =>
        method === 'im.message.add' && params['MESSAGE'] === TEXTS[1] && status === 200,
      { timeoutMs: 60_000 },
    );
    await portal.waitForCall(({ method, status }) => method === 'im.disk.file.commit' && status === 200, {
      timeoutMs: 60_000,
    });
    thread = await workbench.webview('Trung, Tài');
    await own('sent').filter({ hasText: FILE.name }).waitFor();
    for (const text of TEXTS) await own('sent').filter({ hasText: text }).waitFor();
    const stored = portal.world.chat(97).messages.filter(({ authorId }) => authorId === portal.mainUserId);
    assert.deepEqual(
      stored.map(({ text }) => text),
      [FIRST, ...TEXTS, FILE.text],
    );
    const record = portal.world.files.get(stored.at(-1)?.fileIds[0] ?? 0);
    assert.ok(record);
    assert.equal(Buffer.from(fileContent(record)).toString(), FILE.content);
  });
});
