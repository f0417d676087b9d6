import * as vscode from 'vscode';
import type { FileToSend } from '../../messenger/files/fileToSend.ts';
import { MessengerError } from '../../messenger/messengerError.ts';

const MOST_URIS = 100;

/** Files by their addresses, looked at and not yet read. Whatever scheme the workspace has will do. */
export async function filesFromUris(uris: readonly vscode.Uri[]): Promise<readonly FileToSend[]> {
  return Promise.all(uris.slice(0, MOST_URIS).map((uri) => fileFromUri(uri)));
}

async function fileFromUri(uri: vscode.Uri): Promise<FileToSend> {
  // The path of an address is decoded already: a `%` in it is one of the name.
  const name = uri.path.split('/').at(-1) || uri.toString();
  let stat: vscode.FileStat;
  try {
    stat = await vscode.workspace.fs.stat(uri);
  } catch {
    throw new MessengerError({ kind: 'file', problem: { kind: 'unreadable', name } });
  }
  if ((stat.type & vscode.FileType.Directory) !== 0) {
    throw new MessengerError({ kind: 'file', problem: { kind: 'folder', name } });
  }
  return { name, size: stat.size, read: async () => vscode.workspace.fs.readFile(uri) };
}

/** What VS Code's explorer drops, one address a line; what is no address of a file here is left out. */
export function urisIn(lines: readonly string[]): readonly vscode.Uri[] {
  return lines.flatMap((line) => {
    const text = line.trim();
    if (!/^(?:file|vscode-remote|vscode-vfs|untitled|memfs):/i.test(text)) return [];
    try {
      return [vscode.Uri.parse(text, true)];
    } catch {
      return [];
    }
  });
}
