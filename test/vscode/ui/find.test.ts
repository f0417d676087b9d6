// Finding somebody: by a name typed in a hurry, and what can be done from the box.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { chooseFromMenu } from '../../host/chooseFromMenu.ts';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('finding people and chats', () => {
  let portal: Portal;
  let workbench: Workbench;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper });
    portal.world.addUser({
      id: 300,
      firstName: 'Привалова',
      lastName: 'Ольга',
      position: 'Аналитик',
      departments: [1],
    });
    workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      env: { BITRIX24_DEV_WEBHOOK: portal.webhookUrl() },
    });
    await workbench.page.getByRole('tab', { name: 'Bitrix24' }).click();
    await workbench.page.getByRole('treeitem').filter({ hasText: 'Trung, Tài' }).waitFor();
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  /** A thread that opens takes the focus, and a box that loses it closes. */
  const opened = async (title: string): Promise<void> => {
    const thread = await workbench.webview(title);
    await thread.locator('textarea:focus, [role="textbox"]:focus').waitFor();
  };

  /** One box follows another in the same place. */
  const asked = (title: string): Promise<void> =>
    workbench.page.locator('.quick-input-title').getByText(title).waitFor();

  it('finds a department and who works there', async () => {
    const { page, quickInput } = workbench;
    await workbench.runCommand('Bitrix24: Find Person or Chat');
    await asked('Find');
    await quickInput.type('paper');
    await quickInput.row('Paper').waitFor();
    await quickInput.pick('Paper');
    await asked('People of Paper');
    await quickInput.row('Привалова Ольга').waitFor();
    await page.locator('.quick-input-widget').getByRole('button', { name: 'Back' }).click();
    await quickInput.row('Paper').waitFor();
    await quickInput.cancel();
  });

  it('makes a group of chosen people, and adds somebody with the history', async () => {
    const { page, quickInput } = workbench;
    await workbench.runCommand('Bitrix24: New Group');
    await asked('New group: people');
    await quickInput.type('tai');
    await quickInput.rows.filter({ hasText: 'Tài' }).first().click();
    await quickInput.accept();
    await asked('New group: name');
    await quickInput.answer('Ship it');
    await asked('New group: who may come in');
    await quickInput.pick('Closed');
    await opened('Ship it');
    const row = page.getByRole('treeitem').filter({ hasText: 'Ship it' });
    await row.click({ button: 'right' });
    await chooseFromMenu(page.getByRole('menuitem', { name: 'Add People to Group' }));
    await asked('Add people');
    await quickInput.type('ghbd');
    await quickInput.rows.filter({ hasText: 'Привалова Ольга' }).click();
    await quickInput.accept();
    const added = portal.waitForCall(({ method }) => method === 'im.chat.user.add', { timeoutMs: 30_000 });
    await quickInput.pick('With the history');
    assert.equal((await added).params['HIDE_HISTORY'], 'N');
    const chat = [...portal.world.chats.values()].find(({ title }) => title === 'Ship it');
    assert.equal(chat?.messageType, 'C');
  });

  it('finds without marks what is in the list, and opens it to the side by its button', async () => {
    const { page, quickInput } = workbench;
    await workbench.runCommand('Bitrix24: Find Person or Chat');
    await asked('Find');
    await quickInput.type('trung tai');
    const row = quickInput.row('Trung, Tài');
    await row.hover();
    await row.getByRole('button', { name: 'Open to the side' }).click();
    await opened('Trung, Tài');
    assert.equal(await page.locator('.editor-group-container').count(), 2);
  });

  it('finds on the portal who was typed with the wrong layout on, and opens the thread on Enter', async () => {
    const { page, quickInput } = workbench;
    await page.getByRole('treeitem').filter({ hasText: 'Ship it' }).focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('b');
    await asked('Find');
    // "прив" on a keyboard that is in English.
    await quickInput.type('ghbd');
    await quickInput.row('Привалова Ольга').waitFor();
    await quickInput.accept();
    await page.getByRole('tab', { name: /Привалова Ольга/ }).waitFor();
  });
});
