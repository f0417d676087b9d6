import { Emitter } from '../../base/emitter.ts';
import type { BatchItem, Command } from '../../bitrix24/rest/batch.ts';
import { coversAll, type PortalClient, type PortalStats } from '../../bitrix24/rest/portalClient.ts';
import { PortalError } from '../../bitrix24/rest/portalError.ts';
import type { DemoPortal } from './demoPortal.ts';

const NOTHING: PortalStats = {
  bucketLevel: 0,
  queued: { person: 0, visible: 0, background: 0 },
  requestsLastMinute: 0,
  requests: 0,
  pausedForMs: 0,
  budgets: [],
  recentFailures: [],
};

/** Speaks with the demo in this process; there is no network behind it. */
export function createDemoClient(portal: DemoPortal): PortalClient {
  const attempted = new Emitter<never>();
  let isDisposed = false;

  const answer = ({ method, params = {} }: Command): unknown => {
    if (isDisposed) {
      throw new PortalError({ kind: 'aborted', code: 'ABORTED', outcome: 'not-executed', method });
    }
    const result = portal.run(method, params);
    if (result !== undefined) return result;
    throw new PortalError({ kind: 'rejected', code: 'ERROR_METHOD_NOT_FOUND', outcome: 'rejected', method });
  };
  const item = (command: Command): BatchItem => {
    try {
      return { ok: true, result: answer(command), next: undefined, total: undefined };
    } catch (error) {
      if (error instanceof PortalError) return { ok: false, error };
      throw error;
    }
  };

  return {
    onDidAttempt: attempted.event,
    call: async (method, params = {}) => ({
      result: answer({ method, params }),
      next: undefined,
      total: undefined,
    }),
    batch: async <Key extends string>(commands: Readonly<Record<Key, Command>>) => {
      const items = Object.entries<Command>(commands).map(([key, command]) => [key, item(command)] as const);
      const answers = Object.fromEntries(items);
      if (!coversAll(answers, commands)) throw new Error('A command was left without an answer');
      return answers;
    },
    download: async () => notThere(),
    fetchPicture: async () => notThere(),
    stats: () => NOTHING,
    dispose: () => {
      isDisposed = true;
      portal.dispose();
      attempted.dispose();
    },
  };
}

/** The demo has no files and no pictures. */
function notThere(): never {
  throw new PortalError({ kind: 'rejected', code: 'HTTP_404', outcome: 'rejected', method: 'download' });
}
