// Every npm command enters here: node scripts/run.mjs <command> [arguments].
// Runs on Node 20 and later with nothing installed; what it starts runs on the project's own Node 24.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { prepareToolchain, root } from './toolchain.mjs';

const commands = {
  start: 'scripts/start.ts',
  test: 'scripts/test.ts',
  check: 'scripts/check.ts',
  build: 'esbuild.js',
  package: 'scripts/package.ts',
  portal: 'test/portal/main.ts',
  bench: 'test/bench/main.ts',
};

const [command, ...args] = process.argv.slice(2);
if (command === undefined || !Object.hasOwn(commands, command)) {
  console.error(`Usage: node scripts/run.mjs ${Object.keys(commands).join('|')} [arguments]`);
  process.exit(2);
}

try {
  const { node, env } = await prepareToolchain();
  const child = spawn(node, [join(root, commands[command]), ...args], { cwd: root, env, stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; this process stays until the child has put everything away.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm's shell dies of a SIGTERM without passing it on; its death is the only sign of it down here.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 200).unref();
  child.once('close', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
