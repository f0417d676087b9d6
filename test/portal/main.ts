// The development portal: `npm run portal -- --port <port> --seed <name>`. One JSON line on stdout, the log on stderr.
import { parseArgs } from 'node:util';
import { startPortal, type Portal } from './portal.ts';
import type { Seed } from './seed.ts';
import { seeds } from './seeds/index.ts';
import { fullName } from './wire/userView.ts';

const DEFAULT_PORT = 8024;

/** A mistake of the person at the keyboard; its message is all they need. */
class UsageError extends Error {}

try {
  await main();
} catch (error) {
  process.stderr.write(`portal: ${explain(error)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { port, seed } = readArguments();
  const portal = await startPortal({
    seed,
    port,
    live: true,
    // The office hours of the demo are those of whoever looks at it.
    utcOffsetMinutes: -new Date().getTimezoneOffset(),
    log: (line) => process.stderr.write(`${new Date().toISOString()} ${line}\n`),
  });
  const stop = (): void => {
    void portal.stop();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`${JSON.stringify(introduction(portal))}\n`);
}

function readArguments(): { readonly port: number; readonly seed: Seed } {
  const { values } = parseArgs({ options: { port: { type: 'string' }, seed: { type: 'string' } } });
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not "${values.port ?? ''}"`);
  }
  const name = values.seed ?? 'demo';
  const seed = Object.values(seeds).find((candidate) => candidate.name === name);
  if (seed === undefined) {
    throw new UsageError(`there is no seed "${name}"; choose one of ${Object.keys(seeds).join(', ')}`);
  }
  return { port, seed };
}

function introduction(portal: Portal): Record<string, unknown> {
  const withWebhook = new Set(portal.world.credentials.webhooks.map((webhook) => webhook.userId));
  return {
    webhookUrl: portal.webhookUrl(),
    portal: portal.url,
    users: portal.users.map((user) => ({
      id: user.id,
      name: fullName(user),
      ...(withWebhook.has(user.id) ? { webhookUrl: portal.webhookUrl(user.id) } : {}),
    })),
  };
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'failed for an unknown reason';
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'the port is in use; choose another with --port';
  return error.message;
}
