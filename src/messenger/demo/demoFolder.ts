import type { Disposable } from '../../base/disposable.ts';
import { Emitter } from '../../base/emitter.ts';
import type { FileFolder, FolderEntry } from '../../base/ports.ts';

/** Where the demo keeps what an account keeps on disk: in memory, so that nothing is left of it. */
export class DemoFolder implements FileFolder {
  /** There is no such place, and nothing of the demo is opened as a file. */
  readonly path = '';
  readonly #files = new Map<string, { readonly content: string | Uint8Array; readonly entry: FolderEntry }>();
  readonly #subfolders = new Map<string, DemoFolder>();
  readonly #changed = new Emitter<void>();
  #writes = 0;

  subfolder(name: string): DemoFolder {
    const folder = this.#subfolders.get(name) ?? new DemoFolder();
    this.#subfolders.set(name, folder);
    return folder;
  }

  async list(): Promise<readonly FolderEntry[]> {
    return [...this.#files.values()].map(({ entry }) => entry).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async read(name: string): Promise<string | undefined> {
    const content = this.#files.get(name)?.content;
    return content instanceof Uint8Array ? new TextDecoder().decode(content) : content;
  }

  async readBytes(name: string): Promise<Uint8Array | undefined> {
    const content = this.#files.get(name)?.content;
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    this.#writes += 1;
    const entry = { name, stamp: String(this.#writes), bytes: content.length, writtenAt: this.#writes };
    this.#files.set(name, { content, entry });
    this.#changed.fire();
  }

  async create(name: string, content: string): Promise<boolean> {
    if (this.#files.has(name)) return false;
    await this.write(name, content);
    return true;
  }

  async remove(name: string): Promise<void> {
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
