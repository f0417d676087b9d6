// What the status bar says in each state of things, and that a click does what helps.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const DIALOG = 'Trung, Tài';

describe('the status bar', () => {
  let portal: Portal;
  let workbench: Workbench;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper });
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  /** The item, by what is read to whoever does not see it. */
  const item = (spoken: RegExp): Locator => workbench.page.getByRole('button', { name: spoken });
  const said = (text: string): Locator => workbench.page.locator('.statusbar-item').filter({ hasText: text });
  const online = (): Locator => item(/^Bitrix24, \d+ unread$/);

  it('says that it connects, and then how much is unread', async () => {
    const gate = portal.faults.hold('im.recent.list');
    workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      env: { BITRIX24_DEV_WEBHOOK: portal.webhookUrl() },
    });
    await item(/^Bitrix24, nothing unread, connecting$/).waitFor();
    gate.open();
    await online().waitFor();
  });

  it('says since when the portal is out of reach, and a click asks again', async () => {
    await workbench.page.getByRole('tab', { name: 'Bitrix24' }).click();
    const outage = portal.faults.add('*', { kind: 'drop', when: 'before' }, Infinity);
    await item(/^Bitrix24, \d+ unread, Offline since \d/).waitFor();
    outage.dispose();
    await said('Offline since').click();
    await online().waitFor();
  });

  it('says that the sign-in is over and what waits for it; a click begins a new one', async () => {
    const refusal = portal.faults.add(
      '*',
      { kind: 'error', status: 401, error: 'INVALID_CREDENTIALS' },
      Infinity,
    );
    await workbench.page.getByRole('treeitem').filter({ hasText: DIALOG }).click();
    const thread = await workbench.webview(DIALOG);
    await write(thread, 'Written in vain');
    await item(/refused the sign-in.*, Waiting to be sent: 1$/).waitFor();
    assert.match(await said('Bitrix24: sign in').innerText(), /sign in[^]*\b1$/);
    await said('Bitrix24: sign in').click();
    await workbench.quickInput.box.waitFor();
    await workbench.page.keyboard.press('Escape');
    refusal.dispose();
    await workbench.runCommand('Bitrix24: Refresh');
    await thread.locator('[data-own="true"][data-state="sent"]').filter({ hasText: 'in vain' }).waitFor();
    await item(/^Bitrix24, (\d+|nothing) unread$/).waitFor();
  });

  it('says until when the portal asks to slow down, and a click tells more', async () => {
    portal.faults.add('im.recent.list', { kind: 'operatingLimit' }, Infinity);
    await said('Bitrix24: slowed down until').waitFor();
    // A time of the day, also where that is past midnight.
    assert.match(await said('Bitrix24: slowed down until').innerText(), /until \d+:\d\d/);
    await said('Bitrix24: slowed down until').click();
    await workbench.page.getByRole('tab', { name: /Bitrix24 diagnostics/ }).waitFor();
  });

  async function write(thread: FrameLocator, text: string): Promise<void> {
    const composer = thread.getByRole('textbox', { name: 'Message' });
    await composer.fill(text);
    await composer.press('Enter');
  }
});
