// Which links VS Code opens without a question of its own.
import * as vscode from 'vscode';
import { mayTrust, trustedIn } from './hostTrust.ts';

// Where VS Code lets people edit the list; there is no API for it.
const LIST = vscode.Uri.from({ scheme: 'trustedDomains', path: '/Trusted Domains' });

/**
 * Whether VS Code itself will show the address and ask. Only a clear yes counts: where the list cannot be read, or might
 * name the host, it is no.
 */
export async function asksByItself(address: string): Promise<boolean> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(LIST));
    return !mayTrust(trustedIn(text), new URL(address).hostname);
  } catch {
    return false;
  }
}
