// Files in a real VS Code, against a portal over HTTP: sent from the explorer, the clipboard and by dropping; received,
// opened and saved.
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { chooseFromMenu } from '../../host/chooseFromMenu.ts';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { fileContent, pngOf } from '../../portal/fileContent.ts';
import type { MessageRecord } from '../../portal/records.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, 'test', 'host', 'workspace');
const OWN_ID = 1;
const COLLEAGUE = 7;
const PUT = 'disk.folder.uploadfile';
const COMMIT = 'im.disk.file.commit';

describe('files', () => {
  let portal: Portal;
  let workbench: Workbench;
  let thread: FrameLocator;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper });
    workbench = await openWorkbench({
      extensionPath: root,
      folder,
      env: { BITRIX24_DEV_WEBHOOK: portal.webhookUrl() },
    });
    await workbench.page.getByRole('tab', { name: 'Bitrix24' }).click();
    await workbench.page.getByRole('treeitem').filter({ hasText: 'Trung, Tài' }).click();
    thread = await workbench.webview('Trung, Tài');
    await composer().waitFor();
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  const composer = (): Locator => thread.getByRole('textbox', { name: 'Message', exact: true });
  const tray = (): Locator => thread.getByRole('list', { name: 'Files to send' });
  const own = (state: string): Locator => thread.locator(`[data-own="true"][data-state="${state}"]`);
  const stored = (): readonly MessageRecord[] =>
    portal.world.chat(97).messages.filter(({ authorId }) => authorId === OWN_ID);
  const bytesOf = (fileId: number | undefined): Buffer => {
    const record = portal.world.files.get(fileId ?? 0);
    assert.ok(record);
    return Buffer.from(fileContent(record));
  };
  /** From here on. */
  const committed = (): Promise<unknown> => {
    portal.clearCalls();
    return portal.waitForCall(({ method, status }) => method === COMMIT && status === 200, {
      timeoutMs: 60_000,
    });
  };

  /** As the browser does when something is pasted or dropped; its own clipboard takes no file from a script. */
  async function give(type: 'paste' | 'drop', name: string, bytes: Uint8Array): Promise<void> {
    await composer().evaluate(
      (field, given) => {
        const data = new DataTransfer();
        const content = new Uint8Array(given.bytes);
        data.items.add(new File([content], given.name, { type: given.mime }));
        const options = { bubbles: true, cancelable: true };
        field.dispatchEvent(
          given.type === 'paste'
            ? new ClipboardEvent('paste', { ...options, clipboardData: data })
            : new DragEvent('drop', { ...options, dataTransfer: data }),
        );
      },
      { type, name, bytes: [...bytes], mime: name.endsWith('.png') ? 'image/png' : 'text/plain' },
    );
  }

  async function receive(name: string, content: Uint8Array): Promise<number> {
    const image = name.endsWith('.png') ? { image: { width: 320, height: 200 } } : {};
    const file = portal.world.addFile({ name, author: COLLEAGUE, content, ...image });
    const message = portal.world.post({ chat: 97, author: COLLEAGUE, text: `See ${name}`, files: [file.id] });
    await thread.locator(`[data-message-id="${message.id}"]`).waitFor();
    return message.id;
  }

  /** The save dialog of such a window comes with a proposal, and takes a name once it has listed its folder. */
  async function saveAs(proposal: string, target: string): Promise<void> {
    const { box } = workbench.quickInput;
    await box.waitFor();
    while (!(await box.inputValue()).endsWith(proposal)) await box.isVisible();
    await box.fill(target);
    while (await box.isVisible()) {
      assert.equal(await box.inputValue({ timeout: 1_000 }).catch(() => target), target);
      await box.press('Enter', { timeout: 1_000 }).catch(() => undefined);
      await box.waitFor({ state: 'hidden', timeout: 500 }).catch(() => undefined);
    }
  }

  it('goes from the explorer’s menu, with a comment', async () => {
    const { page, quickInput } = workbench;
    await page.getByRole('tab', { name: /^Explorer/ }).click();
    const explorer = page.getByRole('tree', { name: /Files Explorer/ });
    await explorer.getByRole('treeitem', { name: 'web' }).click();
    await explorer.getByRole('treeitem', { name: 'status.html' }).click({ button: 'right' });
    await chooseFromMenu(page.getByRole('menuitem', { name: 'Send to Bitrix24 Dialog…' }));
    await quickInput.pick('Trung, Tài');
    await quickInput.box.waitFor();
    const sent = committed();
    await page.getByPlaceholder('A comment, if you like').fill('The page');
    await quickInput.accept();
    await sent;
    const message = stored().at(-1);
    assert.equal(message?.text, 'The page');
    assert.deepEqual(bytesOf(message?.fileIds[0]), await readFile(join(folder, 'web', 'status.html')));
    await own('sent')
      .getByRole('group', { name: /status\.html/ })
      .waitFor();
  });

  it('is pasted as a picture: shown small, taken out again, and sent with words', async () => {
    const picture = pngOf(300, 200, 11);
    await give('paste', 'image.png', picture);
    await tray().locator('img').waitFor();
    await tray()
      .getByRole('button', { name: /^Remove / })
      .click();
    await tray().waitFor({ state: 'detached' });

    await give('paste', 'image.png', picture);
    await tray().locator('img').waitFor();
    const sent = committed();
    await composer().fill('A **picture**');
    await composer().press('Enter');
    await sent;
    const message = stored().at(-1);
    assert.equal(message?.text, 'A [b]picture[/b]');
    assert.deepEqual(bytesOf(message.fileIds[0]), Buffer.from(picture));
    await thread.locator(`[data-message-id="${message.id}"] .image img`).waitFor();
    assert.equal(await tray().count(), 0);
  });

  it('shows that a dropped file is on its way, and can be called back: then nothing arrives', async () => {
    const count = stored().length;
    // Two, so that the first one is not all of it.
    for (const name of ['plan.txt', 'notes.txt']) await give('drop', name, Buffer.from('not yet'));
    await tray().getByRole('listitem').nth(1).waitFor();
    const gate = portal.faults.hold(PUT);
    await composer().press('Enter');
    await gate.reached;
    const row = own('sending').filter({ hasText: 'plan.txt' });
    await row.getByRole('progressbar').waitFor();
    await row.getByRole('button', { name: 'Cancel sending' }).click();
    await row.waitFor({ state: 'detached' });
    gate.open();
    assert.equal(stored().length, count);
  });

  it('opens a received text in an editor, and saves it where the person says', async () => {
    const content = Buffer.from('First line of the notes\nSecond line\n');
    const id = await receive('notes.txt', content);
    const card = thread.locator(`[data-message-id="${id}"]`).getByRole('group', { name: /notes\.txt/ });
    // The disk of this window is not the one that the person's own file manager shows.
    assert.equal(await card.getByRole('button', { name: 'Show in folder: notes.txt' }).count(), 0);
    await card.getByRole('button', { name: 'Save as…: notes.txt' }).click();
    const target = join(workbench.dataFolder, 'saved notes.txt');
    await saveAs('notes.txt', target);
    await workbench.page.getByText('notes.txt was saved.').waitFor();
    assert.deepEqual(await readFile(target), content);

    await card.getByRole('button', { name: 'Open: notes.txt' }).click();
    await workbench.page.locator('.view-line').filter({ hasText: 'First line of the notes' }).waitFor();
    await workbench.page.getByRole('tab', { name: 'Trung, Tài' }).click();
    thread = await workbench.webview('Trung, Tài');
  });
});
