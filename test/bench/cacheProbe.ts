// One start from the cache in a fresh process: node --expose-gc cacheProbe.ts <folder>. Prints JSON.
import { ListCache, type LoadedList } from '../../src/messenger/cache/listCache.ts';
import { CacheFiles } from '../../src/messenger/cache/cacheFiles.ts';
import { ThreadCache } from '../../src/messenger/cache/threadCache.ts';
import { DiskFolder } from '../../src/editor/diskFolder.ts';
import { SilentLogger } from '../unit/silentLogger.ts';

export interface CacheProbe {
  readonly firstRowsMs: number;
  readonly allRowsMs: number;
  readonly rows: number;
  readonly threads: number;
  readonly heapBytes: number;
}

const [path = ''] = process.argv.slice(2);
const files = new CacheFiles(new DiskFolder(path), new SilentLogger());
const list = new ListCache(files, () => undefined);
const threads = new ThreadCache(files, () => undefined);

const heapBytes = heapInUse();
const startedAtMs = performance.now();
const loaded: LoadedList[] = [];
const atMs: number[] = [];
await list.load((rows) => {
  loaded.push(rows);
  atMs.push(performance.now() - startedAtMs);
});
const held: unknown[] = [loaded.at(-1)];
for (const dialog of loaded.at(-1)?.list.dialogs ?? []) {
  const thread = await threads.load(dialog.id);
  if (thread !== undefined) held.push(thread);
}
const probe: CacheProbe = {
  firstRowsMs: atMs[0] ?? Number.NaN,
  allRowsMs: atMs.at(-1) ?? Number.NaN,
  rows: loaded.at(-1)?.list.dialogs.length ?? 0,
  threads: held.length - 1,
  heapBytes: heapInUse() - heapBytes,
};
process.stdout.write(JSON.stringify(probe));

function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
