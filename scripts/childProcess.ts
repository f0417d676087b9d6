import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** The checkout; every command runs there. */
export const root = dirname(import.meta.dirname);

export interface Finished {
  /** Exit code; 1 where a signal ended it. */
  readonly code: number;
  /** What it printed, both streams in the order they came; empty where it printed to the terminal. */
  readonly output: string;
}

/** Runs a Node program to its end; its output is kept, or goes to the terminal. */
export function runNode(
  args: readonly string[],
  options: { readonly print?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: options.print === true ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (data: Buffer): void => {
      output += data.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}
