import type { Disposable } from '../../base/disposable.ts';
import { DisposableStore } from '../../base/disposable.ts';
import type { Clock, FileFolder, Logger } from '../../base/ports.ts';
import { SerialQueue } from '../../base/serialQueue.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { DialogStore } from '../dialogStore.ts';
import type { Thread } from '../thread.ts';
import { snapshotOf, type ThreadSnapshot } from '../threadSnapshot.ts';
import { isRefusal } from '../threadLoad.ts';
import type { UserDirectory } from '../userDirectory.ts';
import { CacheFiles } from './cacheFiles.ts';
import { ListCache } from './listCache.ts';
import { ThreadCache } from './threadCache.ts';

// Changes of what is kept come in bursts; whoever types fast or reads much writes no more often than this.
const FIRST_WRITE_MS = 1_500;
const WRITE_EVERY_MS = 5_000;
const USUAL_MOST_BYTES = 50 * 1024 * 1024;
const BYTES_OF_A_ROW = 1_000;

export interface CacheLimits {
  readonly isEnabled: boolean;
  /** For one account. */
  readonly mostBytes: number;
}

/** What the cache keeps a copy of. */
export interface CachedSources {
  readonly dialogs: DialogStore;
  readonly users: UserDirectory;
  /** Only the window that asks the portal for the list writes it. */
  readonly mayWriteList: () => boolean;
  /** When the portal was last heard of, in milliseconds since 1970. */
  readonly heardAt: () => number;
}

interface ChangedThread {
  readonly snapshot: ThreadSnapshot;
  readonly asOf: number;
}

/** Keeps the list and the threads of an account on disk, so that the next start shows them before the portal answers. */
export class SessionCache implements Disposable {
  readonly #clock: Clock;
  readonly #sources: CachedSources;
  readonly #files: CacheFiles;
  readonly #list: ListCache;
  readonly #threads: ThreadCache;
  readonly #queue = new SerialQueue();
  readonly #store = new DisposableStore();
  readonly #open = new Map<DialogId, Thread>();
  readonly #changedThreads = new Map<DialogId, ChangedThread>();
  /** Of these nothing is on disk. */
  readonly #unkept = new Set<DialogId>();
  #isListKept = false;
  #limits: CacheLimits = { isEnabled: true, mostBytes: USUAL_MOST_BYTES };
  #hasListChanged = false;
  #listAsOf = 0;
  #lastWriteAt = -Infinity;
  #timer: Disposable | undefined;

  constructor(folder: FileFolder, clock: Clock, logger: Logger, sources: CachedSources) {
    this.#clock = clock;
    this.#sources = sources;
    this.#files = new CacheFiles(folder, logger);
    const userOf = sources.users.get.bind(sources.users);
    this.#list = new ListCache(this.#files, userOf);
    this.#threads = new ThreadCache(this.#files, userOf);
    this.#store.add(sources.dialogs.onDidChange(() => this.#noteList()));
    this.#store.add(sources.dialogs.onDidChangeTotal(() => this.#noteList()));
  }

  get limits(): CacheLimits {
    return this.#limits;
  }

  /** Switched off, it removes what it has kept. */
  setLimits(limits: CacheLimits): void {
    const before = this.#limits;
    this.#limits = limits;
    this.#threads.forgetSizes();
    if (!limits.isEnabled) void this.#inTurn(() => this.#forget());
    else if (!before.isEnabled || limits.mostBytes !== before.mostBytes) this.#noteAll();
  }

  /** Bytes on disk. */
  async size(): Promise<number> {
    const entries = await this.#files.list();
    return entries.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Shows the list of the last session, its first rows first. Resolves when that is done; never rejects. */
  async restoreList(): Promise<void> {
    if (!this.#limits.isEnabled) return;
    const { dialogs } = this.#sources;
    await this.#list.load(({ list, total, asOf, users }) => {
      if (this.#store.isDisposed || !this.#limits.isEnabled) return;
      this.#isListKept = true;
      this.#learn(users);
      dialogs.restore(list, total, asOf);
    });
  }

  /** Shows what is kept of the thread, and keeps what becomes of it until `close`. Never rejects. */
  async open(thread: Thread): Promise<void> {
    const { dialogId } = thread;
    this.#open.set(dialogId, thread);
    thread.onDidChange(() => this.#noteThread(thread));
    if (!this.#limits.isEnabled) return;
    const cached = await this.#threads.load(dialogId);
    if (cached === undefined && this.#open.get(dialogId) === thread) this.#unkept.add(dialogId);
    if (cached === undefined || thread.isDisposed || !this.#limits.isEnabled) return;
    const { details, readId, messages, hasOlder, users, asOf } = cached;
    this.#learn(users);
    thread.restore({ details, readId, timeline: { messages, hasOlder } }, asOf);
  }

  close(thread: Thread): void {
    if (this.#open.get(thread.dialogId) !== thread) return;
    this.#open.delete(thread.dialogId);
    this.#unkept.delete(thread.dialogId);
  }

  /** This window asks the portal from here on; another one may have written meanwhile. */
  noteTakeOver(): void {
    this.#list.forgetWritten();
    this.#noteList();
  }

  /** Writes what has changed, now. Resolves when that is done; never rejects. */
  async flush(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = undefined;
    if (this.#sources.heardAt() > this.#listAsOf) this.#hasListChanged = this.#mayWriteList();
    await this.#inTurn(() => this.#write());
  }

  /** Resolves when nothing is being written any more. */
  settled(): Promise<void> {
    return this.#inTurn(async () => undefined);
  }

  /** Nothing is written from here on, so that a sign-out leaves nothing behind. */
  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#store.dispose();
  }

  #learn(users: Parameters<UserDirectory['learn']>[0]): void {
    const { users: directory } = this.#sources;
    // What is known by now is newer.
    directory.learn(users.filter((user) => directory.get(user.id) === undefined));
  }

  #mayWriteList(): boolean {
    return this.#sources.dialogs.isLoaded && this.#sources.mayWriteList();
  }

  #noteList(): void {
    if (!this.#mayWriteList()) return;
    this.#hasListChanged = true;
    const isFirst = !this.#isListKept;
    this.#isListKept = true;
    this.#plan(isFirst);
  }

  #noteThread(thread: Thread): void {
    const { dialogId, load } = thread;
    const snapshot = snapshotOf(thread);
    if (load.kind === 'failed' && isRefusal(load.error)) {
      this.#changedThreads.delete(dialogId);
      void this.#inTurn(() => this.#threads.remove(dialogId));
    }
    if (snapshot === undefined) return;
    this.#changedThreads.set(dialogId, { snapshot, asOf: this.#sources.heardAt() });
    this.#plan(this.#unkept.delete(dialogId));
  }

  #noteAll(): void {
    this.#list.forgetWritten();
    for (const thread of this.#open.values()) this.#noteThread(thread);
    this.#noteList();
  }

  /** `isFirst`: a window may be gone at any moment, and something is worth much more than nothing. */
  #plan(isFirst: boolean): void {
    if (!this.#limits.isEnabled || this.#store.isDisposed) return;
    if (isFirst) void this.#inTurn(() => this.#write());
    if (isFirst || this.#timer !== undefined) return;
    const sinceLastMs = this.#clock.monotonic() - this.#lastWriteAt;
    const delayMs = Math.max(FIRST_WRITE_MS, WRITE_EVERY_MS - sinceLastMs);
    this.#timer = this.#clock.schedule(() => {
      this.#timer = undefined;
      this.#lastWriteAt = this.#clock.monotonic();
      void this.#inTurn(() => this.#write());
    }, delayMs);
  }

  async #write(): Promise<void> {
    if (!this.#limits.isEnabled) return;
    const { mostBytes } = this.#limits;
    if (this.#hasListChanged) {
      this.#hasListChanged = false;
      const { list, total } = this.#sources.dialogs;
      this.#listAsOf = this.#sources.heardAt();
      await this.#list.save({ list, total, asOf: this.#listAsOf }, Math.floor(mostBytes / BYTES_OF_A_ROW));
    }
    for (const [dialogId, { snapshot, asOf }] of [...this.#changedThreads]) {
      if (this.#store.isDisposed || !this.#limits.isEnabled) return;
      this.#changedThreads.delete(dialogId);
      await this.#threads.save(dialogId, snapshot, asOf);
    }
    await this.#threads.shrink(mostBytes, (dialogId) => this.#open.has(dialogId));
  }

  async #forget(): Promise<void> {
    if (this.#limits.isEnabled) return;
    this.#changedThreads.clear();
    this.#list.forgetWritten();
    await this.#files.clear();
  }

  /** One after another; what is asked for after the end does not happen. */
  #inTurn(task: () => Promise<void>): Promise<void> {
    const guarded = async (): Promise<void> => {
      if (!this.#store.isDisposed) await task();
    };
    return this.#queue.run(guarded).catch(() => undefined);
  }
}
