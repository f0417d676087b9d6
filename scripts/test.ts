// npm test [-- part ...] [-- --grep text]: runs the parts in order and ends with the line "N passed, N failed".
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, runNode } from './childProcess.ts';
import { ensureChromium } from '../test/host/chromium.ts';
import { ensureCodeServer } from '../test/host/codeServerInstall.ts';
import { runInHostTests } from '../test/host/inHostTests.ts';

interface Part {
  readonly name: string;
  readonly title: string;
  /** What has to be there before. */
  readonly needs: readonly ('build' | 'chromium' | 'codeServer')[];
  run(countsFile: string): Promise<boolean>;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string', short: 'g' }, desktop: { type: 'boolean', default: false } },
});
const grep = values.grep;

const parts: readonly Part[] = [
  {
    name: 'unit',
    title: 'Units and the simulated portal',
    needs: [],
    run: mocha(['test/unit/**/*.test.ts', 'test/portal/**/*.test.ts'], 10_000),
  },
  {
    name: 'architecture',
    title: 'Guard rails (planted faults)',
    needs: [],
    run: mocha(['test/architecture/**/*.test.ts'], 120_000),
  },
  {
    name: 'package',
    title: 'Manifest and package',
    needs: ['build'],
    run: mocha(['test/package/**/*.test.ts'], 60_000),
  },
  {
    name: 'webview',
    title: 'The thread page in Chromium',
    needs: ['build', 'chromium'],
    run: mocha(['test/webview/**/*.test.ts'], 60_000),
  },
  {
    name: 'host',
    title: 'Inside the extension host of VS Code',
    needs: ['build', 'chromium', 'codeServer'],
    run: (countsFile) =>
      runInHostTests({ countsFile, isDesktop: values.desktop, ...(grep === undefined ? {} : { grep }) }),
  },
  {
    name: 'ui',
    title: 'VS Code driven by mouse and keyboard',
    needs: ['build', 'chromium', 'codeServer'],
    run: mocha(['test/vscode/ui/**/*.test.ts'], 120_000),
  },
];
/** Names for several parts at once. */
const groups: Readonly<Record<string, readonly string[]>> = { vscode: ['host', 'ui'] };

const chosen = choose(positionals);
const folder = await mkdtemp(join(tmpdir(), 'bitrix24-tests-'));
const totals: (Counts & { readonly name: string })[] = [];
try {
  await prepare(chosen);
  for (const part of chosen) {
    console.log(`\n=== ${part.title} (${part.name}) ===`);
    totals.push({ name: part.name, ...(await runPart(part, join(folder, part.name))) });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  totals.push({ name: 'preparation', passed: 0, failed: 1 });
} finally {
  await rm(folder, { recursive: true, force: true });
}

const failed = totals.filter((part) => part.failed > 0).map((part) => part.name);
console.log(`\n${totals.map((part) => `${part.name}: ${describeCounts(part)}`).join('\n')}`);
console.log(failed.length === 0 ? 'Tests passed' : `Tests failed: ${failed.join(', ')}`);
console.log(describeCounts({ passed: sum('passed'), failed: sum('failed') }));
process.exitCode = failed.length === 0 ? 0 : 1;

function choose(names: readonly string[]): readonly Part[] {
  const wanted = new Set(names.flatMap((name) => groups[name] ?? [name]));
  const unknown = [...wanted].filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    const known = [...parts.map((part) => part.name), ...Object.keys(groups)];
    console.error(`No such part: ${unknown.join(', ')}. There are ${known.join(', ')}.`);
    process.exit(2);
  }
  return wanted.size === 0 ? parts : parts.filter((part) => wanted.has(part.name));
}

async function prepare(selected: readonly Part[]): Promise<void> {
  const needs = new Set(selected.flatMap((part) => part.needs));
  if (needs.has('chromium')) process.env['CHROME_PATH'] = ensureChromium();
  if (needs.has('codeServer') && !values.desktop) await ensureCodeServer();
  if (needs.has('build')) {
    const { code } = await runNode(['esbuild.js'], { print: true });
    if (code !== 0) throw new Error('The build failed.');
  }
}

/** A part that ended badly without a failed test, or ran none at all, counts as one failure. */
async function runPart(part: Part, countsFile: string): Promise<Counts> {
  const isPassed = await part.run(countsFile).catch((error: unknown) => {
    console.error(error);
    return false;
  });
  const counts = await readCounts(countsFile);
  if (counts === undefined || counts.passed + counts.failed === 0) {
    console.log('No test ran: this counts as a failure.');
    return { passed: 0, failed: 1 };
  }
  return !isPassed && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

async function readCounts(path: string): Promise<Counts | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const counts: unknown = text === undefined ? undefined : JSON.parse(text);
  if (typeof counts !== 'object' || counts === null || !('passed' in counts) || !('failed' in counts))
    return undefined;
  return { passed: Number(counts.passed), failed: Number(counts.failed) };
}

function mocha(specs: readonly string[], timeoutMs: number): Part['run'] {
  return async (countsFile) => {
    const { code } = await runNode(
      [
        join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'),
        ...['--no-config', '--extension', 'ts', '--forbid-only', '--forbid-pending'],
        ...['--timeout', String(timeoutMs), '--slow', String(timeoutMs / 10)],
        ...['--reporter', join(root, 'test', 'host', 'countingReporter.cjs')],
        ...(grep === undefined ? [] : ['--grep', grep]),
        ...specs,
      ],
      { print: true, env: { TEST_COUNTS_FILE: countsFile } },
    );
    return code === 0;
  };
}

function sum(key: keyof Counts): number {
  return totals.reduce((total, part) => total + part[key], 0);
}

function describeCounts({ passed, failed: notPassed }: Counts): string {
  return `${passed} passed, ${notPassed} failed`;
}
