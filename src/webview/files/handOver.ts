// Files from outside the page, handed over to the extension.
import type { FilesWording } from '../../protocol/threadFiles.ts';
import type { AskRequest, PostCommand } from '../channel.ts';
import { fillIn } from '../fillIn.ts';

const PIECE = 1024 * 1024;

export interface Receiver {
  readonly dialogId: string;
  readonly request: AskRequest;
  readonly post: PostCommand;
  readonly wording: FilesWording;
  readonly onProblem: (problem: string) => void;
}

/** Whether something that is dragged or pasted could be taken here. */
export function holdsFiles(data: DataTransfer | null): boolean {
  if (!data) return false;
  return data.types.includes('Files') || data.types.some((type) => /uri-?list$/i.test(type));
}

/** Pictures and files from the clipboard; text that comes along with a picture of itself stays text. */
export function pastedFiles(data: DataTransfer | null): readonly File[] {
  if (!data || data.files.length === 0 || data.getData('text/plain').trim() !== '') return [];
  return [...data.files].map((file) => (file.name === 'image.png' ? renamed(file) : file));
}

/** From the desktop as bytes, from VS Code's own lists as addresses, which the extension reads. */
export function takeDropped(data: DataTransfer, receiver: Receiver): void {
  const files = [...data.files];
  if (files.length > 0) return void takeFiles(files, receiver);
  const list = data.getData('application/vnd.code.uri-list') || data.getData('text/uri-list');
  const uris = list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(0, 100);
  const { dialogId, post } = receiver;
  if (uris.length > 0) post('takeUris', { dialogId, uris });
}

/** One after the other, piece by piece: the bridge to the extension is narrow. */
export async function takeFiles(files: readonly File[], receiver: Receiver): Promise<void> {
  for (const file of files) {
    try {
      const problem = await takeFile(file, receiver);
      if (problem !== undefined) return receiver.onProblem(problem);
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      receiver.onProblem(reason || fillIn(receiver.wording.notRead, file.name));
    }
  }
}

async function takeFile(
  file: File,
  { dialogId, request, post, wording }: Receiver,
): Promise<string | undefined> {
  const begun = await request('takeFile', { dialogId, name: file.name, size: file.size });
  if (begun.kind === 'refused') return begun.reason;
  for (let at = 0; at < file.size; at += PIECE) {
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    } catch {
      // A folder looks like a file until it is read.
      post('removeFile', { dialogId, id: begun.id });
      return fillIn(wording.notRead, file.name);
    }
    // Taken out of the tray again, perhaps: nobody wants the rest.
    if ((await request('takeBytes', { id: begun.id, bytes })).kind === 'refused') return undefined;
  }
  return undefined;
}

function renamed(file: File): File {
  const now = new Date();
  const stamp = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  return new File([file], `${stamp.replace('T', ' ').replaceAll(':', '-')}.png`, { type: file.type });
}
