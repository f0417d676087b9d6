import type { Disposable } from '../../../src/base/disposable.ts';
import { Emitter } from '../../../src/base/emitter.ts';
import type { FileFolder, FolderEntry } from '../../../src/base/ports.ts';

type Content = string | Uint8Array;

/** A folder that costs no time, for tests with thousands of writes; what one process wrote, another one reads. */
export class MemoryFolder implements FileFolder {
  /** There is no such place: whoever needs one has to have a real folder. */
  readonly path = '/memory';
  readonly #files = new Map<string, { readonly content: Content; readonly stamp: string }>();
  readonly #subfolders = new Map<string, MemoryFolder>();
  readonly #changed = new Emitter<void>();
  /** Called before each write and removal; where it throws, the disk has failed. */
  onWrite: (name: string) => void = () => undefined;
  #writes = 0;

  /** As it stands at this moment: what would be left after a crash. */
  copy(): MemoryFolder {
    const copy = new MemoryFolder();
    for (const [name, file] of this.#files) copy.#files.set(name, file);
    for (const [name, folder] of this.#subfolders) copy.#subfolders.set(name, folder.copy());
    return copy;
  }

  subfolder(name: string): MemoryFolder {
    const known = this.#subfolders.get(name) ?? new MemoryFolder();
    this.#subfolders.set(name, known);
    return known;
  }

  async list(): Promise<readonly FolderEntry[]> {
    return [...this.#files]
      .map(([name, { content, stamp }]) => ({ name, stamp, bytes: content.length, writtenAt: Number(stamp) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async read(name: string): Promise<string | undefined> {
    const content = this.#files.get(name)?.content;
    return content instanceof Uint8Array ? new TextDecoder().decode(content) : content;
  }

  async readBytes(name: string): Promise<Uint8Array | undefined> {
    const content = this.#files.get(name)?.content;
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  }

  async write(name: string, content: Content): Promise<void> {
    this.onWrite(name);
    this.#files.set(name, { content, stamp: String(++this.#writes) });
    this.#changed.fire();
  }

  async create(name: string, content: string): Promise<boolean> {
    if (this.#files.has(name)) return false;
    await this.write(name, content);
    return true;
  }

  async remove(name: string): Promise<void> {
    this.onWrite(name);
    if (this.#files.delete(name)) this.#changed.fire();
  }

  async clear(): Promise<void> {
    this.#files.clear();
    for (const folder of this.#subfolders.values()) await folder.clear();
    this.#changed.fire();
  }

  watch(onChange: () => void): Disposable {
    return this.#changed.event(() => queueMicrotask(onChange));
  }
}
