import type { Disposable } from '../base/disposable.ts';
import type { FileFolder, Logger } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';
import { decodeDraft, type Draft, encodeDraft } from './draftRecord.ts';

const MOST_DRAFTS = 200;
const MOST_BYTES = 4_000_000;
const MOVED = 'moved';

/** The drafts on disk, which all windows of an account share: of each dialog the one that was written last. */
export class DraftFolder {
  readonly #folder: FileFolder;
  readonly #logger: Logger;

  constructor(folder: FileFolder, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /** `undefined` where there is none, or none that can be read: such a file is dropped. */
  async read(dialogId: DialogId): Promise<Draft | undefined> {
    const name = nameOf(dialogId);
    const text = await this.#folder.read(name);
    if (text === undefined) return undefined;
    const draft = decodeDraft(text);
    if (draft !== undefined) return draft;
    this.#logger.warn('A draft cannot be read and is dropped', { name });
    await this.#folder.remove(name);
    return undefined;
  }

  async write(dialogId: DialogId, draft: Draft): Promise<void> {
    await this.#folder.write(nameOf(dialogId), encodeDraft(draft));
  }

  /** As `write`, where the dialog has no draft. */
  async create(dialogId: DialogId, draft: Draft): Promise<void> {
    await this.#folder.create(nameOf(dialogId), encodeDraft(draft));
  }

  async remove(dialogId: DialogId): Promise<void> {
    await this.#folder.remove(nameOf(dialogId));
  }

  /** Leaves what another window has written over it. */
  async removeThis(dialogId: DialogId, id: string): Promise<void> {
    if ((await this.read(dialogId))?.id === id) await this.remove(dialogId);
  }

  /** The oldest drafts go first when there are too many; the newest of all stays, however long. */
  async prune(): Promise<void> {
    const entries = (await this.#folder.list()).filter(({ name }) => name.endsWith('.json'));
    const newestFirst = entries.toSorted((a, b) => b.writtenAt - a.writtenAt);
    let bytes = 0;
    for (const [index, entry] of newestFirst.entries()) {
      bytes += entry.bytes;
      const isKept = index === 0 || (index < MOST_DRAFTS && bytes <= MOST_BYTES);
      if (!isKept) await this.#folder.remove(entry.name);
    }
  }

  /** Calls soon after a window has written or removed one. */
  watch(onChange: () => void): Disposable {
    return this.#folder.watch(onChange);
  }

  /** Whether the drafts of former versions are here already. */
  async hasMoved(): Promise<boolean> {
    return (await this.#folder.read(MOVED)) !== undefined;
  }

  async noteMoved(): Promise<void> {
    await this.#folder.write(MOVED, '');
  }
}

function nameOf(dialogId: DialogId): string {
  return `${dialogId}.json`;
}
