import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { FromPortalProcess, PortalProcessOptions, PortalRequest } from './portalProcess.ts';

/** A simulated portal in a process of its own. */
export interface BenchPortal {
  /** With a trailing slash. */
  readonly webhookUrl: string;
  /** The HTTP requests since the last time this was asked. */
  takeRequests(): Promise<readonly PortalRequest[]>;
  stop(): Promise<void>;
}

export async function startBenchPortal(options: PortalProcessOptions): Promise<BenchPortal> {
  const child = fork(new URL('./portalProcess.ts', import.meta.url), [JSON.stringify(options)]);
  const { webhookUrl } = await nextMessage(child, 'ready');
  return {
    webhookUrl,
    takeRequests: async () => {
      child.send('takeRequests');
      return (await nextMessage(child, 'requests')).requests;
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}

function nextMessage<K extends FromPortalProcess['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<FromPortalProcess, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      const received = message as FromPortalProcess;
      if (received.kind !== kind) return;
      leave();
      resolve(received as Extract<FromPortalProcess, { kind: K }>);
    };
    const onExit = (code: number | null): void => {
      leave();
      reject(new Error(`The portal ended with ${code ?? 'a signal'}`));
    };
    function leave(): void {
      child.off('message', onMessage);
      child.off('exit', onExit);
    }
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
