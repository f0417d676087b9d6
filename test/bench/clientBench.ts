// What the client adds to a round trip: queue, time limits, decoding the envelope, learning from the answer.
import nodeFetch from 'node-fetch';
import type { Fetch } from '../../src/base/ports.ts';
import { webhookEndpoint } from '../../src/bitrix24/auth/webhookUrl.ts';
import { LeakyBucket } from '../../src/bitrix24/rest/leakyBucket.ts';
import { createPortalClient, type PortalClient } from '../../src/bitrix24/rest/portalClient.ts';
import { systemClock } from '../portal/systemClock.ts';
import { SilentLogger } from '../unit/silentLogger.ts';
import { startBenchPortal } from './benchPortal.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';
import { bareCall } from './recordedRequests.ts';
import { webhookIn } from './storedAccount.ts';

const WARM_UP = 20;
const ROUNDS = 180;

interface Cost {
  readonly ms: number;
  /** Of this process's main thread alone. */
  readonly cpuMs: number;
}

type Way = 'bareCall' | 'call' | 'bareBatch' | 'batch' | 'bareNodeFetch' | 'nodeFetchCall';

export async function measureClient(): Promise<readonly Measurement[]> {
  const portal = await startBenchPortal({ seed: 'demo', rate: 'off' });
  const clients = [builtInFetch, byNodeFetch].map((fetch) => clientOf(portal.webhookUrl, fetch));
  const [byFetch, byNode] = clients as [PortalClient, PortalClient];
  const url = (method: string): string => `${portal.webhookUrl}${method}.json`;
  const cmd = { recent: 'im.recent.list?OFFSET=0&LIMIT=50', counters: 'im.counters.get' };
  const batchBody = JSON.stringify({ halt: 0, cmd });
  const ways: Readonly<Record<Way, () => Promise<unknown>>> = {
    bareCall: () => bareCall(url('profile'), '{}'),
    call: () => byFetch.call('profile'),
    bareBatch: () => bareCall(url('batch'), batchBody),
    batch: () =>
      byFetch.batch({
        recent: { method: 'im.recent.list', params: { OFFSET: 0, LIMIT: 50 } },
        counters: { method: 'im.counters.get' },
      }),
    bareNodeFetch: () => bareCall(url('profile'), '{}', byNodeFetch),
    nodeFetchCall: () => byNode.call('profile'),
  };
  try {
    for (let round = 0; round < WARM_UP; round += 1) for (const way of Object.values(ways)) await way();
    return linesOf(await interleaved(ways));
  } finally {
    for (const client of clients) client.dispose();
    await portal.stop();
  }
}

const builtInFetch: Fetch = (url, init) => globalThis.fetch(url, init);
const byNodeFetch: Fetch = (url, init) => nodeFetch(url, { ...init });

/** With a bucket that never fills: what it makes a call wait is another measurement. */
function clientOf(webhookUrl: string, fetch: Fetch): PortalClient {
  return createPortalClient({
    endpoint: webhookEndpoint(webhookIn(webhookUrl)),
    fetch,
    clock: systemClock,
    logger: new SilentLogger(),
    bucket: new LeakyBucket({ capacity: 1e6, leakPerSecond: 1e6, reserved: 0 }),
  });
}

/** In turn, and each round in another order, so that whatever else happens meets all of them alike. */
async function interleaved(
  ways: Readonly<Record<Way, () => Promise<unknown>>>,
): Promise<Readonly<Record<Way, Cost>>> {
  const names = Object.keys(ways) as Way[];
  const samples = new Map(names.map((name) => [name, { ms: [] as number[], cpuMs: [] as number[] }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const cpuBefore = process.threadCpuUsage();
      const startedAtMs = performance.now();
      await ways[name]();
      samples.get(name)!.ms.push(performance.now() - startedAtMs);
      const { user, system } = process.threadCpuUsage(cpuBefore);
      samples.get(name)!.cpuMs.push((user + system) / 1000);
    }
  }
  return Object.fromEntries(
    [...samples].map(([name, { ms, cpuMs }]) => [name, { ms: median(ms), cpuMs: mean(cpuMs) }]),
  ) as Record<Way, Cost>;
}

/** For processor time: its clock ticks coarsely, but loses nothing between two looks at it. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function linesOf(costs: Readonly<Record<Way, Cost>>): readonly Measurement[] {
  const pair = (what: string, way: Way, name: string, bare: Way): readonly Measurement[] => [
    {
      what,
      value: costs[way].ms,
      unit: 'ms',
      peer: { name, value: costs[bare].ms },
      runs: ROUNDS,
    },
    {
      what: `${what}, processor time (mean)`,
      value: costs[way].cpuMs,
      unit: 'ms',
      peer: { name, value: costs[bare].cpuMs },
      runs: ROUNDS,
    },
  ];
  return [
    ...pair('A call', 'call', 'bare fetch', 'bareCall'),
    ...pair('A batch (50 dialogs, counters)', 'batch', 'bare fetch', 'bareBatch'),
    ...pair('A call by node-fetch', 'nodeFetchCall', 'bare node-fetch', 'bareNodeFetch'),
    ...pair('A bare node-fetch', 'bareNodeFetch', 'bare fetch', 'bareCall'),
  ];
}
