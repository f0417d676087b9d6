// Two portals at once, with the same person and the same dialogs: what belongs to whom is never in doubt.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { chooseFromMenu } from '../../host/chooseFromMenu.ts';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const DIALOG = 'Trung, Tài';
const DIALOG_ID = 'chat97';
const COLLEAGUE = 7;

describe('two accounts', () => {
  let one: Portal;
  let other: Portal;
  let workbench: Workbench;

  before(async () => {
    one = await startPortal({ seed: seeds.paper });
    other = await startPortal({ seed: seeds.paper });
    await one.as(COLLEAGUE).post(DIALOG_ID, 'Written on the first portal');
    await other.as(COLLEAGUE).post(DIALOG_ID, 'Written on the second portal');
    workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      theme: 'Default Dark Modern',
      env: { BITRIX24_DEV_WEBHOOK: one.webhookUrl() },
    });
  });
  after(async () => {
    await workbench?.close();
    await one?.stop();
    await other?.stop();
  });

  const hostOf = (portal: Portal): string => new URL(portal.url).host;
  const treeItem = (text: string): Locator => workbench.page.getByRole('treeitem').filter({ hasText: text });
  const tab = (title: string): Locator => workbench.page.getByRole('tab', { name: title });
  const sidebarItem = (): Locator => workbench.page.getByRole('tab', { name: /^Bitrix24/ });
  const composerOf = (thread: FrameLocator): Locator =>
    thread.getByRole('textbox', { name: 'Message', exact: true });
  const textsOf = (portal: Portal): readonly unknown[] =>
    portal.calls
      .filter(({ method }) => method === 'im.message.add')
      .map(({ params }) => (params as { readonly MESSAGE?: unknown }).MESSAGE);

  /** The accounts stand in the order of signing in, each with its dialogs beneath. */
  async function openDialog(portal: Portal): Promise<FrameLocator> {
    await treeItem(DIALOG)
      .nth(portal === one ? 0 : 1)
      .click();
    const thread = await workbench.webview(`${DIALOG} · ${hostOf(portal)}`);
    await composerOf(thread).waitFor();
    return thread;
  }

  it('groups the dialogs by account once there are two, and counts what is unread in both', async () => {
    await workbench.runCommand('Bitrix24: Focus on Dialogs View');
    await treeItem(DIALOG).waitFor();
    assert.equal(await treeItem(DIALOG).getAttribute('aria-level'), '1');
    await workbench.runCommand('Bitrix24: Sign In');
    await workbench.quickInput.answer(other.webhookUrl());
    for (const portal of [one, other]) {
      const account = treeItem(hostOf(portal));
      await account.waitFor();
      assert.equal(await account.getAttribute('aria-level'), '1');
    }
    await treeItem(DIALOG).nth(1).waitFor();
    assert.equal(await treeItem(DIALOG).nth(0).getAttribute('aria-level'), '2');
    await sidebarItem()
      .and(workbench.page.locator('[aria-label*="4 unread" i], [aria-label*="messages: 4" i]'))
      .waitFor();
  });

  it('opens the same dialog of both in two tabs, and sends to each portal its own', async () => {
    for (const portal of [one, other]) {
      const thread = await openDialog(portal);
      const [mine, theirs] = portal === one ? ['first', 'second'] : ['second', 'first'];
      await thread.getByText(`Written on the ${mine} portal`).waitFor();
      assert.equal(await thread.getByText(`Written on the ${theirs} portal`).count(), 0);
      await composerOf(thread).fill(`For the ${mine}`);
      await composerOf(thread).press('Enter');
      await portal.waitForCall(({ method }) => method === 'im.message.add');
    }
    await tab(`${DIALOG} · ${hostOf(one)}`).waitFor();
    await tab(`${DIALOG} · ${hostOf(other)}`).waitFor();
    assert.deepEqual([textsOf(one), textsOf(other)], [['For the first'], ['For the second']]);
  });

  it('keeps a draft to its account, though the dialogs share their id', async () => {
    const first = await openDialog(one);
    await composerOf(first).fill('half a sentence');
    const second = await openDialog(other);
    assert.equal(await composerOf(second).inputValue(), '');
    const again = await openDialog(one);
    assert.equal(await composerOf(again).inputValue(), 'half a sentence');
  });

  it('opens a link to a dialog of the other portal in the account that is there', async () => {
    const address = `${other.url}/online/?IM_DIALOG=${COLLEAGUE}`;
    await one.as(COLLEAGUE).post(DIALOG_ID, `[URL=${address}]Look there[/URL]`);
    const thread = await openDialog(one);
    await thread.getByRole('link', { name: 'Look there' }).click();
    await tab(`Tài Lê · ${hostOf(other)}`).waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('opens a link that names a portal in the account that is there, whichever is the default', async () => {
    const { page } = workbench;
    await treeItem('Tài Lê').first().click({ button: 'right' });
    await chooseFromMenu(page.getByRole('menuitem', { name: 'Copy Link' }));
    await page.getByText('Link copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(new URL(link).searchParams.get('portal'), hostOf(one));
    await workbench.runCommand('Developer: Open URL');
    await workbench.quickInput.answer(link);
    await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
    await tab(`Tài Lê · ${hostOf(one)}`).waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('brings both tabs back after a reload, each with its portal', async () => {
    await workbench.reload();
    for (const portal of [one, other]) {
      await tab(`${DIALOG} · ${hostOf(portal)}`).click();
      const thread = await workbench.webview(`${DIALOG} · ${hostOf(portal)}`);
      await thread.getByText(portal === one ? 'For the first' : 'For the second').waitFor();
    }
  });

  it('asks which account is to be the default one, and shows it', async () => {
    await workbench.runCommand('Bitrix24: Switch Default Account');
    await workbench.quickInput.rows.filter({ hasText: hostOf(one) }).click();
    await treeItem(hostOf(one)).filter({ hasText: 'default' }).waitFor();
    await workbench.page
      .locator(`[aria-label*="default"][role="treeitem"]`)
      .filter({ hasText: hostOf(other) })
      .waitFor({ state: 'detached' });
  });

  it('signs one out by the Accounts menu and leaves the other at work', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: /^Accounts/ }).click();
    await page.getByRole('menuitem', { name: new RegExp(hostOf(other)) }).hover();
    await chooseFromMenu(page.getByRole('menuitem', { name: 'Sign Out' }));
    await page.getByRole('dialog').getByRole('button', { name: 'Sign Out' }).click();
    await tab(`${DIALOG} · ${hostOf(other)}`).waitFor({ state: 'detached' });
    await treeItem(hostOf(one)).waitFor({ state: 'detached' });
    assert.equal(await treeItem(DIALOG).getAttribute('aria-level'), '1');
    other.clearCalls();
    await treeItem(DIALOG).click();
    const thread = await workbench.webview(DIALOG);
    await composerOf(thread).fill('Still here');
    await composerOf(thread).press('Enter');
    await one.waitForCall(({ params }) => JSON.stringify(params).includes('Still here'));
    assert.deepEqual(other.calls, []);
  });
});
