// Being told of what matters, and of nothing else: toasts, the digest and Bitrix24's own notifications in a real VS Code.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const ME = 1;
const COLLEAGUE = 7;
const GROUP = 'Trung, Tài';

describe('notifications', () => {
  let portal: Portal;
  let workbench: Workbench;
  let invitation: number;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper });
    await portal.as(COLLEAGUE).post(ME, 'Unread before the first start');
    invitation = portal.world.notices.add({
      userId: ME,
      authorId: COLLEAGUE,
      type: 1,
      module: 'calendar',
      event: 'invite',
      text: 'Invites you to [B]Release retrospective[/B]',
      buttons: [
        { TITLE: 'Accept', VALUE: 'Y', TYPE: 'accept' },
        { TITLE: 'Decline', VALUE: 'N', TYPE: 'cancel' },
      ],
    }).id;
    workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      env: { BITRIX24_DEV_WEBHOOK: portal.webhookUrl() },
      settings: {
        'bitrix24.notifications.messages': 'mentionsAndDirect',
        'bitrix24.sync.fastestInterval': 1.5,
      },
    });
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  // This VS Code is driven by a test, and then shows no toasts; the bell's list holds the same with the same buttons.
  const toasts = (): Locator => workbench.page.locator('.notifications-center .notification-list-item');
  const toast = async (text: string | RegExp): Promise<Locator> => {
    await workbench.runCommand('Notifications: Show Notifications');
    const found = toasts().filter({ hasText: text });
    await found.waitFor();
    return found;
  };
  const press = (button: string): Promise<void> =>
    toasts().getByRole('button', { name: button, exact: true }).click();
  const row = (title: string): Locator => workbench.page.getByRole('treeitem').filter({ hasText: title });

  it('tells of a private message with Open, Reply and Mute, and of nothing from before the first start', async () => {
    await workbench.runCommand('Bitrix24: Focus on Dialogs View');
    await row(GROUP).waitFor();
    await portal.as(COLLEAGUE).post(ME, 'Are you [there](command:workbench.action.quit)?');
    await toast('Tài Lê: Are you [there]');
    assert.equal(await toasts().count(), 1);
    // One message: what was unread before would be counted along.
    assert.doesNotMatch((await toasts().textContent()) ?? '', /new messages/);
    assert.equal(await toasts().locator('.notification-list-item-message a').count(), 0);
    for (const name of ['Open', 'Reply', 'Mute']) {
      assert.equal(await toasts().getByRole('button', { name, exact: true }).count(), 1, name);
    }
  });

  it('sends the reply from an input box', async () => {
    await press('Reply');
    await workbench.quickInput.answer('Here I am');
    const sent = await portal.waitForCall(({ method }) => method === 'im.message.add', { timeoutMs: 30_000 });
    assert.deepEqual([sent.params['DIALOG_ID'], sent.params['MESSAGE']], [String(COLLEAGUE), 'Here I am']);
    await toasts().waitFor({ state: 'detached' });
  });

  it('is silent for the thread on screen, and opens a mention elsewhere', async () => {
    const tab = workbench.page.getByRole('tab', { name: /^Tài Lê/ });
    // A row that is drawn anew at this moment takes a click and does nothing.
    while (!(await tab.isVisible())) {
      await row('Tài Lê').click();
      await tab.waitFor({ timeout: 3_000 }).catch(() => undefined);
    }
    const thread = await workbench.webview('Tài Lê');
    const shown = await portal.as(COLLEAGUE).post(ME, 'In front of your eyes');
    await thread.locator(`[data-message-id="${shown}"]`).waitFor();
    await portal.as(COLLEAGUE).post('chat97', 'For nobody');
    await portal.as(COLLEAGUE).post('chat97', `[USER=${ME}]Trung[/USER], look`);
    await toast(/Trung, Tài.*Trung, look/);
    assert.equal(await toasts().count(), 1);
    await press('Open');
    const group = await workbench.webview(GROUP);
    await group.getByText('For nobody').first().waitFor();
  });

  it('keeps quiet while the status says so, and tells it in one digest afterwards', async () => {
    await workbench.runCommand('Bitrix24: Set Own Status');
    await workbench.quickInput.pick('Do not disturb');
    await portal.waitForCall(({ method }) => method === 'im.user.status.set', { timeoutMs: 30_000 });
    await portal.as(COLLEAGUE).post(ME, 'One');
    await workbench.page.locator('[role="treeitem"][aria-label*="Tài Lê"][aria-label*="1 unread"]').waitFor();
    await portal.as(COLLEAGUE).post(ME, 'Two');
    await workbench.page.locator('[role="treeitem"][aria-label*="Tài Lê"][aria-label*="2 unread"]').waitFor();
    await workbench.runCommand('Bitrix24: Set Own Status');
    await workbench.quickInput.pick('Online');
    // Both: neither was told before.
    await toast('Meanwhile: Tài Lê, new messages: 2. Two');
    await workbench.runCommand('Bitrix24: Show Missed Messages');
    await workbench.quickInput.rows.filter({ hasText: 'Two' }).waitFor();
    await workbench.quickInput.cancel();
  });

  it('shows Bitrix24’s own notifications, and accepts an invitation', async () => {
    await workbench.runCommand('Bitrix24: Focus on Notifications View');
    const item = row('Release retrospective');
    await item.hover();
    await item.getByRole('button', { name: 'Accept', exact: true }).click();
    const call = await portal.waitForCall(({ method }) => method === 'im.notify.confirm', {
      timeoutMs: 30_000,
    });
    assert.deepEqual(call.params, { NOTIFY_ID: invitation, NOTIFY_VALUE: 'Y' });
    await item.waitFor({ state: 'detached' });
    await workbench.page.getByText('No notifications', { exact: true }).first().waitFor();
    assert.equal(portal.world.notices.answers.length, 1);
  });
});
