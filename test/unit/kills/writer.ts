// A process that writes message after message through the product's own session and disk, until somebody ends it.
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readWebhook, webhookEndpoint } from '../../../src/bitrix24/auth/webhookUrl.ts';
import { createPortalClient } from '../../../src/bitrix24/rest/portalClient.ts';
import { DiskFolder } from '../../../src/editor/diskFolder.ts';
import { systemClock } from '../../../src/editor/hostPorts.ts';
import { webhookAccount } from '../../../src/messenger/account.ts';
import { leadsAlone } from '../../../src/messenger/leadership.ts';
import { textContent } from '../../../src/messenger/outgoing.ts';
import { Portal } from '../../../src/messenger/portal.ts';
import { Session } from '../../../src/messenger/session.ts';
import { SilentLogger } from '../../unit/silentLogger.ts';
import { MemoryStateStore } from '../messenger/memoryPorts.ts';

export interface WriterTask {
  readonly webhookUrl: string;
  readonly folder: string;
  /** Goes before the number of each message; tells the runs apart. Absent: writes nothing, ends when all is sent. */
  readonly run: number | undefined;
  readonly dialogIds: readonly string[];
}

const MOST_WAITING = 20;
// Longer than any of this product's waits for a portal that answers.
const PATIENCE_MS = 90_000;

if (import.meta.main) await work(JSON.parse(process.argv[2] ?? '') as WriterTask);

async function work({ webhookUrl, folder, run, dialogIds }: WriterTask): Promise<void> {
  // Ends with whoever started it.
  process.once('disconnect', () => process.exit());
  setTimeout(() => process.exit(2), PATIENCE_MS);
  const session = sessionOf(webhookUrl, folder);
  session.setWindowFocused(false);
  session.setListVisible(false);
  session.start();
  await session.startSending();
  say('started');
  if (run === undefined) {
    await untilSent(session, 0);
    process.exit(0);
  }
  for (let number = 0; ; number += 1) {
    const dialogId = dialogIds[(number * 7 + (number >> 2)) % dialogIds.length] ?? '';
    const { stored } = await session.send(textContent(dialogId, `${run}.${number}`), { keepFailed: true });
    stored.catch(() => undefined);
    // From here on the person has seen that it was taken.
    say(`held ${dialogId} ${run}.${number}`);
    await untilSent(session, MOST_WAITING);
    if (number % 5 === 4) await wait(number % 3);
  }
}

function sessionOf(webhookUrl: string, folder: string): Session {
  const read = readWebhook(webhookUrl);
  if (!read.ok) throw new Error(read.problem);
  const { webhook } = read;
  const logger = new SilentLogger();
  const client = createPortalClient({
    endpoint: webhookEndpoint(webhook),
    fetch: (url, init) => fetch(url, init),
    clock: systemClock,
    logger,
  });
  const account = webhookAccount(webhook, {
    id: 'writer',
    userName: 'Trung Nguyen',
    scopes: ['im', 'user'],
    networkClient: 'fetch',
  });
  return new Session(account, new Portal(client, webhook.userId, logger), {
    clock: systemClock,
    logger,
    state: new MemoryStateStore(),
    folder: new DiskFolder(folder),
    leadership: leadsAlone,
  });
}

async function untilSent(session: Session, most: number): Promise<void> {
  while (session.outgoing.size > most) await wait(2);
}

/** At once, and whole: whoever is killed after it has said it. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
