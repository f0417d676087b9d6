// How a text gets its formats, how it will look, and what is told while it is typed.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { OpenPage } from '../../src/protocol/thread.ts';
import { paste } from './composerStates.ts';
import { type ThreadPage, PageWorkshop } from './pageHarness.ts';
import { samplePage, sampleRow, sampleSettings, sampleThread, text } from './sampleRows.ts';

let workshop: PageWorkshop;
before(async () => {
  workshop = await PageWorkshop.start();
});
after(() => workshop.stop());
afterEach(() => workshop.closePages());

describe('formats', () => {
  it('go on and off by keys that VS Code does not get to see, and can be undone', async () => {
    const thread = await open();
    await thread.page.evaluate(() => {
      const seen: string[] = [];
      window.addEventListener('keydown', (event) => seen.push(event.code));
      Object.assign(window, { seen });
    });
    await thread.field.pressSequentially('important');
    await thread.field.press('Control+a');
    await thread.field.press('Control+b');
    assert.equal(await thread.field.inputValue(), '**important**');
    await thread.field.press('Control+i');
    assert.equal(await thread.field.inputValue(), '***important***');
    await thread.field.press('Control+i');
    await thread.field.press('Control+b');
    assert.equal(await thread.field.inputValue(), 'important');
    await thread.field.press('Control+Shift+x');
    assert.equal(await thread.field.inputValue(), '~~important~~');
    await thread.field.press('Control+z');
    assert.equal(await thread.field.inputValue(), 'important');

    const seen = await thread.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    assert.ok(!seen.includes('KeyB') && !seen.includes('KeyX') && seen.includes('KeyZ'));
  });

  it('are Bitrix24’s own tags where Markdown is switched off', async () => {
    const thread = await open({ settings: { ...sampleSettings, readsMarkdown: false } });
    await thread.field.fill('important');
    await thread.field.press('Control+a');
    await thread.page.getByRole('button', { name: 'Formatting' }).click();
    await thread.page
      .getByRole('toolbar', { name: 'Formatting' })
      .getByRole('button', { name: 'Bold' })
      .click();

    assert.equal(await thread.field.inputValue(), '[b]important[/b]');
  });

  it('say their keys', async () => {
    const thread = await open();
    await thread.page.getByRole('button', { name: 'Formatting' }).click();
    const buttons = thread.page.getByRole('toolbar').getByRole('button');
    const titles = await buttons.evaluateAll((all) => all.map((each) => each.getAttribute('title')));

    assert.deepEqual(titles, [
      'Bold (Ctrl+B)',
      'Italic (Ctrl+I)',
      'Underline (Ctrl+U)',
      'Strikethrough (Ctrl+Shift+X)',
      'Link (Ctrl+Shift+K)',
      'Quote (Ctrl+Shift+9)',
      'List (Ctrl+Shift+8)',
      'Code (Ctrl+E)',
      'Code block (Ctrl+Shift+E)',
    ]);
  });
});

describe('the preview', () => {
  it('shows what the extension makes of the text, by its key, and follows it', async () => {
    const thread = await open();
    thread.onRequest('preview', ({ text: typed }) => ({ body: text(`<${typed}>`), length: 5 }));
    await thread.field.pressSequentially('**a**');
    await thread.field.press('Control+Shift+y');
    const preview = thread.page.getByRole('region', { name: 'Preview' });
    await preview.getByText('<**a**>').waitFor();
    await thread.field.pressSequentially('b');
    await preview.getByText('<**a**b>').waitFor();
    await thread.field.press('Escape');
    await preview.waitFor({ state: 'detached' });

    assert.equal(await thread.field.inputValue(), '**a**b');
  });

  it('lends its count where tags make a text longer than it looks', async () => {
    const thread = await open({ settings: { ...sampleSettings, messageLimit: 100 } });
    thread.onRequest('preview', ({ text: typed }) => ({ body: [], length: typed.length + 20 }));
    await thread.field.fill('a'.repeat(85));

    await thread.page.getByText('5 characters too many').waitFor();
  });
});

describe('pasted code', () => {
  const code = 'const a = 1;\nif (a) {\n  run(a);\n}';

  it('is offered to become a block, by one key, and one step of undo takes it back', async () => {
    const thread = await open();
    await paste(thread, code);
    await thread.page.getByText('This looks like code.').waitFor();
    assert.equal(await thread.field.inputValue(), code);
    await thread.field.press('Control+Shift+e');
    assert.equal(await thread.field.inputValue(), `\`\`\`javascript\n${code}\n\`\`\``);
    await thread.field.press('Control+z');
    assert.equal(await thread.field.inputValue(), code);
  });

  it('is left alone once something else is typed, and is not asked about again after Never', async () => {
    const thread = await open();
    const offer = thread.page.getByText('This looks like code.');
    await paste(thread, code);
    await offer.waitFor();
    await thread.field.pressSequentially(' ');
    await offer.waitFor({ state: 'detached' });
    await paste(thread, code);
    await thread.page.getByRole('button', { name: 'Never' }).click();
    assert.deepEqual(await thread.waitForCommand('choosePastedCode'), { choice: 'never' });
    await thread.notify('settings', { ...sampleSettings, pastedCode: 'never' });
    await paste(thread, code);
    await thread.frames();

    assert.equal(await offer.count(), 0);
  });

  it('becomes a block by itself where that was chosen', async () => {
    const thread = await open({ settings: { ...sampleSettings, pastedCode: 'always' } });
    await paste(thread, code);

    await becomes(thread, `\`\`\`javascript\n${code}\n\`\`\``);
  });

  it('is not made of prose', async () => {
    const thread = await open();
    await paste(thread, 'Dear all,\n\nthe import runs tonight. Please be patient.\n\nOlga');
    await thread.frames();

    assert.equal(await thread.page.getByText('This looks like code.').count(), 0);
  });
});

describe('typing', () => {
  it('is told now and then, and not while a message is reworded or where the setting says no', async () => {
    const thread = await open();
    await thread.field.pressSequentially('Hello there');
    assert.deepEqual(await thread.commands('typing'), [{ dialogId: 'chat97' }]);

    const edit = { messageId: 2, author: 'Olga', excerpt: 'I do', text: 'I do', mentions: [] };
    const editing = await open({ draftContext: { edit } });
    await editing.field.pressSequentially('x');
    const quiet = await open({ settings: { ...sampleSettings, tellsTyping: false } });
    await quiet.field.pressSequentially('x');
    assert.deepEqual([await editing.commands('typing'), await quiet.commands('typing')], [[], []]);
  });
});

async function open(changes: Partial<OpenPage> = {}): Promise<ThreadPage> {
  return workshop.open(samplePage(sampleThread([sampleRow(1)]), changes));
}

async function becomes(thread: ThreadPage, value: string): Promise<void> {
  await thread.page.waitForFunction((wanted) => document.querySelector('textarea')?.value === wanted, value, {
    timeout: 5_000,
  });
}
