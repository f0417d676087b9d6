import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { MessageRow } from '../../src/protocol/thread.ts';
import type { FileBytes } from '../../src/protocol/threadFiles.ts';
import { pngOf } from '../portal/fileContent.ts';
import { PageWorkshop, type ThreadPage } from './pageHarness.ts';
import { fileBytes, goneFile, imageFile, otherFile } from './sampleFiles.ts';
import { manyRows, samplePage, sampleRow, sampleThread } from './sampleRows.ts';

describe('thread page: files', () => {
  let workshop: PageWorkshop;

  before(async () => {
    workshop = await PageWorkshop.start();
  });
  afterEach(() => workshop.closePages());
  after(() => workshop.stop());

  const picture = (width: number, height: number, seed = 1): FileBytes => ({
    kind: 'bytes',
    bytes: new Uint8Array(pngOf(width, height, seed)),
    type: 'image/png',
  });

  async function openWith(
    rows: readonly MessageRow[],
    options: Parameters<PageWorkshop['load']>[0] = {},
  ): Promise<ThreadPage> {
    const thread = await workshop.load(options);
    thread.onRequest('loadFile', ({ ref }) =>
      ref.kind === 'stored' ? fileBytes(ref.fileId, rows) : { kind: 'gone' },
    );
    await thread.notify('open', samplePage(sampleThread(rows)));
    return thread;
  }

  it('shows pictures from bytes, with their names, and nothing moves when they come', async () => {
    const thread = await workshop.load();
    let answer = (_: FileBytes): void => undefined;
    thread.onRequest('loadFile', () => new Promise((resolve) => (answer = resolve)));
    const rows = [sampleRow(1, { files: [imageFile(7, 800, 400)] }), sampleRow(2)];
    await thread.notify('open', samplePage(sampleThread(rows)));
    await thread.waitForRequest('loadFile');
    const below = thread.article(2);
    const topBefore = (await below.boundingBox())?.y;

    answer(picture(800, 400));
    const image = thread.page.getByRole('img', { name: 'picture-7.png' });
    await image.and(thread.page.locator('img')).waitFor();
    assert.equal((await below.boundingBox())?.y, topBefore);
    const shown = await image.evaluate((each: HTMLImageElement) => [
      each.src.startsWith('blob:'),
      each.naturalWidth,
      Math.round(each.clientWidth / each.clientHeight),
    ]);
    assert.deepEqual(shown, [true, 800, 2]);
    assert.deepEqual((await thread.record()).violations, []);
  });

  it('asks for what is near the view alone, and takes back what was scrolled past', async () => {
    const rows = manyRows(1, 400).map((row) => ({
      ...row,
      files: [imageFile(row.messageId ?? 0, 300, 300)],
    }));
    const thread = await workshop.load();
    await thread.notify('open', samplePage(sampleThread(rows)));
    await thread.waitForRequest('loadFile');
    await thread.settle();
    const asked = await thread.requests('loadFile');
    assert.ok(asked.length < 15, `${asked.length} of 400`);
    await thread.log.evaluate((log) => log.scrollTo(0, 0));
    const left = await thread.waitForCommand('leaveFile', asked.length);
    assert.equal(left.ref.kind, 'stored');
  });

  it('waits for a click where a picture is large, and asks for it as for a person then', async () => {
    const thread = await openWith([
      sampleRow(1, { files: [{ ...imageFile(3, 400, 300), size: 30_000_000 }] }),
    ]);
    await thread.page.getByRole('button', { name: 'Show the image (47 kB)' }).click();
    await thread.page.locator('.image img').waitFor();
    assert.deepEqual(await thread.requests('loadFile'), [
      { ref: { kind: 'stored', fileId: 3 }, isAskedFor: true },
    ]);
  });

  it('tries again where a picture did not come, and says so where it is gone or none', async () => {
    const thread = await workshop.load();
    const answers: FileBytes[] = [{ kind: 'failed', reason: 'No way to the portal.' }, picture(40, 40)];
    thread.onRequest('loadFile', ({ ref }): FileBytes => {
      if (ref.kind === 'stored' && ref.fileId === 2) return { kind: 'gone' };
      if (ref.kind === 'stored' && ref.fileId === 3) return { kind: 'notShown' };
      if (ref.kind === 'stored' && ref.fileId === 4) {
        return { kind: 'bytes', bytes: new Uint8Array([1, 2, 3]), type: 'image/png' };
      }
      return answers.shift() ?? { kind: 'gone' };
    });
    const rows = [1, 2, 3, 4].map((id) => sampleRow(id, { files: [imageFile(id, 100, 100)] }));
    await thread.notify('open', samplePage(sampleThread(rows)));
    await thread.article(1).getByText('No way to the portal.').waitFor();
    await thread.article(1).getByRole('button', { name: 'Try again' }).click();
    await thread.article(1).locator('img').waitFor();
    await thread.article(2).getByText('No longer there').waitFor();
    for (const id of [3, 4]) await thread.article(id).getByText('no image that can be shown').waitFor();
  });

  it('offers what can be done with a file, by names that say which', async () => {
    const thread = await workshop.load();
    const page = samplePage(sampleThread([sampleRow(1, { files: [otherFile(5, 'plan.pdf'), goneFile] })]));
    await thread.notify('open', { ...page, settings: { ...page.settings, canReveal: true } });
    for (const [name, act] of [
      ['Open: plan.pdf', 'open'],
      ['Save as…: plan.pdf', 'save'],
      ['Show in folder: plan.pdf', 'reveal'],
    ] as const) {
      await thread.page.getByRole('button', { name }).click();
      assert.deepEqual((await thread.commands('fileAct')).at(-1), { fileId: 5, act });
    }
    const gone = thread.page.getByRole('group', { name: 'Attachment: File that is no longer there' });
    assert.equal(await gone.getByRole('button').count(), 0);
  });

  it('plays sound from bytes, and leads to another program where it cannot', async () => {
    const rows = [sampleRow(1, { files: [otherFile(7, 'note.wav', 'audio')] })];
    const thread = await openWith(rows);
    await thread.page.getByRole('button', { name: 'Play note.wav' }).click();
    const audio = thread.page.locator('audio');
    await audio.evaluate(
      (each: HTMLAudioElement) =>
        new Promise<void>((resolve) => {
          if (each.readyState >= 2) return resolve();
          each.addEventListener('loadeddata', () => resolve());
        }),
    );
    assert.ok(await audio.evaluate((each: HTMLAudioElement) => each.duration > 1));

    const other = await openWith([sampleRow(1, { files: [otherFile(8, 'film.mkv', 'video')] })]);
    await other.page.getByRole('button', { name: 'Play film.mkv' }).click();
    await other.page.getByText('This cannot be played here.').waitFor();
    await other.page.getByRole('button', { name: 'Open', exact: true }).click();
    assert.deepEqual(await other.waitForCommand('fileAct'), { fileId: 8, act: 'open' });
  });

  describe('the large view', () => {
    async function enlarged(): Promise<ThreadPage> {
      const rows = [
        sampleRow(1, { files: [imageFile(1, 1600, 1000)] }),
        sampleRow(2, { files: [imageFile(2, 200, 800), otherFile(3, 'a.txt')] }),
        sampleRow(3, { files: [imageFile(4, 300, 300)] }),
      ];
      const thread = await openWith(rows);
      await thread.page.getByRole('button', { name: 'Enlarge picture-2.png' }).click();
      await thread.page.getByRole('dialog').waitFor();
      return thread;
    }

    it('goes through the pictures of the thread by arrows, and comes back to where it was opened', async () => {
      const thread = await enlarged();
      const { keyboard } = thread.page;
      const dialog = (name: string) => thread.page.getByRole('dialog', { name });
      await dialog('picture-2.png, image 2 of 3').waitFor();
      await keyboard.press('ArrowRight');
      await dialog('picture-4.png, image 3 of 3').waitFor();
      await keyboard.press('ArrowRight');
      await keyboard.press('ArrowLeft');
      await keyboard.press('ArrowLeft');
      await dialog('picture-1.png, image 1 of 3').waitFor();
      assert.equal(await thread.page.getByRole('button', { name: 'Previous image' }).count(), 0);
      await keyboard.press('Escape');
      await thread.page.getByRole('dialog').waitFor({ state: 'detached' });
      const focused = await thread.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      assert.equal(focused, 'Enlarge picture-2.png');
    });

    it('zooms, and shows the whole again', async () => {
      const thread = await enlarged();
      const image = thread.page.getByRole('dialog').getByRole('img');
      await image.waitFor();
      const width = (): Promise<number> => image.evaluate((each) => each.clientWidth);
      const whole = await width();
      await thread.page.keyboard.press('+');
      await thread.page.keyboard.press('+');
      assert.ok((await width()) > whole);
      await thread.page.getByRole('button', { name: 'Whole image' }).click();
      assert.equal(await width(), whole);
    });

    it('keeps the focus', async () => {
      const thread = await enlarged();
      for (let count = 0; count < 12; count += 1) {
        await thread.page.keyboard.press(count < 6 ? 'Tab' : 'Shift+Tab');
        assert.ok(
          await thread.page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null),
        );
      }
    });
  });
});
