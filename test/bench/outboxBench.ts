// A thousand messages that wait, to five dialogs, against a portal that takes two requests a second.
import { webhookEndpoint } from '../../src/bitrix24/auth/webhookUrl.ts';
import { createPortalClient } from '../../src/bitrix24/rest/portalClient.ts';
import { leadsAlone } from '../../src/messenger/leadership.ts';
import { textContent } from '../../src/messenger/outgoing.ts';
import { Portal } from '../../src/messenger/portal.ts';
import { Session } from '../../src/messenger/session.ts';
import { systemClock } from '../portal/systemClock.ts';
import { MemoryStateStore } from '../unit/messenger/memoryPorts.ts';
import { SilentLogger } from '../unit/silentLogger.ts';
import { temporaryFolder } from '../unit/temporaryFolder.ts';
import { startBenchPortal } from './benchPortal.ts';
import type { Measurement } from './measurement.ts';
import { storedAccount, webhookIn } from './storedAccount.ts';

const MESSAGES = 1_000;
const DIALOGS = ['7', '9', '12', '14', '15'];
// The portal's limit for a sender without a rest: 2 requests x 50 commands a second (api-facts 1.3, 1.5).
const LIMIT_S = MESSAGES / (2 * 50);
// What is not kept free for a person.
const BUCKET = 45;

export async function measureOutbox(say: (line: string) => void): Promise<readonly Measurement[]> {
  const portal = await startBenchPortal({ seed: 'demo' });
  const logger = new SilentLogger();
  const client = createPortalClient({
    endpoint: webhookEndpoint(webhookIn(portal.webhookUrl)),
    fetch: (url, init) => globalThis.fetch(url, init),
    clock: systemClock,
    logger,
  });
  const account = storedAccount(portal.webhookUrl);
  const session = new Session(account, new Portal(client, account.userId, logger), {
    clock: systemClock,
    logger,
    state: new MemoryStateStore(),
    folder: temporaryFolder(),
    leadership: leadsAlone,
  });
  try {
    await session.startSending();
    const { stored: known } = await session.send(textContent('7', 'The first one'), { keepFailed: true });
    await known;
    await session.refresh();
    // From here on the portal takes two requests a second and no more.
    await Promise.all(
      Array.from({ length: BUCKET }, () => client.call('server.time', {}, { lane: 'visible' })),
    );
    await portal.takeRequests();

    const startedAtMs = performance.now();
    const { stored } = await session.sendAll(
      Array.from({ length: MESSAGES }, (_, index) =>
        textContent(DIALOGS[index % DIALOGS.length] ?? '', `Message ${index}`),
      ),
      { keepFailed: true },
    );
    const heldMs = performance.now() - startedAtMs;
    await Promise.all(stored);
    const seconds = (performance.now() - startedAtMs) / 1_000;
    const requests = await portal.takeRequests();
    const refused = requests.filter(({ error }) => error === 'QUERY_LIMIT_EXCEEDED').length;
    say(
      `on disk after ${(heldMs / 1_000).toFixed(2)} s; ${requests.length} requests, ${refused} refused as too many`,
    );
    return [
      {
        what: '1,000 waiting messages sent, bucket full',
        value: seconds,
        unit: 's',
        goal: { kind: 'atMost', value: Math.round((LIMIT_S / 0.9) * 10) / 10 },
        peer: { name: 'the portal’s limit', value: LIMIT_S },
      },
    ];
  } finally {
    session.dispose();
    await portal.stop();
  }
}
