// npm start [-- --webhook URL] [--seed demo] [--browser] [--port N]: the extension in a VS Code, signed in, until
// Ctrl-C or the window is closed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, runNode } from './childProcess.ts';
import { startDemoPortal } from './demoPortal.ts';
import { findDesktop, openDesktop } from './desktopWindow.ts';
import { startCodeServer, windowUrl } from '../test/host/codeServer.ts';

interface Running {
  /** Resolves when the person is done with it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const { values } = parseArgs({
  options: {
    webhook: { type: 'string' },
    seed: { type: 'string', default: 'demo' },
    browser: { type: 'boolean', default: false },
    port: { type: 'string' },
  },
});

const folder = join(root, 'test', 'host', 'workspace');
const running: Running[] = [];
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
});

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const each of running.reverse()) await each.stop();
}
console.log(process.exitCode === 1 ? 'Not started' : 'Stopped');

async function start(): Promise<void> {
  const { code } = await runNode(['esbuild.js'], { print: true });
  if (code !== 0 || !existsSync(join(root, 'dist', 'extension.js'))) throw new Error('The build failed.');

  const webhook = values.webhook ?? (await startDemo());
  // Not in the address, not in settings: the extension reads it from its environment, in development only.
  const env = { BITRIX24_DEV_WEBHOOK: webhook };
  const window = await openWindow(env);
  running.push(window);
  await Promise.race([interrupted, ...running.map((each) => each.ended)]);
}

async function startDemo(): Promise<string> {
  const portal = await startDemoPortal(values.seed);
  running.push(portal);
  console.log(`Demo portal: ${portal.origin}`);
  return portal.webhookUrl;
}

async function openWindow(env: Readonly<Record<string, string>>): Promise<Running> {
  const program = values.browser ? undefined : await findDesktop();
  if (program !== undefined) {
    const window = await openDesktop(program, { folder, extensionPath: root, env });
    console.log('VS Code is open; close its window or press Ctrl-C here to stop');
    return window;
  }
  const server = await startCodeServer({
    env,
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
  });
  const url = windowUrl(server, { folder, extensionPath: root });
  console.log(`VS Code is ready in the browser, Ctrl-C stops it:\n${url}`);
  return server;
}
