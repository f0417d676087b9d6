// Files of messages with real bytes behind them, for pages that ask for them.
import type { FileBytes, FileRow, TrayFile } from '../../src/protocol/threadFiles.ts';
import type { MessageRow } from '../../src/protocol/thread.ts';
import { pngOf, waveOf } from '../portal/fileContent.ts';
import { people, sampleRow, text } from './sampleRows.ts';

export function imageFile(
  fileId: number,
  width: number,
  height: number,
  name = `picture-${fileId}.png`,
): FileRow {
  const image = { width, height };
  return { ref: { kind: 'stored', fileId }, kind: 'image', name, size: 48_000, detail: '47 kB', image };
}

export function otherFile(fileId: number, name: string, kind: FileRow['kind'] = 'file'): FileRow {
  const ref = { kind: 'stored', fileId } as const;
  return { ref, kind, name, size: 318_200, detail: '311 kB', image: undefined };
}

export function trayFile(id: string, name: string, kind: 'image' | 'file' = 'file'): TrayFile {
  const row = {
    ref: { kind: 'tray', id },
    kind,
    name,
    size: 48_000,
    detail: '47 kB',
    image: undefined,
  } as const;
  return { id, row, isComing: false };
}

export const goneFile: FileRow = {
  ref: undefined,
  kind: 'file',
  name: 'File that is no longer there',
  size: 0,
  detail: '',
  image: undefined,
};

/** Every way a message can carry files. */
export function messagesWithFiles(): MessageRow[] {
  return [
    sampleRow(1, { ...people.anna, body: text('The new table:'), files: [imageFile(1, 1600, 1000)] }),
    sampleRow(2, {
      ...people.me,
      body: text('And from the phone'),
      files: [
        imageFile(2, 780, 1560),
        imageFile(3, 900, 420),
        imageFile(4, 1000, 1000),
        imageFile(5, 64, 64),
      ],
    }),
    sampleRow(3, {
      ...people.boris,
      body: [],
      files: [
        otherFile(6, 'a very long name of a document that has to be cut somewhere before its end.docx'),
        otherFile(7, 'голосовое-сообщение.wav', 'audio'),
        otherFile(8, 'freeze.webm', 'video'),
        goneFile,
      ],
    }),
    sampleRow(4, { ...people.anna, body: text('Does not come:'), files: [imageFile(9, 300, 200)] }),
    sampleRow(5, {
      ...people.dina,
      body: text('كبيرة جدا'),
      files: [{ ...imageFile(10, 4000, 3000), size: 20_000_000, detail: '19 MB' }],
    }),
    sampleRow(6, { ...people.me, body: [], files: [imageFile(11, 32, 32, 'dot.png')] }),
  ];
}

/** What an extension would answer: pictures and sounds are real. */
export function fileBytes(fileId: number, rows: readonly MessageRow[]): FileBytes {
  const row = rows
    .flatMap(({ files }) => files ?? [])
    .find(({ ref }) => ref?.kind === 'stored' && ref.fileId === fileId);
  if (fileId === 9) return { kind: 'failed', reason: 'The portal cannot be reached. Check your connection.' };
  if (row?.kind === 'audio')
    return { kind: 'bytes', bytes: new Uint8Array(waveOf(12_000)), type: 'audio/wav' };
  const { width = 10, height = 10 } = row?.image ?? {};
  if (row?.kind !== 'image') return { kind: 'notShown' };
  const bytes = new Uint8Array(pngOf(Math.min(width, 800), Math.min(height, 800), fileId));
  return { kind: 'bytes', bytes, type: 'image/png' };
}
