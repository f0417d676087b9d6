import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { build } from 'esbuild';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { WriterTask } from './writer.ts';

/** Bundles the writer, so that it starts in no time. */
export async function buildWriter(folder: string): Promise<string> {
  const outfile = join(folder, 'writer.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'writer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  return outfile;
}

/** One run of the writer, and what it has said. */
export class WriterProcess {
  readonly held: { readonly dialogId: string; readonly text: string }[] = [];
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();
  #isStarted = false;
  #errors = '';

  constructor(script: string, task: WriterTask) {
    this.#child = spawn(process.execPath, [script, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (data: Buffer) => (this.#errors += data.toString()));
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('The writer cannot be heard');
    createInterface({ input: stdout }).on('line', (line) => this.#hear(line));
  }

  get isStarted(): boolean {
    return this.#isStarted;
  }

  /** Rejects where the process ends before. */
  async until(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    const gone = once(this.#child, 'close').then(() => {
      throw new Error(`The writer ended by itself: ${this.#errors}`);
    });
    const so = new Promise<void>((resolve) => {
      const check = (): void => {
        if (!isSo()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
    });
    await Promise.race([so, gone]);
    gone.catch(() => undefined);
  }

  /** Everything it said until then is known when this resolves. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
  }

  async end(): Promise<number | null> {
    if (this.#child.exitCode === null) await once(this.#child, 'close');
    return this.#child.exitCode;
  }

  #hear(line: string): void {
    const [word, dialogId = '', text = ''] = line.split(' ');
    if (word === 'started') this.#isStarted = true;
    if (word === 'held') this.held.push({ dialogId, text });
    for (const check of this.#waiting) check();
  }
}
