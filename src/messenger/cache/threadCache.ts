// One file for each thread; the least recently opened go when there is no room for all.
import { type DialogId, userIdOfDialog } from '../../model/dialogId.ts';
import type { User } from '../../model/user.ts';
import type { ThreadSnapshot } from '../threadSnapshot.ts';
import { cachedThread, type CachedThread, decodeThread } from './cachedRecords.ts';
import type { CacheFiles } from './cacheFiles.ts';

const PREFIX = 'thread-';
// Two pages, which are asked for again when the thread is opened.
const MESSAGES_KEPT = 100;
// Long texts may take more room than they are worth.
const MOST_CHARACTERS = 1_000_000;

export class ThreadCache {
  readonly #files: CacheFiles;
  readonly #userOf: (userId: number) => User | undefined;
  /** Bytes by file name, once they have been counted. */
  #sizes: Map<string, number> | undefined;

  constructor(files: CacheFiles, userOf: (userId: number) => User | undefined) {
    this.#files = files;
    this.#userOf = userOf;
  }

  load(dialogId: DialogId): Promise<CachedThread | undefined> {
    return this.#files.read(fileName(dialogId), (value) => {
      const thread = decodeThread(value);
      return thread?.details.id === dialogId ? thread : undefined;
    });
  }

  async save(dialogId: DialogId, snapshot: ThreadSnapshot, asOf: number): Promise<void> {
    const name = fileName(dialogId);
    const bytes = await this.#files.write(name, this.#encode(snapshot, asOf));
    if (bytes !== undefined) this.#sizes?.set(name, bytes);
  }

  async remove(dialogId: DialogId): Promise<void> {
    await this.#files.remove(fileName(dialogId));
    this.#sizes?.delete(fileName(dialogId));
  }

  /** Makes room: the whole folder has at most `mostBytes` afterwards, as far as threads can make that so. */
  async shrink(mostBytes: number, isOpen: (dialogId: DialogId) => boolean): Promise<void> {
    if (this.#sizes !== undefined && totalOf(this.#sizes) <= mostBytes) return;
    // Other windows write here too, so the disk is asked.
    const entries = await this.#files.list();
    const sizes = new Map(entries.map(({ name, bytes }) => [name, bytes]));
    // A thread is written whenever it is opened, so the oldest file is the least recently opened one.
    const removable = entries
      .filter(({ name }) => name.startsWith(PREFIX) && !isOpen(dialogIdOf(name)))
      .sort((a, b) => a.writtenAt - b.writtenAt);
    let total = totalOf(sizes);
    for (const { name, bytes } of removable) {
      if (total <= mostBytes) break;
      await this.#files.remove(name);
      sizes.delete(name);
      total -= bytes;
    }
    this.#sizes = sizes;
  }

  /** Counted anew the next time. */
  forgetSizes(): void {
    this.#sizes = undefined;
  }

  /** With as many of the newest messages as fit. */
  #encode({ details, readId, timeline }: ThreadSnapshot, asOf: number): string {
    for (let count = MESSAGES_KEPT; ; count = Math.floor(count / 2)) {
      const messages = timeline.messages.slice(-count);
      const isCut = messages.length < timeline.messages.length;
      const peerId = userIdOfDialog(details.id);
      const people = new Set([
        ...(peerId === undefined ? [] : [peerId]),
        ...messages.flatMap((message) => [message.authorId, ...message.likedBy]),
      ]);
      const users = [...people].flatMap((userId) => this.#userOf(userId) ?? []);
      const hasOlder = timeline.hasOlder || isCut;
      const text = JSON.stringify(cachedThread({ asOf, details, readId, hasOlder, messages, users }));
      if (text.length <= MOST_CHARACTERS || count <= 1) return text;
    }
  }
}

function totalOf(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

function fileName(dialogId: DialogId): string {
  return `${PREFIX}${dialogId}.json`;
}

function dialogIdOf(name: string): DialogId {
  return name.slice(PREFIX.length, -'.json'.length);
}
