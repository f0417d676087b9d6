// What every other test in this folder leans on: the workbench can be driven, and keeps what a desktop keeps.
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { openWorkbench, type Workbench } from '../../host/workbench.ts';

const host = resolve(import.meta.dirname, '../../host');

describe('test host', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      extensionPath: join(host, 'fixture-extension'),
      folder: join(host, 'workspace'),
      env: { HOST_FIXTURE: 'from the test' },
      theme: 'Default Light Modern',
    });
  });
  after(() => workbench?.close());

  it('runs a command, answers its input box and reads the webview it opens', async () => {
    await workbench.runCommand('Host Fixture: Ask');
    await workbench.quickInput.answer('forty-two');
    await workbench.runCommand('Host Fixture: Show Answer');
    const answer = await workbench.webview('Answer');
    assert.equal(await answer.getByRole('status').textContent(), 'forty-two');
  });

  it('tells webviews apart by their title', async () => {
    await workbench.runCommand('Host Fixture: Focus on Note View');
    const note = await workbench.webview('Note');
    assert.equal(await note.getByRole('note').textContent(), 'a view');
  });

  it('keeps secrets over a reload and shares them with a second window', async () => {
    await workbench.reload();
    await workbench.runCommand('Host Fixture: Show Answer');
    const answer = await workbench.webview('Answer');
    assert.equal(await answer.getByRole('status').textContent(), 'forty-two');

    const second = await workbench.secondWindow();
    await second.runCommand('Host Fixture: Show Answer');
    const shared = await second.webview('Answer');
    assert.equal(await shared.getByRole('status').textContent(), 'forty-two');
    await second.close();
  });

  it('gives the extension the environment and a log file', async () => {
    assert.match(await workbench.readLog('Host Fixture'), /\[info\] environment: from the test/);
  });

  it('opens a file of the folder', async () => {
    const editor = await workbench.openFile('billing/invoice.ts');
    await editor.getByText('totalCents').first().waitFor();
  });

  it('applies the theme and takes a screenshot', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bitrix24-screenshot-'));
    try {
      await workbench.screenshot(join(folder, 'workbench.png'));
      assert.ok((await stat(join(folder, 'workbench.png'))).size > 10_000);
    } finally {
      await rm(folder, { recursive: true });
    }
    assert.equal(await workbench.page.locator('.monaco-workbench.vs').count(), 1);
  });
});
