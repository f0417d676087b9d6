import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { pngOf } from '../portal/fileContent.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { imageFile, trayFile } from './sampleFiles.ts';
import { ownPending, samplePage, sampleRow, sampleThread } from './sampleRows.ts';

describe('thread page: files to send', () => {
  let workshop: PageWorkshop;
  let thread: ThreadPage;

  before(async () => {
    workshop = await PageWorkshop.start();
  });
  afterEach(() => workshop.closePages());
  after(() => workshop.stop());

  async function open(): Promise<void> {
    thread = await workshop.open(samplePage(sampleThread([sampleRow(1)])));
    thread.onRequest('takeFile', ({ name }) => ({ kind: 'taken', id: `id of ${name}` }));
    thread.onRequest('takeBytes', ({ id }) => ({ kind: 'taken', id }));
    thread.onRequest('loadFile', () => ({
      kind: 'bytes',
      bytes: new Uint8Array(pngOf(60, 40, 3)),
      type: 'image/png',
    }));
  }

  /** As the browser does when something is pasted or dropped. */
  async function give(
    type: 'paste' | 'drop',
    files: readonly { readonly name: string; readonly size: number }[],
    texts: Readonly<Record<string, string>> = {},
  ): Promise<boolean> {
    return thread.field.evaluate(
      (field, given) => {
        const data = new DataTransfer();
        for (const { name, size } of given.files) {
          const bytes = new Uint8Array(size).map((_, index) => index % 200);
          data.items.add(new File([bytes], name, { type: name.endsWith('.png') ? 'image/png' : '' }));
        }
        for (const [kind, text] of Object.entries(given.texts)) data.setData(kind, text);
        const options = { bubbles: true, cancelable: true };
        const event =
          given.type === 'paste'
            ? new ClipboardEvent('paste', { ...options, clipboardData: data })
            : new DragEvent('drop', { ...options, dataTransfer: data });
        return !field.dispatchEvent(event);
      },
      { type, files, texts },
    );
  }

  it('are handed over in pieces when they are dropped', async () => {
    await open();
    await give('drop', [{ name: 'plan.pdf', size: 2_500_000 }]);
    await thread.waitForRequest('takeBytes', 3);
    const [taken] = await thread.requests('takeFile');
    assert.deepEqual([taken?.name, taken?.size], ['plan.pdf', 2_500_000]);
    const sizes = await thread.page.evaluate(() =>
      globalThis.host.posts.flatMap((post) => {
        const { params } = post as { readonly params: { readonly bytes?: Uint8Array } };
        return params.bytes === undefined ? [] : [params.bytes.byteLength];
      }),
    );
    assert.deepEqual(sizes, [1_048_576, 1_048_576, 402_848]);
  });

  it('are taken from the clipboard, where a picture has no text of its own', async () => {
    await open();
    assert.equal(await give('paste', [{ name: 'image.png', size: 10 }]), true);
    const taken = await thread.waitForRequest('takeFile');
    assert.match(taken.name, /^\d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.png$/);
    assert.equal(await give('paste', [{ name: 'image.png', size: 10 }], { 'text/plain': 'cells' }), false);
    assert.equal((await thread.requests('takeFile')).length, 1);
  });

  it('of VS Code’s explorer are named to the extension, which reads them itself', async () => {
    await open();
    const list = 'file:///src/a.ts\r\nfile:///src/b%20c.ts';
    await give('drop', [], { 'text/uri-list': list });
    assert.deepEqual(await thread.waitForCommand('takeUris'), {
      dialogId: 'chat97',
      uris: ['file:///src/a.ts', 'file:///src/b%20c.ts'],
    });
  });

  it('say why one is not taken', async () => {
    await open();
    thread.onRequest('takeFile', () => ({ kind: 'refused', reason: 'plan.pdf is too large.' }));
    await give('drop', [{ name: 'plan.pdf', size: 10 }]);
    await thread.page.getByRole('alert').getByText('plan.pdf is too large.').waitFor();
  });

  it('stand in a tray with a picture of them, and can be taken out', async () => {
    await open();
    await thread.notify('tray', {
      files: [trayFile('a', 'screen.png', 'image'), trayFile('b', 'notes.txt')],
    });
    const tray = thread.page.getByRole('list', { name: 'Files to send' });
    await tray.locator('img').waitFor();
    assert.equal(await tray.getByRole('listitem').count(), 2);
    await tray.getByRole('button', { name: 'Remove notes.txt' }).click();
    assert.deepEqual(await thread.waitForCommand('removeFile'), { dialogId: 'chat97', id: 'b' });
    assert.deepEqual((await thread.record()).violations, []);
  });

  it('go with the words, or without any', async () => {
    await open();
    thread.onRequest('send', () => ({ kind: 'accepted' }));
    await thread.notify('tray', { files: [trayFile('a', 'screen.png', 'image')] });
    await thread.page.getByRole('list', { name: 'Files to send' }).waitFor();
    await thread.field.fill('Look');
    await thread.field.press('Enter');
    const { text, files } = await thread.waitForRequest('send');
    assert.deepEqual([text, files], ['Look', ['a']]);
    await thread.field.press('Enter');
    const bare = await thread.waitForRequest('send', 2);
    assert.deepEqual([bare.text, bare.files], ['', ['a']]);
  });

  it('beside an answer are said to follow it', async () => {
    const replyTo = { messageId: 1, author: 'Anna Berg', excerpt: 'Where is it?' };
    const thread = await workshop.open(
      samplePage(sampleThread([sampleRow(1)]), { draft: 'Here', draftContext: { replyTo } }),
    );
    const hint = thread.page
      .getByRole('status')
      .getByText('they go right after it, in a message of their own');
    await thread.page.getByText('Replying to Anna Berg').waitFor();
    assert.equal(await hint.count(), 0);
    await thread.notify('tray', { files: [trayFile('a', 'notes.txt')] });
    await hint.waitFor();
    await thread.field.press('Escape');
    await hint.waitFor({ state: 'detached' });
  });

  it('do not go before they are whole', async () => {
    await open();
    await thread.notify('tray', { files: [{ ...trayFile('a', 'screen.png', 'image'), isComing: true }] });
    await thread.page.getByRole('list', { name: 'Files to send' }).waitFor();
    await thread.field.fill('Look');
    await thread.field.press('Enter');
    await thread.page.getByRole('alert').waitFor();
    assert.deepEqual(await thread.requests('send'), []);
  });

  it('show how far they are on their way, and can be called back', async () => {
    await open();
    const image = imageFile(1, 300, 200, 'screen.png');
    const files = [{ ...image, ref: { kind: 'sending', key: 'k', index: 0 } as const }];
    await thread.notify('patch', { upserts: [ownPending('k', 'Look', { files })] });
    await thread.notify('uploadProgress', { key: 'k', sent: 500, total: 1_000 });
    const bar = thread.page.getByRole('progressbar', { name: 'Sending: 50 % of 100 %' });
    await bar.waitFor();
    await thread.page.getByRole('button', { name: 'Cancel sending' }).click();
    assert.deepEqual(await thread.waitForCommand('cancelUpload'), { key: 'k' });
    await thread.notify('uploadProgress', { key: 'k', sent: 1_000, total: 1_000 });
    await bar.waitFor({ state: 'detached' });
  });

  it('are picked by a button, and by the keys that it names', async () => {
    await open();
    const button = thread.page.getByRole('button', { name: 'Attach files' });
    await button.click();
    assert.deepEqual(await thread.waitForCommand('pickFiles'), { dialogId: 'chat97' });
    assert.equal(await button.getAttribute('title'), 'Attach files (Ctrl+Shift+A)');
    await thread.field.press('Control+Shift+A');
    await thread.waitForCommand('pickFiles', 2);
  });
});
