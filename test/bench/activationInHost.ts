// The same in the extension host of a real VS Code, where the editor's own API is behind every call.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../host/chromium.ts';
import { startCodeServer, windowUrl } from '../host/codeServer.ts';
import { activationMeasurement, type ActivationTime } from './activationTime.ts';
import type { Measurement } from './measurement.ts';

const RUNS = 5;
const WINDOW_LIMIT_MS = 60_000;
const root = resolve(import.meta.dirname, '../..');

/** What one window noted, by extension id. */
type Activations = Readonly<Record<string, ActivationTime>>;

/** `dist` is a release build; everything else is laid out in `folder`. */
export async function measureInHost(
  dist: string,
  folder: string,
  say: (line: string) => void,
): Promise<Measurement> {
  const file = join(folder, 'activations.jsonl');
  const workspace = join(folder, 'workspace');
  const extensions = join(folder, 'extensions');
  await layOutOwn(join(extensions, 'own'), dist);
  await layOutEmpty(join(extensions, 'empty'));
  await mkdir(workspace);
  const [server, browser] = await Promise.all([
    startCodeServer({ env: { BENCH_ACTIVATIONS_FILE: file } }),
    launchChromium(),
  ]);
  try {
    // A folder of extensions is as good as one extension.
    const testsPath = join(import.meta.dirname, 'hostProbe.cjs');
    const url = windowUrl(server, { folder: workspace, extensionPath: extensions, testsPath });
    for (let run = 0; run < RUNS; run += 1) await openUntilProbed(browser, url);
  } finally {
    await browser.close();
    await server.stop();
  }
  return measurementOf(await readActivations(file), say);
}

function measurementOf(rounds: readonly Activations[], say: (line: string) => void): Measurement {
  const of = (id: string): readonly ActivationTime[] => rounds.flatMap((round) => round[id] ?? []);
  const own = of('b24-community.bitrix24-messenger');
  return activationMeasurement('Load and activate in VS Code', own, of('b24-community.bench-empty'), say);
}

/** The product as it ships, except that it waits to be activated by the probe and is timed. */
async function layOutOwn(folder: string, dist: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(dist, join(folder, 'dist'), { recursive: true });
  for (const name of ['l10n', 'media', 'package.nls.json']) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  await writeEntry(folder, { ...manifest, activationEvents: [] });
}

async function layOutEmpty(folder: string): Promise<void> {
  await mkdir(join(folder, 'dist'), { recursive: true });
  await cp(join(import.meta.dirname, 'emptyExtension.cjs'), join(folder, 'dist', 'extension.js'));
  const engines = { vscode: '^1.100.0' };
  const activationEvents: readonly string[] = [];
  await writeEntry(folder, {
    name: 'bench-empty',
    publisher: 'b24-community',
    version: '0.0.1',
    engines,
    activationEvents,
  });
}

async function writeEntry(folder: string, manifest: Readonly<Record<string, unknown>>): Promise<void> {
  await cp(join(import.meta.dirname, 'timedEntry.cjs'), join(folder, 'timedEntry.cjs'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, main: './timedEntry.cjs' }));
}

async function openUntilProbed(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  const ended = Promise.withResolvers<number>();
  const limit = setTimeout(() => ended.reject(new Error('The window did not end')), WINDOW_LIMIT_MS);
  const lines: string[] = [];
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
    lines.push(args.map(String).join(' '));
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
  try {
    await page.goto(url);
    const code = await ended.promise;
    if (code !== 0) throw new Error(`The probe failed:\n${lines.slice(-10).join('\n')}`);
    // Leaving says goodbye to the extension host, which closing does not.
    await page.goto('about:blank');
  } finally {
    clearTimeout(limit);
    await page.close();
  }
}

async function readActivations(file: string): Promise<readonly Activations[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Activations);
}
