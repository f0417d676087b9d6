// Writing in a real VS Code, against a portal over HTTP: what others get of replies, mentions, Markdown and edits.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';
import type { MessageRecord } from '../../portal/records.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const OWN_ID = 1;

describe('writing', () => {
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
    await workbench.runCommand('Bitrix24: Sign In');
    await workbench.quickInput.answer(portal.webhookUrl());
    const row = workbench.page.getByRole('treeitem').filter({ hasText: 'Trung, Tài' });
    await row.waitFor();
    await row.click();
    thread = await workbench.webview('Trung, Tài');
    await composer().waitFor();
  });
  after(async () => {
    await workbench?.close();
    await portal?.stop();
  });

  const composer = (): Locator => thread.getByRole('textbox', { name: 'Message', exact: true });
  const message = (id: number): Locator => thread.locator(`[data-message-id="${id}"]`);
  const stored = (): readonly MessageRecord[] =>
    portal.world.chat(97).messages.filter(({ authorId }) => authorId === OWN_ID);

  /** The message that the portal has after the next call of the method. */
  async function storedAfter(method: string, action: () => Promise<void>): Promise<MessageRecord> {
    portal.clearCalls();
    await action();
    await portal.waitForCall((call) => call.method === method && call.status === 200);
    const last = stored().at(-1);
    assert.ok(last);
    return last;
  }

  it('completes a name that the portal then knows whom to tell of, and makes Markdown its own', async () => {
    const sent = await storedAfter('im.message.add', async () => {
      await composer().click();
      await composer().pressSequentially('@tai');
      await thread.getByRole('option', { name: 'Tài Lê' }).waitFor();
      await composer().press('Enter');
      await composer().pressSequentially('see **this** and `a*b*c`');
      await composer().press('Enter');
    });
    assert.equal(sent.text, '[USER=7]Tài Lê[/USER] see [b]this[/b] and [code]a*b*c[/code]');
    await message(sent.id).locator('b', { hasText: 'this' }).waitFor();
  });

  it('tells the others that somebody writes: once in a while, not at every key', async () => {
    portal.clearCalls();
    await composer().pressSequentially('some words that take several keys');
    const calls = (): number => portal.calls.filter(({ method }) => method === 'im.dialog.writing').length;
    assert.ok(calls() <= 1, `${calls()} calls`);
    await composer().fill('');
  });

  it('formats by a key that VS Code itself would take', async () => {
    await composer().fill('bold');
    await composer().press('Control+a');
    await composer().press('Control+b');
    assert.equal(await composer().inputValue(), '**bold**');
    // The side bar, which the key would have closed.
    assert.equal(await workbench.page.getByRole('tree', { name: /Dialogs/ }).isVisible(), true);
    await composer().press('Control+z');
    assert.equal(await composer().inputValue(), 'bold');
    await composer().fill('');
  });

  it('shows in the preview what the portal would be sent', async () => {
    await composer().fill('**a** and _b_');
    await composer().press('Control+Shift+y');
    const preview = thread.getByRole('region', { name: 'Preview' });
    await preview.locator('b', { hasText: 'a' }).waitFor();
    assert.equal(await preview.locator('i').textContent(), 'b');
    await composer().press('Escape');
    await preview.waitFor({ state: 'detached' });
    await composer().fill('');
  });

  it('rewords the last message with Up: at once in the thread, marked as edited on the portal', async () => {
    const before = stored().at(-1);
    assert.ok(before);
    const gate = portal.faults.hold('im.message.update');
    await composer().click();
    await composer().press('ArrowUp');
    await thread.getByRole('status').filter({ hasText: 'Editing your message' }).waitFor();
    assert.equal(await composer().inputValue(), '@Tài Lê see **this** and `a*b*c`');
    await composer().press('End');
    await composer().pressSequentially(' too');
    await composer().press('Enter');
    await gate.reached;
    await message(before.id).getByText('too').waitFor();
    gate.open();
    await thread
      .getByRole('status')
      .filter({ hasText: 'Editing your message' })
      .waitFor({ state: 'detached' });
    const reworded = stored().at(-1);
    assert.equal(reworded?.text, '[USER=7]Tài Lê[/USER] see [b]this[/b] and [code]a*b*c[/code] too');
    assert.deepEqual([reworded.id, reworded.isEdited], [before.id, true]);
  });

  it('rolls a refused edit back, says why, and keeps the words', async () => {
    const before = stored().at(-1);
    assert.ok(before);
    const refusal = portal.faults.add(
      'im.message.update',
      { kind: 'error', status: 403, error: 'CANT_EDIT_MESSAGE', description: 'Too late' },
      10,
    );
    await composer().press('ArrowUp');
    await thread.getByRole('status').filter({ hasText: 'Editing your message' }).waitFor();
    await composer().fill('never stored');
    await composer().press('Enter');
    await thread.getByRole('alert').waitFor();
    assert.equal(await composer().inputValue(), 'never stored');
    assert.match((await message(before.id).textContent()) ?? '', /too/);
    refusal.dispose();
    await composer().press('Escape');
    await composer().press('Escape');
    assert.equal(stored().at(-1)?.text, before.text);
  });

  it('answers a message of another person, by its key, with the link that the portal keeps', async () => {
    const question = await portal.as(7).post('chat97', 'Ai làm việc này?');
    await message(question).waitFor();
    await message(question).focus();
    await workbench.page.keyboard.press('r');
    await thread.getByRole('status').filter({ hasText: 'Replying to' }).waitFor();
    const sent = await storedAfter('im.message.add', async () => {
      await composer().pressSequentially('Mình làm');
      await composer().press('Enter');
    });
    assert.deepEqual([sent.text, sent.replyToId], ['Mình làm', question]);
    await thread.locator('.composer-bar').waitFor({ state: 'detached' });
  });
});
