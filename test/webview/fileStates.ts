// States of the page that have to do with files.
import type { ThreadPage } from './pageHarness.ts';
import { fileBytes, imageFile, messagesWithFiles, trayFile } from './sampleFiles.ts';
import { ownPending, samplePage, sampleRow, sampleThread } from './sampleRows.ts';

export const fileStates = [
  {
    name: 'files',
    show: async (thread: ThreadPage): Promise<void> => {
      await openFiles(thread);
      await thread.page.locator('.image img').last().waitFor();
      await thread.settle();
    },
  },
  {
    name: 'viewer',
    show: async (thread: ThreadPage): Promise<void> => {
      await openFiles(thread, 2);
      await thread.page.getByRole('button', { name: 'Enlarge picture-2.png' }).click();
      await thread.page.getByRole('dialog').getByRole('img').waitFor();
    },
  },
  {
    name: 'tray',
    show: async (thread: ThreadPage): Promise<void> => {
      const image = { ...imageFile(1, 600, 400), ref: { kind: 'sending', key: 'k', index: 0 } as const };
      const rows = [sampleRow(1), ownPending('k', 'On its way', { files: [image] })];
      thread.onRequest('loadFile', () => fileBytes(1, messagesWithFiles()));
      await thread.notify('open', samplePage(sampleThread(rows)));
      await thread.notify('uploadProgress', { key: 'k', sent: 400, total: 1_000 });
      await thread.notify('tray', {
        files: [
          trayFile('a', 'screenshot.png', 'image'),
          trayFile('b', 'a long name of a document that has to be cut.docx'),
          { ...trayFile('c', 'video.mp4'), isComing: true },
        ],
        problem: 'holiday.iso is too large: Bitrix24 takes files of up to 100 MB.',
      });
      await thread.page.locator('.tray img').waitFor();
      await thread.settle();
    },
  },
];

async function openFiles(thread: ThreadPage, count = Infinity): Promise<void> {
  const rows = messagesWithFiles().slice(0, count);
  thread.onRequest('loadFile', ({ ref }) =>
    ref.kind === 'stored' ? fileBytes(ref.fileId, rows) : { kind: 'gone' },
  );
  await thread.notify('open', samplePage(sampleThread(rows)));
}
