import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Exports } from '../../../src/extension.ts';
import type { PublicApi } from '../../../src/editor/publicApiTypes.ts';

/** The API that other extensions get. */
export async function getApi(): Promise<PublicApi> {
  const extension = vscode.extensions.getExtension<Exports>('b24-community.bitrix24-messenger');
  assert.ok(extension);
  return (await extension.activate()).getApi(1);
}

/** The error a command rejects with; fails where it does not. */
export async function rejection(command: string, argument: unknown): Promise<Error> {
  try {
    await vscode.commands.executeCommand(command, argument);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  throw new Error(`${command} was not rejected`);
}

export function workspaceFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, path);
}
