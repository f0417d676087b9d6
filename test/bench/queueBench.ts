// How long a person's send waits behind a start-up's worth of reads: this client and the official SDK, each with a portal
// to itself, because a portal counts the requests of both.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { webhookEndpoint } from '../../src/bitrix24/auth/webhookUrl.ts';
import { createPortalClient } from '../../src/bitrix24/rest/portalClient.ts';
import { systemClock } from '../portal/systemClock.ts';
import { throwAwayCertificate } from '../portal/throwAwayCertificate.ts';
import { SilentLogger } from '../unit/silentLogger.ts';
import { startBenchPortal } from './benchPortal.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';
import type { SdkSendsOptions } from './sdkSends.ts';
import { sendThroughLoad, type Sends } from './sendThroughLoad.ts';
import { webhookIn } from './storedAccount.ts';

export async function measureQueue(say: (line: string) => void): Promise<readonly Measurement[]> {
  // The SDK refuses plain http, so both speak https.
  const tls = throwAwayCertificate();
  const own = await withPortal(tls, (webhookUrl) => ownSends(webhookUrl, tls.cert));
  const sdk = await withPortal(tls, (webhookUrl) => sdkSends({ webhookUrl, authority: tls.cert }));
  say(`own client: ${describe(own.sends)}; requests refused as too many: ${own.refused}`);
  say(`official SDK: ${describe(sdk.sends)}; requests refused as too many: ${sdk.refused}`);
  return [
    line('Send in the queue, the longest', own.sends, sdk.sends, (times) => Math.max(...times)),
    line('Send in the queue, median', own.sends, sdk.sends, median),
  ];
}

function line(
  what: string,
  own: Sends,
  sdk: Sends,
  choose: (times: readonly number[]) => number,
): Measurement {
  const of = (sends: Sends): number => choose(sends.map(({ queuedMs }) => queuedMs));
  return {
    what,
    value: of(own),
    unit: 'ms',
    goal: { kind: 'atMost', value: 50 },
    peer: { name: 'official SDK', value: of(sdk) },
    runs: own.length,
  };
}

async function withPortal(
  tls: { readonly key: string; readonly cert: string },
  run: (webhookUrl: string) => Promise<Sends>,
): Promise<{ readonly sends: Sends; readonly refused: number }> {
  const portal = await startBenchPortal({ seed: 'demo', tls });
  try {
    const sends = await run(portal.webhookUrl);
    const requests = await portal.takeRequests();
    return { sends, refused: requests.filter(({ error }) => error === 'QUERY_LIMIT_EXCEEDED').length };
  } finally {
    await portal.stop();
  }
}

async function ownSends(webhookUrl: string, authority: string): Promise<Sends> {
  setDefaultCACertificates([...getCACertificates('default'), authority]);
  const departures = new Map<string, number>();
  const client = createPortalClient({
    endpoint: webhookEndpoint(webhookIn(webhookUrl)),
    fetch: (url, init) => {
      const text = /Send \d+/.exec(init.body ?? '')?.[0];
      if (text !== undefined) departures.set(text, performance.now());
      return globalThis.fetch(url, init);
    },
    clock: systemClock,
    logger: new SilentLogger(),
  });
  try {
    return await sendThroughLoad(
      (method, params, isSend) => client.call(method, params, { lane: isSend ? 'person' : 'background' }),
      departures,
    );
  } finally {
    client.dispose();
  }
}

async function sdkSends(options: SdkSendsOptions): Promise<Sends> {
  const child = fork(new URL('./sdkSends.ts', import.meta.url), [JSON.stringify(options)]);
  const exited = once(child, 'exit').then(() => undefined);
  const message: unknown = await Promise.race([
    once(child, 'message').then(([sends]) => sends as unknown),
    exited,
  ]);
  await exited;
  if (!Array.isArray(message)) throw new Error('The SDK ended without an answer');
  return message as Sends;
}

function describe(sends: Sends): string {
  return sends
    .map(({ queuedMs, isOut }) => `${isOut ? '' : 'over '}${(queuedMs / 1000).toFixed(2)} s`)
    .join(', ');
}
