// A desktop VS Code with a throw-away profile.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from '../test/host/cacheFolder.ts';
import { quietSettings } from '../test/host/quietSettings.ts';

export interface DesktopTarget {
  readonly folder: string;
  readonly extensionPath: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface DesktopWindow {
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** `code` from PATH, else a download that gives up soon; undefined where there is no display or neither works. */
export async function findDesktop(): Promise<string | undefined> {
  if (!hasDisplay()) return undefined;
  const isWindows = process.platform === 'win32';
  const isRemoteTerminal = process.env['VSCODE_IPC_HOOK_CLI'] !== undefined;
  if (!isRemoteTerminal && spawnSync('code', ['--version'], { shell: isWindows }).status === 0) return 'code';
  console.log('Looking for a VS Code to download ...');
  return await downloadAndUnzipVSCode({ cachePath: join(cacheFolder(), 'vscode'), timeout: 5_000 }).catch(
    () => undefined,
  );
}

export async function openDesktop(program: string, target: DesktopTarget): Promise<DesktopWindow> {
  const profile = await mkdtemp(join(tmpdir(), 'bitrix24-vscode-'));
  await mkdir(join(profile, 'data', 'User'), { recursive: true });
  await writeFile(
    join(profile, 'data', 'User', 'settings.json'),
    JSON.stringify(quietSettings, undefined, 2),
  );
  const child = spawn(
    program,
    [
      `--extensionDevelopmentPath=${target.extensionPath}`,
      `--user-data-dir=${join(profile, 'data')}`,
      `--extensions-dir=${join(profile, 'extensions')}`,
      ...['--new-window', '--wait', '--skip-welcome', '--skip-release-notes', '--disable-workspace-trust'],
      // VS Code refuses to run as root otherwise.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      target.folder,
    ],
    {
      env: { ...process.env, ...target.env },
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  const ended = once(child, 'close').then(() => undefined);
  return {
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}
