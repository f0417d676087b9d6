// The browser-hosted VS Code: the desktop's workbench and extension host, from the npm registry alone.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cacheFolder.ts';
import { nativeStandIns } from './nativeStandIns.ts';

const VERSION = '4.139.1';
/** Goes up when what is put into the folder changes. */
const LAYOUT = 1;
const STAMP = 'complete.json';

export interface CodeServerInstall {
  /** `lib/vscode` of code-server. */
  readonly root: string;
  /** The script to start with Node 24. */
  readonly serverMain: string;
}

/**
 * Installs it into the cache folder where it is absent (about 20 s, 600 MB).
 * Two runs may race: each fills a folder of its own, the first rename wins.
 */
export async function ensureCodeServer(
  say: (line: string) => void = console.error,
): Promise<CodeServerInstall> {
  const name = `code-server-${VERSION}-${LAYOUT}-${process.platform}-${process.arch}`;
  const folder = join(cacheFolder(), name);
  if (!(await isComplete(folder))) {
    say(`Installing a browser-hosted VS Code (code-server ${VERSION}) into ${folder} ...`);
    await mkdir(cacheFolder(), { recursive: true });
    await removeAbandoned();
    const temporary = await mkdtemp(`${folder}.partial-`);
    try {
      await fill(temporary);
      await putInPlace(temporary, folder);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }
  const root = vscodeFolder(folder);
  return { root, serverMain: join(root, 'out', 'server-main.js') };
}

async function fill(folder: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await npm(folder, ['install', `code-server@${VERSION}`]);
  const vscode = vscodeFolder(folder);
  await npm(vscode, ['install', '--omit=dev']);
  for (const [path, source] of nativeStandIns) await writeFile(join(vscode, 'node_modules', path), source);
  await writeFile(join(folder, STAMP), JSON.stringify({ version: VERSION, layout: LAYOUT }));
}

async function putInPlace(temporary: string, folder: string): Promise<void> {
  try {
    await rename(temporary, folder);
  } catch (error) {
    if (await isComplete(folder)) return;
    // Something half-made stands in the way (a copied or hand-edited cache).
    if (!existsSync(folder)) throw error;
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  }
}

/** What an install that was killed left behind; one that is still running is younger than this. */
async function removeAbandoned(): Promise<void> {
  const oldest = Date.now() - 60 * 60_000;
  for (const name of await readdir(cacheFolder())) {
    const path = join(cacheFolder(), name);
    if (!name.includes('.partial-') || (await stat(path)).mtimeMs > oldest) continue;
    await rm(path, { recursive: true, force: true });
  }
}

async function isComplete(folder: string): Promise<boolean> {
  const stamp = await readFile(join(folder, STAMP), 'utf8').catch(() => '');
  return stamp !== '' && existsSync(join(vscodeFolder(folder), 'out', 'server-main.js'));
}

function vscodeFolder(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** Without install scripts: nothing is compiled, nothing is fetched from outside the registry. */
function npm(cwd: string, args: readonly string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // The npm that runs this process describes its own project in npm_* variables; the inner one must not see them.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name)),
  );
  return new Promise((resolve, reject) => {
    const child = spawn('npm', [...args, ...quiet], {
      cwd,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(' ')} ended with ${code ?? 'a signal'}`));
    });
  });
}
