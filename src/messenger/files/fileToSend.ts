import type { FileProblem } from './fileProblem.ts';

/** Something a person chose to send. Read when it is sent, and no earlier. */
export interface FileToSend {
  readonly name: string;
  /** Bytes, as far as known before it is read. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

const MEGABYTE = 1024 * 1024;
/** What the portal takes in one file (api-facts 3.9). */
const FILE_LIMIT = 100 * MEGABYTE;
/** In one message, and in a tray. */
const COUNT_LIMIT = 20;

/** What can be said before anything is read. */
export function problemWith(files: readonly Pick<FileToSend, 'name' | 'size'>[]): FileProblem | undefined {
  if (files.length > COUNT_LIMIT) return { kind: 'tooMany', limit: COUNT_LIMIT };
  for (const { name, size } of files) {
    if (size > FILE_LIMIT) return { kind: 'tooLarge', name, limitMb: FILE_LIMIT / MEGABYTE };
    if (size === 0) return { kind: 'empty', name };
  }
  return undefined;
}
