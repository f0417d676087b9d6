// Runs test/vscode/inHost inside the extension host of a real VS Code.
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build, type Plugin } from 'esbuild';
import { throwAwayAuthority } from '../portal/throwAwayCertificate.ts';

const root = resolve(import.meta.dirname, '../..');
const sources = join(root, 'test', 'vscode', 'inHost');
const bundled = join(root, 'out', 'test', 'vscode');

export interface InHostOptions {
  /** The desktop VS Code, downloaded, instead of the browser-hosted one. */
  readonly isDesktop: boolean;
  readonly grep?: string;
  /** Where the reporter leaves the counts. */
  readonly countsFile: string;
}

/** True when every test passed; the report goes to the terminal. */
export async function runInHostTests(options: InHostOptions): Promise<boolean> {
  await bundleTests();
  const folder = await mkdtemp(join(tmpdir(), 'bitrix24-in-host-'));
  const reportFile = join(folder, 'report.txt');
  const trust = await authoritiesIn(folder);
  try {
    await runTests({
      ...(options.isDesktop ? {} : { vscodeExecutablePath: join(import.meta.dirname, 'codeServerHost.ts') }),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(bundled, 'inHostIndex.js'),
      launchArgs: [join(import.meta.dirname, 'workspace')],
      extensionTestsEnv: {
        TEST_COUNTS_FILE: options.countsFile,
        TEST_REPORT_FILE: reportFile,
        ...trust,
        TEST_GREP: options.grep,
        ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
      },
    });
    return true;
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    return false;
  } finally {
    console.log(await readFile(reportFile, 'utf8').catch(() => 'The extension host ran no tests.'));
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A host learns at its start which authorities it trusts; its tests sign with these two: one that the computer's own store
 * has, which SSL_CERT_FILE stands in for, and one that only Node is told of.
 */
async function authoritiesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const authorities = {
    system: throwAwayAuthority('of the system'),
    extra: throwAwayAuthority('of Node alone'),
  };
  const keys = join(folder, 'authorities.json');
  const system = join(folder, 'system.pem');
  const extra = join(folder, 'extra.pem');
  await writeFile(keys, JSON.stringify(authorities), { mode: 0o600 });
  await writeFile(system, authorities.system.cert);
  await writeFile(extra, authorities.extra.cert);
  return { TEST_AUTHORITIES_FILE: keys, SSL_CERT_FILE: system, NODE_EXTRA_CA_CERTS: extra };
}

/** One CommonJS file each; packages come from node_modules, where the host finds them too. */
async function bundleTests(): Promise<void> {
  await rm(bundled, { recursive: true, force: true });
  const tests = globSync('**/*.test.ts', { cwd: sources });
  await build({
    entryPoints: [
      { in: join(import.meta.dirname, 'inHostIndex.cjs'), out: 'inHostIndex' },
      ...tests.map((path) => ({ in: join(sources, path), out: path.replace(/\.ts$/, '') })),
    ],
    outdir: bundled,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [keepFilePlaces()],
  });
}

/** In a bundle `import.meta` would be empty; sources that read files beside them mean the place of the source. */
function keepFilePlaces(): Plugin {
  return {
    name: 'keep-file-places',
    setup(current) {
      current.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const contents = text
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
          .replaceAll('import.meta.filename', JSON.stringify(path));
        return { contents, loader: 'ts' };
      });
    },
  };
}
