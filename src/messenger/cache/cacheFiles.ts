import type { FileFolder, FolderEntry, Logger } from '../../base/ports.ts';

/** JSON files that may be lost: what cannot be read is not there, what cannot be written is left out. Never rejects. */
export class CacheFiles {
  readonly #folder: FileFolder;
  readonly #logger: Logger;
  #isWritingWell = true;

  constructor(folder: FileFolder, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  async list(): Promise<readonly FolderEntry[]> {
    try {
      return await this.#folder.list();
    } catch {
      return [];
    }
  }

  /** A file that `decode` does not take is removed. */
  async read<T>(name: string, decode: (value: unknown) => T | undefined): Promise<T | undefined> {
    try {
      const text = await this.#folder.read(name);
      if (text === undefined) return undefined;
      const decoded = decode(parsed(text));
      if (decoded !== undefined) return decoded;
    } catch {
      return undefined;
    }
    this.#logger.warn('A file of the cache cannot be read and is dropped', { name });
    await this.remove(name);
    return undefined;
  }

  /** Bytes written; `undefined` where the disk does not take it, which is told once until it does again. */
  async write(name: string, text: string): Promise<number | undefined> {
    try {
      const bytes = new TextEncoder().encode(text);
      await this.#folder.write(name, bytes);
      this.#isWritingWell = true;
      return bytes.length;
    } catch {
      if (this.#isWritingWell) this.#logger.warn('The cache cannot be written', { name });
      this.#isWritingWell = false;
      return undefined;
    }
  }

  async remove(name: string): Promise<void> {
    await this.#folder.remove(name).catch(() => undefined);
  }

  async clear(): Promise<void> {
    try {
      await this.#folder.clear();
    } catch {
      this.#logger.warn('The cache cannot be removed');
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
