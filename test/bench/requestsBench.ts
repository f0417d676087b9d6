// What a start costs in requests and time: a stored account, a session, a filled list.
import type { Fetch } from '../../src/base/ports.ts';
import { webhookEndpoint } from '../../src/bitrix24/auth/webhookUrl.ts';
import { createPortalClient } from '../../src/bitrix24/rest/portalClient.ts';
import { AccountStore } from '../../src/messenger/accountStore.ts';
import { leadsAlone } from '../../src/messenger/leadership.ts';
import { Portal } from '../../src/messenger/portal.ts';
import { Session } from '../../src/messenger/session.ts';
import { SessionStore } from '../../src/messenger/sessionStore.ts';
import { systemClock } from '../portal/systemClock.ts';
import { MemorySecretStore, MemoryStateStore } from '../unit/messenger/memoryPorts.ts';
import { temporaryFolder } from '../unit/temporaryFolder.ts';
import { SilentLogger } from '../unit/silentLogger.ts';
import { type BenchPortal, startBenchPortal } from './benchPortal.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';
import { RecordedRequests, repeatBare } from './recordedRequests.ts';
import { storedAccount, webhookIn } from './storedAccount.ts';

const RUNS = 5;
const FIRST_PAGE = 200;
const ALL = 3_000;

interface Filling {
  readonly requests: number;
  readonly ms: number;
  /** The same requests with nothing around them. */
  readonly bareMs: number;
}

interface Start {
  readonly first: Filling;
  readonly all: Filling;
}

export async function measureRequests(): Promise<readonly Measurement[]> {
  const portal = await startBenchPortal({ seed: 'large' });
  try {
    await startOnce(portal);
    const starts: Start[] = [];
    for (let run = 0; run < RUNS; run += 1) starts.push(await startOnce(portal));
    return [
      ...linesOf(
        '200 dialogs',
        1,
        starts.map(({ first }) => first),
      ),
      ...linesOf(
        '3,000 dialogs',
        2,
        starts.map(({ all }) => all),
      ),
    ];
  } finally {
    await portal.stop();
  }
}

function linesOf(what: string, goal: number, fillings: readonly Filling[]): readonly Measurement[] {
  return [
    {
      what: `Requests from activation to ${what}`,
      // The worst run counts: a request more now and then is a request more.
      value: Math.max(...fillings.map(({ requests }) => requests)),
      unit: 'requests',
      goal: { kind: 'atMost', value: goal },
    },
    {
      what: `Time from activation to ${what}`,
      value: median(fillings.map(({ ms }) => ms)),
      unit: 'ms',
      peer: { name: 'the same requests by bare fetch', value: median(fillings.map(({ bareMs }) => bareMs)) },
      runs: fillings.length,
    },
  ];
}

async function startOnce(portal: BenchPortal): Promise<Start> {
  await portal.takeRequests();
  const recorded = new RecordedRequests();
  const sessions = await signedInStore(portal.webhookUrl, recorded.fetch);
  try {
    const startedAtMs = performance.now();
    const session = await filledSession(sessions);
    const firstMs = performance.now() - startedAtMs;
    const firstRequests = (await portal.takeRequests()).length;
    const first = recorded.take();

    const furtherFromMs = performance.now();
    while (session.dialogs.hasMore) await session.dialogs.loadMore();
    const allMs = firstMs + performance.now() - furtherFromMs;
    if (session.dialogs.dialogs.length !== ALL) throw new Error(`${session.dialogs.dialogs.length} dialogs`);
    const furtherRequests = (await portal.takeRequests()).length;

    const bareFirstMs = await repeatBare(first);
    const bareFurtherMs = await repeatBare(recorded.take());
    return {
      first: { requests: firstRequests, ms: firstMs, bareMs: bareFirstMs },
      all: { requests: firstRequests + furtherRequests, ms: allMs, bareMs: bareFirstMs + bareFurtherMs },
    };
  } finally {
    sessions.dispose();
  }
}

/** A store that finds an account, as activation does. */
async function signedInStore(webhookUrl: string, fetch: Fetch): Promise<SessionStore> {
  const logger = new SilentLogger();
  const state = new MemoryStateStore();
  const accounts = new AccountStore(new MemorySecretStore(), logger);
  await accounts.save(storedAccount(webhookUrl));
  return new SessionStore(accounts, state, temporaryFolder(), async (account, folder) => {
    const endpoint = webhookEndpoint(webhookIn(webhookUrl));
    const client = createPortalClient({ endpoint, fetch, clock: systemClock, logger });
    const portal = new Portal(client, account.userId, logger);
    return new Session(account, portal, {
      clock: systemClock,
      logger,
      state,
      folder,
      leadership: leadsAlone,
    });
  });
}

/** Restores the session and waits until a person would see the first page. */
function filledSession(sessions: SessionStore): Promise<Session> {
  return new Promise((resolve, reject) => {
    sessions.onDidChange(({ added: [session] }) => {
      if (session === undefined) return;
      session.onDidChangeConnection((connection) => {
        if (connection.kind === 'failing')
          reject(new Error('The first tick failed', { cause: connection.error }));
      });
      session.dialogs.onDidChange(() => {
        if (session.dialogs.dialogs.length >= FIRST_PAGE) resolve(session);
      });
    });
    sessions.restore().catch(reject);
  });
}
