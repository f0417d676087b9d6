// What the core needs of its host. The editor room gives the real ones, tests give theirs.
import type { Disposable } from './disposable.ts';
import type { Event } from './emitter.ts';

export interface Clock {
  /** Wall clock, milliseconds since 1970. May jump either way. */
  now(): number;
  /** Milliseconds from an arbitrary start; never goes back. For intervals. */
  monotonic(): number;
  /** Runs the action once after at least `delayMs`; disposing cancels. */
  schedule(action: () => void, delayMs: number): Disposable;
}

export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/** The sink redacts secrets; nothing personal goes in above `debug`. */
export interface Logger {
  trace(message: string, details?: LogDetails): void;
  debug(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
}

export interface SecretStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Fires the key, in every window. */
  readonly onDidChange: Event<string>;
}

/** Small values that survive a restart and hold nothing secret. */
export interface StateStore {
  get(key: string): unknown;
  /** `undefined` removes the key. */
  set(key: string, value: unknown): Promise<void>;
}

/** A file of a folder; its stamp changes whenever the file is written. */
export interface FolderEntry {
  readonly name: string;
  readonly stamp: string;
  readonly bytes: number;
  /** Milliseconds since 1970, by the disk's clock. */
  readonly writtenAt: number;
}

/** Whether a file is to outlive a power cut: `passing` is for what nobody would miss. */
export type Durability = 'lasting' | 'passing';

/**
 * A folder of this product's own on disk, which windows in other processes share. Comes into being with the first file.
 * Everything but `watch` rejects where the disk does; names are plain file names.
 */
export interface FileFolder {
  /** Where other programs find it. */
  readonly path: string;
  subfolder(name: string): FileFolder;
  /** The files that stand here whole, by name; none where there is no folder. */
  list(): Promise<readonly FolderEntry[]>;
  /** `undefined` where there is no such file. */
  read(name: string): Promise<string | undefined>;
  readBytes(name: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all: a reader sees the old content or the new. */
  write(name: string, content: string | Uint8Array, durability?: Durability): Promise<void>;
  /** As `write`, where no such file stands yet, and false otherwise; of several who try at once one succeeds. */
  create(name: string, content: string, durability?: Durability): Promise<boolean>;
  /** Nothing happens where there is no such file. */
  remove(name: string): Promise<void>;
  /** Removes the folder with all that is in it, folders too. */
  clear(): Promise<void>;
  /** Calls soon after a file of this folder was written or removed, by whichever process. May miss: look as well. */
  watch(onChange: () => void): Disposable;
}

export interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A body that is read as it is sent, instead of `body`. */
  readonly pieces?: AsyncIterable<Uint8Array>;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The answer's bytes as they come, so that an endless one can be cut; without it `text` is read whole. */
  readonly body?: AsyncIterable<string | Uint8Array> | null;
  text(): Promise<string>;
}

/** Rejects with whatever the host's network layer throws; callers must not show or log that error as it is. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
