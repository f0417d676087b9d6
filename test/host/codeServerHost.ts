#!/usr/bin/env node
// Understands the flags with which a desktop VS Code is started for tests, and hosts them in the browser-hosted one.
// Exit code: that of the test run.
import { parseArgs } from 'node:util';
import { launchChromium } from './chromium.ts';
import { startCodeServer, windowUrl } from './codeServer.ts';

const LIMIT_MS = 5 * 60_000;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
});
const { extensionDevelopmentPath: extensionPath, extensionTestsPath: testsPath } = values;
const folder = positionals.find((argument) => !argument.startsWith('-'));
if (typeof extensionPath !== 'string' || typeof testsPath !== 'string' || folder === undefined) {
  console.error('Needs --extensionDevelopmentPath=, --extensionTestsPath= and a folder.');
  process.exit(2);
}

const [server, browser] = await Promise.all([startCodeServer(), launchChromium()]);
try {
  process.exitCode = await runWindow(windowUrl(server, { folder, extensionPath, testsPath }));
} finally {
  await browser.close();
  await server.stop();
}

async function runWindow(url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const lines: string[] = [];
  const ended = Promise.withResolvers<number>();
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    lines.push(`${type}: ${args.map(String).join(' ')}`);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    ended.resolve(code);
  });
  page.once('crash', () => {
    ended.reject(new Error('The workbench crashed'));
  });
  const limit = setTimeout(() => {
    ended.reject(new Error(`The tests did not end within ${LIMIT_MS / 60_000} minutes`));
  }, LIMIT_MS);
  try {
    await page.goto(url);
    const code = await ended.promise;
    if (code !== 0) console.error(interesting(lines));
    return code;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(interesting(lines));
    return 1;
  } finally {
    clearTimeout(limit);
  }
}

/** The workbench is chatty, and complains about services it cannot reach: the last errors are what a person needs. */
function interesting(lines: readonly string[]): string {
  const noise = /ERR_NAME_NOT_RESOLVED|ENOTFOUND|service worker|telemetry/i;
  return lines
    .filter((line) => /^(error|warn)/.test(line) && !noise.test(line))
    .slice(-20)
    .join('\n');
}
