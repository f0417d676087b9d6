// A browser-hosted VS Code on loopback, with a throw-away profile.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietSettings } from './quietSettings.ts';
import { ensureCodeServer } from './codeServerInstall.ts';

export interface CodeServerOptions {
  /** On top of this process's environment; the extension host sees it. */
  readonly env?: Readonly<Record<string, string>>;
  /** On top of {@link quietSettings}. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Loopback port; a free one where absent. */
  readonly port?: number;
}

export interface CodeServer {
  readonly origin: string;
  /** Throw-away folder; `data/logs` has the log files, `data/User` the settings and global storage. */
  readonly dataFolder: string;
  /** What the server has printed. */
  readonly output: () => string;
  /** Resolves when the server has ended, by itself or through `stop`. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface WindowTarget {
  readonly folder: string;
  readonly extensionPath: string;
  /** Module whose `run` export the extension host calls; the window ends with it. */
  readonly testsPath?: string;
}

export async function startCodeServer(options: CodeServerOptions = {}): Promise<CodeServer> {
  const { serverMain } = await ensureCodeServer();
  const dataFolder = await mkdtemp(join(tmpdir(), 'bitrix24-vscode-'));
  const userFolder = join(dataFolder, 'data', 'User');
  await mkdir(userFolder, { recursive: true });
  const settings = { ...quietSettings, ...options.settings };
  await writeFile(join(userFolder, 'settings.json'), JSON.stringify(settings, undefined, 2));

  const flags = ['--without-connection-token', '--accept-server-license-terms', '--enable-smoke-test-driver'];
  const child = spawn(
    process.execPath,
    [
      serverMain,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), ...flags],
      ...['--disable-telemetry', '--disable-workspace-trust', '--server-data-dir', dataFolder],
    ],
    {
      env: serverEnv(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    },
  );
  // The group goes with this process, however it ends: its children would outlive a plain kill of the parent.
  const killGroup = (): void => kill(child);
  process.once('exit', killGroup);

  let output = '';
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const port = await new Promise<string>((resolve, reject) => {
    const onData = (data: Buffer): void => {
      output += data.toString();
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (match?.[1] !== undefined && output.includes('Web UI available')) resolve(match[1]);
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`The browser-hosted VS Code did not start:\n${output}`)));
  });

  return {
    origin: `http://127.0.0.1:${port}`,
    dataFolder,
    output: () => output,
    ended,
    stop: async () => {
      killGroup();
      await ended;
      process.removeListener('exit', killGroup);
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The address that opens a folder with an extension under development. */
export function windowUrl(server: CodeServer, target: WindowTarget): string {
  const onServer = (path: string): string => `vscode-remote://${new URL(server.origin).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', onServer(target.extensionPath)],
    ...(target.testsPath === undefined ? [] : [['extensionTestsPath', onServer(target.testsPath)]]),
  ];
  const query = new URLSearchParams({ folder: target.folder, payload: JSON.stringify(payload) });
  return `${server.origin}/?${query.toString()}`;
}

/** A terminal inside VS Code sets variables that would make this one attach to it. */
function serverEnv(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  return { ...Object.fromEntries(inherited), ...extra };
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
