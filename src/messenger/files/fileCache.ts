import * as v from 'valibot';
import type { FileFolder, Logger } from '../../base/ports.ts';

const MEGABYTE = 1024 * 1024;
const ORDER = 'order.json';

const Order = v.array(v.pipe(v.string(), v.regex(/^\d+-\d+\.bin$/)));

/** Another version of a file has another size, or near enough: the id alone stays the same. */
export interface CacheKey {
  readonly id: number;
  readonly size: number;
}

export interface CacheLimits {
  readonly memory: number;
  readonly disk: number;
  /** One file may not push out everything else. */
  readonly item: number;
}

const usualLimits: CacheLimits = { memory: 32 * MEGABYTE, disk: 100 * MEGABYTE, item: 16 * MEGABYTE };

/**
 * Files that were fetched, so that they need not be fetched again: some in memory, more on disk, those unused for longest
 * go first. A disk that fails costs a download and nothing else.
 */
export class FileCache {
  readonly #folder: FileFolder;
  readonly #mayUseDisk: () => boolean;
  readonly #logger: Logger;
  readonly #limits: CacheLimits;
  readonly #memory = new Map<string, Uint8Array>();
  #memorySize = 0;
  /** Names on disk, those unused for longest first; `undefined` until somebody asks. */
  #order: Set<string> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    folder: FileFolder,
    mayUseDisk: () => boolean,
    logger: Logger,
    limits: CacheLimits = usualLimits,
  ) {
    this.#folder = folder;
    this.#mayUseDisk = mayUseDisk;
    this.#logger = logger;
    this.#limits = limits;
  }

  async get(key: CacheKey): Promise<Uint8Array | undefined> {
    const name = nameOf(key);
    const here = this.#memory.get(name);
    if (here !== undefined) {
      this.#remember(name, here);
      return here;
    }
    if (!this.#mayUseDisk()) return undefined;
    try {
      const bytes = await this.#folder.readBytes(name);
      if (bytes === undefined) return undefined;
      const order = await this.#known();
      order.delete(name);
      order.add(name);
      this.#remember(name, bytes);
      return bytes;
    } catch {
      this.#logger.debug('A kept file could not be read from disk');
      return undefined;
    }
  }

  /** What is kept under the id, for those who cannot know its size. */
  async find(id: number): Promise<Uint8Array | undefined> {
    const isOf = (name: string): boolean => name.startsWith(`${id}-`);
    const here = [...this.#memory.keys()].find(isOf);
    const name = here ?? [...(await this.#namesOnDisk())].find(isOf);
    const size = name === undefined ? undefined : sizeIn(name);
    return size === undefined ? undefined : this.get({ id, size });
  }

  async put(key: CacheKey, bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength > this.#limits.item) return;
    const name = nameOf(key);
    this.#remember(name, bytes);
    if (!this.#mayUseDisk()) return;
    // One after the other: the room is counted over all of them.
    this.#writing = this.#writing.then(async () => {
      try {
        await this.#write(name, bytes);
      } catch {
        this.#logger.debug('A file could not be kept on disk');
      }
    });
    await this.#writing;
  }

  /** Resolves once what was put so far is on disk. */
  get written(): Promise<void> {
    return this.#writing;
  }

  /** Nothing of it is left on disk. */
  async clear(): Promise<void> {
    this.#memory.clear();
    this.#memorySize = 0;
    await this.#writing;
    this.#order = undefined;
    await this.#folder.clear();
  }

  #remember(name: string, bytes: Uint8Array): void {
    this.#forget(name);
    this.#memory.set(name, bytes);
    this.#memorySize += bytes.byteLength;
    for (const oldest of this.#memory.keys()) {
      if (this.#memorySize <= this.#limits.memory) break;
      this.#forget(oldest);
    }
  }

  #forget(name: string): void {
    this.#memorySize -= this.#memory.get(name)?.byteLength ?? 0;
    this.#memory.delete(name);
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    const order = await this.#known();
    await this.#folder.write(name, bytes);
    order.delete(name);
    order.add(name);
    // Other windows keep files here as well.
    for (const entry of await this.#folder.list()) {
      if (sizeIn(entry.name) !== undefined && !order.has(entry.name)) this.#addOldest(entry.name);
    }
    let total = [...(this.#order ?? order)].reduce((sum, each) => sum + (sizeIn(each) ?? 0), 0);
    for (const oldest of this.#order ?? order) {
      if (total <= this.#limits.disk) break;
      await this.#folder.remove(oldest);
      this.#order?.delete(oldest);
      total -= sizeIn(oldest) ?? 0;
    }
    await this.#folder.write(ORDER, JSON.stringify([...(this.#order ?? order)]));
  }

  async #namesOnDisk(): Promise<ReadonlySet<string>> {
    if (!this.#mayUseDisk()) return new Set();
    return this.#known().catch(() => new Set());
  }

  async #known(): Promise<Set<string>> {
    if (this.#order !== undefined) return this.#order;
    const text = await this.#folder.read(ORDER);
    const kept = v.safeParse(Order, parsed(text));
    const present = new Set((await this.#folder.list()).map((entry) => entry.name));
    const ordered = (kept.success ? kept.output : []).filter((name) => present.has(name));
    const unordered = [...present].filter((name) => sizeIn(name) !== undefined && !ordered.includes(name));
    this.#order ??= new Set([...unordered, ...ordered]);
    return this.#order;
  }

  #addOldest(name: string): void {
    this.#order = new Set([name, ...(this.#order ?? [])]);
  }
}

function nameOf({ id, size }: CacheKey): string {
  return `${id}-${size}.bin`;
}

/** As the name tells it, so that no file has to be looked into. */
function sizeIn(name: string): number | undefined {
  const size = /^\d+-(\d+)\.bin$/.exec(name)?.[1];
  return size === undefined ? undefined : Number(size);
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
