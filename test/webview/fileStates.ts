// States of the page that have to do with files.
import type { ThreadPage } from './pageHarness.ts';
import { fileBytes, messagesWithFiles } from './sampleFiles.ts';
import { samplePage, sampleThread } from './sampleRows.ts';

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
];

async function openFiles(thread: ThreadPage, count = Infinity): Promise<void> {
  const rows = messagesWithFiles().slice(0, count);
  thread.onRequest('loadFile', ({ ref }) =>
    ref.kind === 'stored' ? fileBytes(ref.fileId, rows) : { kind: 'gone' },
  );
  await thread.notify('open', samplePage(sampleThread(rows)));
}
