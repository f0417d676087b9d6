import { type FSWatcher, watch } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../base/disposable.ts';
import type { Durability, FileFolder, FolderEntry } from '../base/ports.ts';
import { despiteHolds } from './despiteHolds.ts';
import { placeNew } from './placeNew.ts';

// Holds what is not whole yet. On the same disk, so that a rename or a link puts it in place at once.
const UNFINISHED = '.unfinished';

/** A folder on disk. Only for names that this product itself makes. */
export class DiskFolder implements FileFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  subfolder(name: string): DiskFolder {
    return new DiskFolder(join(this.path, checked(name)));
  }

  async list(): Promise<readonly FolderEntry[]> {
    const found = await ifThere(readdir(this.path, { withFileTypes: true }));
    const names = (found ?? []).filter((entry) => entry.isFile()).map((entry) => entry.name);
    const entries = await Promise.all(names.sort().map((name) => this.#entry(name)));
    return entries.filter((entry) => entry !== undefined);
  }

  read(name: string): Promise<string | undefined> {
    return ifThere(readFile(this.#at(name), 'utf8'));
  }

  readBytes(name: string): Promise<Uint8Array | undefined> {
    return ifThere(readFile(this.#at(name)));
  }

  async write(name: string, content: string | Uint8Array, durability: Durability = 'lasting'): Promise<void> {
    const target = this.#at(name);
    await this.#prepared(content, durability, (unfinished) => despiteHolds(() => rename(unfinished, target)));
  }

  async create(name: string, content: string, durability: Durability = 'lasting'): Promise<boolean> {
    const target = this.#at(name);
    return this.#prepared(content, durability, (unfinished) => placeNew(unfinished, target));
  }

  async remove(name: string): Promise<void> {
    await despiteHolds(() => rm(this.#at(name), { force: true }));
  }

  async clear(): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 3 });
  }

  watch(onChange: () => void): Disposable {
    let isDisposed = false;
    let watcher: FSWatcher | undefined;
    const begin = async (): Promise<void> => {
      await mkdir(this.path, { recursive: true });
      if (isDisposed) return;
      watcher = watch(this.path, { persistent: false }, (_event, name) => {
        if (name !== UNFINISHED) onChange();
      });
      // Whoever watches looks by itself as well, so a watch that breaks is a delay and no more.
      watcher.on('error', () => watcher?.close());
    };
    begin().catch(() => undefined);
    return {
      dispose: () => {
        isDisposed = true;
        watcher?.close();
      },
    };
  }

  #at(name: string): string {
    return join(this.path, checked(name));
  }

  async #entry(name: string): Promise<FolderEntry | undefined> {
    const stats = await ifThere(stat(join(this.path, name), { bigint: true }));
    if (stats === undefined) return undefined;
    const stamp = `${stats.ino}-${stats.mtimeNs}-${stats.size}`;
    return { name, stamp, bytes: Number(stats.size), writtenAt: Number(stats.mtimeMs) };
  }

  /** What is to last is written to the disk itself, not to its cache alone, before anybody can see it under its name. */
  async #prepared<T>(
    content: string | Uint8Array,
    durability: Durability,
    place: (unfinished: string) => Promise<T>,
  ): Promise<T> {
    const folder = join(this.path, UNFINISHED);
    await mkdir(folder, { recursive: true });
    const unfinished = join(folder, crypto.randomUUID());
    try {
      const file = await open(unfinished, 'wx', 0o600);
      try {
        await file.writeFile(content);
        if (durability === 'lasting') await file.sync();
      } finally {
        await file.close();
      }
      return await place(unfinished);
    } finally {
      await despiteHolds(() => rm(unfinished, { force: true }));
    }
  }
}

function checked(name: string): string {
  if (!/^[\w-][\w.-]{0,150}$/.test(name)) throw new Error('Not a name for a file of this product');
  return name;
}

async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
