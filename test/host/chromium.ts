import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const WINDOWS = 'Google\\Chrome\\Application\\chrome.exe';

/**
 * Path of a Chromium; on Debian and Ubuntu installs one where that needs no password.
 * `CHROME_PATH` wins. Throws an error that says what to install.
 */
export function ensureChromium(say: (line: string) => void = console.error): string {
  const found = findChromium();
  if (found !== undefined) return found;
  if (existsSync('/usr/bin/apt-get') && mayInstall()) {
    say('Installing Chromium (apt-get install chromium) ...');
    asRoot(['apt-get', 'update']);
    asRoot(['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'Chromium is missing: install Chromium or Google Chrome, or set CHROME_PATH to its program.',
  );
}

/** A headless browser that asks nothing of the network by itself. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(),
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

function findChromium(): string | undefined {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) return chosen;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [
    ...['/usr/bin', ...folders].flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...(process.platform === 'darwin' ? [MAC] : []),
    ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = process.env[name];
      return folder ? [join(folder, WINDOWS)] : [];
    }),
  ];
  return candidates.find((path) => existsSync(path));
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
}

function asRoot(command: readonly string[]): void {
  const [program = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
}
