// What a start from the cache costs: time until the first rows stand there, and memory for everything kept.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DiskFolder } from '../../src/editor/diskFolder.ts';
import { CacheFiles } from '../../src/messenger/cache/cacheFiles.ts';
import { ListCache } from '../../src/messenger/cache/listCache.ts';
import { ThreadCache } from '../../src/messenger/cache/threadCache.ts';
import type { DialogDetails } from '../../src/model/dialogDetails.ts';
import { dialogOf } from '../unit/messenger/dialogs.ts';
import { messageOf } from '../unit/messenger/messages.ts';
import { SilentLogger } from '../unit/silentLogger.ts';
import type { CacheProbe } from './cacheProbe.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';
import { withTemporaryFolder } from './withTemporaryFolder.ts';

const DIALOGS = 3_000;
const THREADS = 200;
const MESSAGES = 100;
const RUNS = 7;
const TEXT = 'A message of the length that people write to each other in a chat, now and then. ';

export function measureCache(say: (line: string) => void): Promise<readonly Measurement[]> {
  return withTemporaryFolder(async (path) => {
    await fill(path);
    const probes: CacheProbe[] = [];
    for (let run = 0; run < RUNS; run += 1) probes.push(await probe(path));
    for (const { rows, threads } of probes) {
      if (rows !== DIALOGS || threads !== THREADS) throw new Error(`${rows} rows and ${threads} threads`);
    }
    say(`all ${DIALOGS} rows after ${median(probes.map((each) => each.allRowsMs)).toFixed(0)} ms`);
    return [
      {
        what: 'Restart to the first rows from the cache',
        value: median(probes.map((each) => each.firstRowsMs)),
        unit: 'ms',
        runs: RUNS,
      },
      {
        what: 'Memory of 3,000 dialogs and 20,000 messages from the cache',
        value: Math.max(...probes.map((each) => each.heapBytes)) / 1024,
        unit: 'KB',
        goal: { kind: 'atMost', value: 30 * 1024 },
      },
    ];
  });
}

async function fill(path: string): Promise<void> {
  const files = new CacheFiles(new DiskFolder(path), new SilentLogger());
  const dialogs = Array.from({ length: DIALOGS }, (_, index) =>
    dialogOf({
      id: `chat${index + 1}`,
      title: `Dialog number ${index}`,
      lastActivityAt: 2e12 - index * 1_000,
      lastMessage: {
        id: index + 1,
        text: TEXT,
        authorId: 7,
        authorName: 'An Lund',
        date: 2e12,
        uuid: undefined,
        hasFile: false,
      },
    }),
  );
  const list = { dialogs, hasMore: false, nextOffset: DIALOGS };
  await new ListCache(files, () => undefined).save({ list, total: 7, asOf: 2e12 }, DIALOGS);
  const threads = new ThreadCache(files, () => undefined);
  for (const { id, chatId } of dialogs.slice(0, THREADS)) {
    const messages = Array.from({ length: MESSAGES }, (_, index) =>
      messageOf({ id: chatId * MESSAGES + index, chatId, text: TEXT.repeat(2), uuid: crypto.randomUUID() }),
    );
    const timeline = { messages, hasOlder: true };
    await threads.save(id, { details: detailsOf(id, chatId), readId: 0, timeline }, 2e12);
  }
}

function detailsOf(id: string, chatId: number): DialogDetails {
  return {
    id,
    chatId,
    kind: 'chat',
    title: 'A chat',
    description: undefined,
    color: undefined,
    unread: 0,
    lastReadId: 0,
    lastMessageId: 0,
    unreadId: 0,
    canWrite: true,
    isMuted: false,
    memberCount: 3,
    ownerId: 0,
    managerIds: [],
    readBy: [],
  };
}

async function probe(path: string): Promise<CacheProbe> {
  const script = join(import.meta.dirname, 'cacheProbe.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, path]);
  return JSON.parse(stdout) as CacheProbe;
}
