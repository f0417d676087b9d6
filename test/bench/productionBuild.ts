import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Builds into that folder what a release holds in `dist`, minified; the checkout's own `dist` stays as it is. */
export async function buildForProduction(folder: string): Promise<void> {
  const child = spawn(process.execPath, ['esbuild.js', '--production', `--outdir=${folder}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The build failed');
}
