// The main job as a person does it: by mouse and keyboard in a real VS Code, against a portal over HTTP.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import type { PortalCall } from '../../portal/callLog.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const OWN_ID = 1;

describe('the main job', () => {
  let portal: Portal;
  let workbench: Workbench;
  let thread: FrameLocator;

  before(async () => {
    portal = await startPortal({ seed: seeds.paper });
    workbench = await openWorkbench({
      extensionPath: root,
      folder: join(root, 'test', 'host', 'workspace'),
      theme: 'Default Dark Modern',
    });
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  const log = (): Locator => thread.getByRole('log', { name: 'Messages' });
  const message = (id: number): Locator => log().locator(`[data-message-id="${id}"]`);
  const composer = (): Locator => thread.getByRole('textbox', { name: 'Message' });
  const treeRow = (title: string): Locator => workbench.page.getByRole('treeitem').filter({ hasText: title });
  /** Without the polling, which depends on time. */
  const actions = (): string[] =>
    portal.calls
      .filter((call) => !isPolling(call))
      .map((call) => `${call.method} ${JSON.stringify(call.params)}`);

  it('opens the walkthrough by itself on the first start', async () => {
    await workbench.page.getByText('Choose a way in').first().waitFor();
    assert.deepEqual(portal.calls, []);
  });

  it('shows what to do in the view, and takes the person to the sign-in from there', async () => {
    await workbench.page.getByRole('tab', { name: 'Bitrix24' }).click();
    await workbench.page.getByRole('button', { name: 'Sign in to Bitrix24' }).click();
    await workbench.quickInput.box.waitFor();
  });

  it('refuses a wrong code in the box, keeps what was typed, and stores nothing', async () => {
    await workbench.quickInput.answer(`${portal.url}/rest/1/wrongwrongwrong1/`);
    await workbench.page.getByText('wrong, expired or was deleted').first().waitFor();
    assert.match(await workbench.quickInput.box.inputValue(), /wrongwrongwrong1/);
  });

  it('signs in through the input box and fills the tree', async () => {
    portal.clearCalls();
    await workbench.quickInput.answer(`  <${portal.webhookUrl()}im.message.add.json> `);
    await treeRow('Trung, Tài').waitFor();
    const label = await treeRow('Trung, Tài').getAttribute('aria-label');
    assert.match(label ?? '', /1 unread/);
    assert.match(label ?? '', /Hello Trung/);
    assert.deepEqual(
      portal.calls.filter((call) => call.batch === undefined).map((call) => call.method),
      ['batch', 'batch'],
      'one request to check the webhook, one to fill the list',
    );
  });

  it('opens the dialog from the tree, the unread message told apart', async () => {
    portal.clearCalls();
    // Hold the mark back, so that the message is seen unread.
    const gate = portal.faults.hold('im.dialog.read');
    await treeRow('Trung, Tài').click();
    thread = await workbench.webview('Trung, Tài');
    await message(841).waitFor();
    assert.equal(await message(841).getAttribute('data-unread'), 'true');
    assert.equal(await message(841).getAttribute('data-author-id'), '7');
    assert.match((await message(841).getAttribute('aria-label')) ?? '', /^Tài Lê/);
    await thread.getByRole('separator', { name: 'New messages' }).waitFor();
    gate.open();
  });

  it('marks it read up to what was on screen, and counts down at once', async () => {
    const read = await portal.waitForCall(({ method }) => method === 'im.dialog.read');
    assert.deepEqual(read.params, { DIALOG_ID: 'chat97', MESSAGE_ID: 841 });
    await log().locator('[data-message-id="841"]:not([data-unread="true"])').waitFor();
    await workbench.page
      .locator('[role="treeitem"][aria-label*="Trung, Tài"]:not([aria-label*="unread"])')
      .waitFor();
    assert.deepEqual(actions().filter((call) => call.startsWith('im.dialog.read')).length, 1);
  });

  it('sends by typing: at once in the thread, then with the portal’s id', async () => {
    portal.clearCalls();
    const gate = portal.faults.hold('im.message.add');
    await composer().click();
    await composer().pressSequentially('Chào Tài, ');
    await composer().press('Shift+Enter');
    await composer().pressSequentially('xem giúp mình nhé 🙂');
    await composer().press('Enter');
    const own = log().locator('[data-own="true"]').last();
    await gate.reached;
    assert.equal(await own.getAttribute('data-state'), 'sending');
    gate.open();
    await log().locator('[data-own="true"][data-state="sent"][data-message-id]').waitFor();
    const sent = await portal.waitForCall(({ method }) => method === 'im.message.add');
    assert.equal(sent.params['MESSAGE'], 'Chào Tài, \nxem giúp mình nhé 🙂');
    assert.equal(await composer().inputValue(), '');
    const stored = portal.world.chat(97).messages.filter((stored) => stored.authorId === OWN_ID);
    assert.equal(stored.length, 1);
    assert.equal(Number(await own.getAttribute('data-message-id')), stored[0]?.id);
  });

  it('shows another person’s message by itself, and marks it read', async () => {
    portal.clearCalls();
    const id = await portal.as(7).post('chat97', 'Mình xem rồi, [B]ổn[/B]: https://example.com/a(b)');
    await message(id).waitFor();
    assert.equal(await message(id).locator('b, strong').textContent(), 'ổn');
    const read = await portal.waitForCall(({ method }) => method === 'im.dialog.read');
    assert.deepEqual(read.params, { DIALOG_ID: 'chat97', MESSAGE_ID: id });
  });

  it('keeps a message that could not be sent, with Retry, and sends it once', async () => {
    portal.clearCalls();
    const refusal = portal.faults.add(
      'im.message.add',
      { kind: 'error', status: 403, error: 'ACCESS_ERROR', description: 'Access denied' },
      10,
    );
    await composer().fill('Do not lose me');
    await composer().press('Enter');
    const failed = log().locator('[data-state="failed"]');
    await failed.getByRole('button', { name: 'Retry' }).waitFor();
    assert.match((await failed.textContent()) ?? '', /Do not lose me/);
    assert.match((await failed.textContent()) ?? '', /no access/);
    refusal.dispose();
    await failed.getByRole('button', { name: 'Retry' }).click();
    // Not when it stops being failed: from then on it is on its way.
    await log().locator('[data-state="sent"]').filter({ hasText: 'Do not lose me' }).waitFor();
    const stored = portal.world.chat(97).messages.filter(({ text }) => text === 'Do not lose me');
    assert.equal(stored.length, 1);
  });

  it('sends exactly once when the connection drops after the portal has stored the message', async () => {
    portal.faults.add('im.message.add', { kind: 'drop', when: 'after' });
    await composer().fill('Once and only once');
    await composer().press('Enter');
    await log()
      .locator('[data-own="true"][data-state="sent"][data-message-id]')
      .filter({ hasText: 'Once and only once' })
      .waitFor();
    const stored = portal.world.chat(97).messages.filter(({ text }) => text === 'Once and only once');
    assert.equal(stored.length, 1);
  });

  it('calls exactly what this needed', async () => {
    portal.clearCalls();
    await composer().fill('Last one');
    await composer().press('Enter');
    const id = await portal.waitForCall(({ method }) => method === 'im.message.add');
    await log().locator('[data-state="sent"]').filter({ hasText: 'Last one' }).waitFor();
    assert.match(
      actions().join('\n'),
      /^im\.message\.add \{"DIALOG_ID":"chat97","MESSAGE":"Last one","TEMPLATE_ID":"[0-9a-f-]{36}"\}$/,
    );
    assert.equal(id.error, undefined);
  });

  it('asks before it splits what is too long, and sends the parts once and in order', async () => {
    portal.clearCalls();
    const line = `${'Một câu dài. '.repeat(50)}\n`;
    const text = line.repeat(40).trim();
    await composer().fill(text);
    await composer().press('Enter');
    await workbench.page.getByRole('button', { name: 'Send in 2 parts' }).click();
    await log().locator('[data-own="true"][data-state="sent"][data-message-id]').last().waitFor();
    const isSecond = ({ method }: PortalCall): boolean =>
      portal.calls.filter((call) => call.method === method).length === 2 && method === 'im.message.add';
    await portal.waitForCall(isSecond);
    const words = (given: string): string => given.replaceAll(/\s+/g, ' ').trim();
    const parts = portal.world.chat(97).messages.slice(-2);
    assert.equal(words(parts.map((part) => part.text).join(' ')), words(text));
    assert.equal(await composer().inputValue(), '');
    await composer().fill('Last one, short again');
    await composer().press('Enter');
    await log().locator('[data-state="sent"]').filter({ hasText: 'short again' }).waitFor();
  });

  it('comes back after a reload of the window: signed in, the thread where it was, nothing sent again', async () => {
    portal.clearCalls();
    await workbench.reload();
    thread = await workbench.webview('Trung, Tài');
    await log().getByText('Last one, short again').waitFor();
    await treeRow('Trung, Tài').waitFor();
    assert.ok(!actions().some((call) => call.startsWith('im.message.add')));
    assert.ok(!portal.calls.some(({ method }) => method === 'profile'));
  });

  it('keeps the secret out of the log, the page and the settings', async () => {
    const secret = new URL(portal.webhookUrl()).pathname.split('/').at(-2) ?? '';
    assert.ok(!(await workbench.readLog('Bitrix24')).includes(secret));
    assert.ok(!workbench.logs.join('\n').includes(secret));
    const html = await thread.locator(':root').evaluate((root) => root.outerHTML);
    assert.ok(!html.includes(secret));
    assert.ok(!html.includes(new URL(portal.url).host), 'the page knows the portal’s address');
  });

  it('signs out after asking, and forgets', async () => {
    // VS Code hands the row that has the focus to whatever the title's menu runs.
    await treeRow('Trung, Tài').click();
    const header = workbench.page.locator('.pane-header').filter({ hasText: 'Dialogs' });
    await header.hover();
    await header.getByRole('button', { name: 'More Actions' }).click();
    await workbench.page.getByRole('menuitem', { name: 'Sign Out' }).waitFor();
    // By keyboard: the menu takes no click in its first moments.
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByRole('button', { name: 'Sign out' }).click();
    await workbench.page.getByRole('button', { name: 'Sign in to Bitrix24' }).waitFor();
    await workbench.reload();
    await workbench.page.getByRole('button', { name: 'Sign in to Bitrix24' }).waitFor();
  });
});

function isPolling(call: PortalCall): boolean {
  if (call.method === 'batch' || call.method === 'im.recent.list' || call.method === 'im.counters.get')
    return true;
  // Told again after some seconds of writing.
  if (call.method === 'im.dialog.writing') return true;
  return (
    call.batch !== undefined &&
    (call.method === 'im.dialog.messages.get' || call.method.startsWith('im.v2.Event.'))
  );
}
