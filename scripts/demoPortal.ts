import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from './childProcess.ts';

export interface DemoPortal {
  readonly origin: string;
  readonly webhookUrl: string;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** The simulated portal as a process of its own, on a free port. */
export async function startDemoPortal(seed: string): Promise<DemoPortal> {
  const child = spawn(process.execPath, ['test/portal/main.ts', '--port', '0', '--seed', seed], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => {
    child.kill('SIGTERM');
  };
  process.once('exit', kill);
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    // Every request is logged there; only what comes before the start matters here.
    if (errors.length < 10_000) errors += data.toString();
  });
  const ended = once(child, 'close').then(() => undefined);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    void ended.then(() => {
      reject(new Error(`The demo portal did not start:\n${errors}`));
    });
  });
  const { webhookUrl, portal } = readAnnouncement(line);
  return {
    origin: portal,
    webhookUrl,
    ended,
    stop: async () => {
      kill();
      await ended;
      process.removeListener('exit', kill);
    },
  };
}

function readAnnouncement(line: string): { readonly webhookUrl: string; readonly portal: string } {
  const value: unknown = JSON.parse(line);
  if (typeof value === 'object' && value !== null && 'webhookUrl' in value && 'portal' in value) {
    return { webhookUrl: String(value.webhookUrl), portal: String(value.portal) };
  }
  throw new Error('The demo portal did not say where it is.');
}
