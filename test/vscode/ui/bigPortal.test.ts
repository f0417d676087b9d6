// A portal of 3,000 dialogs: signing in by parts, paging, finding, and the palette's way to send.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { chooseFromMenu } from '../../host/chooseFromMenu.ts';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import type { PortalCall } from '../../portal/callLog.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { largeIds } from '../../portal/seeds/large.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('a big portal', () => {
  let portal: Portal;
  let workbench: Workbench;

  before(async () => {
    portal = await startPortal({ seed: seeds.large });
    workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      theme: 'Default Light Modern',
    });
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  it('signs in by address, user and code, with the portal’s page for webhooks at hand', async () => {
    const { port, pathname } = new URL(portal.webhookUrl());
    const [, , userId = '', code = ''] = pathname.split('/');
    await workbench.runCommand('Bitrix24: Sign In');
    await workbench.quickInput.answer(`127.0.0.1:${port}`);
    await workbench.quickInput.pick('With an incoming webhook');
    await workbench.page.getByText('2 of 3').waitFor();
    await workbench.page.getByRole('button', { name: /page of your portal/ }).waitFor();
    await workbench.quickInput.answer('me');
    await workbench.page.getByText('The user ID is a number.').waitFor();
    await workbench.quickInput.answer(userId);
    await workbench.page.getByText('3 of 3').waitFor();
    await workbench.quickInput.answer(code);
    await workbench.page.getByRole('treeitem').nth(3).waitFor();
  });

  it('lists the first 200 in one request, and the rest on demand', async () => {
    const lists = portal.calls.filter(({ method }) => method === 'im.recent.list');
    assert.deepEqual(lists[0]?.params, { OFFSET: '0', LIMIT: '200' });
    const tree = workbench.page.getByRole('tree', { name: /Dialogs/ });
    await tree.focus();
    await workbench.page.keyboard.press('End');
    const more = workbench.page.getByRole('treeitem', { name: 'Show more' });
    await more.waitFor();
    portal.clearCalls();
    await more.click();
    // A little before the end of what is known, as rows move while somebody reads.
    const further = await portal.waitForCall(
      ({ method, params }) => method === 'im.recent.list' && Number(params['OFFSET']) > 100,
    );
    assert.ok(Number(further.params['OFFSET']) <= 200);
    assert.equal(further.params['LIMIT'], '200');
    await workbench.page.waitForFunction(() => {
      const rows = [...document.querySelectorAll('[role="treeitem"][aria-setsize]')];
      return rows.some((row) => Number(row.getAttribute('aria-setsize')) > 400);
    });
  });

  it('finds people whom the list does not show, on the portal', async () => {
    portal.clearCalls();
    await workbench.runCommand('Bitrix24: Find Person or Chat');
    await workbench.quickInput.type('Volkova Clara');
    const search = await portal.waitForCall(({ method }) => method === 'im.search.user.list');
    assert.equal(search.params['FIND'], 'volkova clara');
    const person = workbench.quickInput.rows.filter({ hasText: 'Clara Volkova' }).first();
    const name = await person.locator('.label-name').innerText();
    await person.click();
    const opened = await portal.waitForCall(({ method }) => method === 'im.dialog.get');
    assert.match(textOf(opened, 'DIALOG_ID'), /^\d+$/);
    await workbench.webview(name.trim());
  });

  it('opens a dialog of 137 unread messages at the first of them', async () => {
    await workbench.runCommand('Bitrix24: Open Dialog');
    await workbench.quickInput.type(`chat${largeIds.unreadChat}`);
    await workbench.quickInput.rows.first().waitFor();
    await workbench.quickInput.accept();
    await portal.waitForCall(
      ({ method, params }) =>
        method === 'im.dialog.get' && params['DIALOG_ID'] === `chat${largeIds.unreadChat}`,
    );
    const thread = await workbench.webview(portal.world.chat(largeIds.unreadChat).title);
    await thread.getByRole('separator', { name: 'New messages' }).waitFor();
    assert.ok((await thread.locator('[data-unread="true"]').count()) > 0);
  });

  it('sends from the palette with cards that are checked first', async () => {
    portal.clearCalls();
    const { quickInput } = workbench;
    await workbench.runCommand('Bitrix24: Send Message');
    await quickInput.type(`chat${largeIds.longChat}`);
    await quickInput.rows.first().waitFor();
    await quickInput.accept();
    await quickInput.box.and(workbench.page.locator('[placeholder*="markup"]')).waitFor();
    await quickInput.answer('From the [B]palette[/B]');
    await quickInput.rows.filter({ hasText: 'ATTACH' }).click();
    await quickInput.type('[{"MESSAGE": }]');
    await workbench.page.getByText(/ATTACH is not valid JSON/).waitFor();
    await quickInput.type('[{"MESSAGE": "A card"}]');
    await quickInput.accept();
    await quickInput.rows.filter({ hasText: 'set' }).first().waitFor();
    await quickInput.rows.first().click();
    const sent = await portal.waitForCall(({ method }) => method === 'im.message.add');
    assert.equal(sent.params['MESSAGE'], 'From the [B]palette[/B]');
    assert.deepEqual(sent.params['ATTACH'], [{ MESSAGE: 'A card' }]);
  });

  it('sends the selection from the editor’s context menu', async () => {
    portal.clearCalls();
    const { page, quickInput } = workbench;
    const editor = await workbench.openFile('billing/invoice.ts');
    await editor.locator('.view-line').nth(3).click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await editor.locator('.view-line').nth(3).click({ button: 'right' });
    await chooseFromMenu(page.getByRole('menuitem', { name: /Send Selection to Bitrix24/ }));
    await page.getByText(/^Send invoice\.ts:4-5 to$/).waitFor();
    await quickInput.type(`chat${largeIds.longChat}`);
    await quickInput.rows.first().waitFor();
    await quickInput.accept();
    await quickInput.box.and(page.locator('[placeholder*="comment"]')).waitFor();
    await quickInput.accept();
    const sent = await portal.waitForCall(({ method }) => method === 'im.message.add');
    assert.match(textOf(sent, 'MESSAGE'), /invoice\.ts:4-5 .*\n\[code\]/s);
  });
});

function textOf(call: PortalCall, parameter: string): string {
  const value = call.params[parameter];
  assert.ok(typeof value === 'string', `${parameter} is no text`);
  return value;
}
