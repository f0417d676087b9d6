import type { Disposable } from '../../base/disposable.ts';
import type { Lane } from '../../bitrix24/rest/laneGate.ts';
import { DOWNLOAD } from '../../bitrix24/rest/download.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { MessageFile } from '../../model/message.ts';
import type { FileCache } from './fileCache.ts';
import { extensionOf } from './fileName.ts';
import { aborted } from './flight.ts';
import { Flights } from './flights.ts';

export interface FetchOptions {
  readonly lane: Lane;
  readonly signal?: AbortSignal | undefined;
  /** Bytes so far, and of how many where that is known. */
  readonly onProgress?: ((received: number, total: number | undefined) => void) | undefined;
}

/** What the store needs of the portal; see `FileApi.download`. */
export interface FileSource {
  download(
    dialogId: DialogId,
    fileId: number,
    request: {
      readonly maxBytes: number;
      readonly mayBeHtml: boolean;
      readonly onBytes: (bytes: Uint8Array, total: number | undefined) => void | Promise<void>;
    },
    options?: { readonly lane?: Lane; readonly signal?: AbortSignal | undefined },
  ): Promise<void>;
}

type TakeBytes = (bytes: Uint8Array) => void | Promise<void>;

// The screen's own wishes; a person who clicks does not stand in this line.
const AT_ONCE = 2;
const ATTEMPTS = 2;
// A new version of a file may be larger than the message said; an endless answer is not a version.
const GROWTH = 2 * 1024 * 1024;

/** Fetches files of messages: each once at a time, two for the screen at once, and keeps what is small enough. */
export class FileStore implements Disposable {
  readonly #source: FileSource;
  readonly #cache: FileCache;
  readonly #lifetime = new AbortController();
  readonly #flights = new Flights();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(source: FileSource, cache: FileCache) {
    this.#source = source;
    this.#cache = cache;
  }

  /** All bytes of a file. Several who ask share one download; it ends when none of them wants it any more. */
  async bytes(dialogId: DialogId, file: MessageFile, options: FetchOptions): Promise<Uint8Array> {
    const kept = await this.#cache.get(file);
    if (kept !== undefined) return kept;
    if (options.signal?.aborted === true || this.#lifetime.signal.aborted) throw aborted();

    return this.#flights.join(
      `${dialogId}/${file.id}`,
      (signal, onProgress) => this.#fetch(dialogId, file, { lane: options.lane, signal, onProgress }),
      options,
    );
  }

  /** Hands the bytes on as they come, for what is written to disk: of any size, and nothing is kept here. */
  async stream(dialogId: DialogId, file: MessageFile, take: TakeBytes, options: FetchOptions): Promise<void> {
    const kept = await this.#cache.get(file);
    if (kept !== undefined) {
      await take(kept);
      options.onProgress?.(kept.byteLength, kept.byteLength);
      return;
    }
    let received = 0;
    await this.#attempt(
      dialogId,
      file,
      options,
      () => received === 0,
      async (bytes, total) => {
        await take(bytes);
        received += bytes.byteLength;
        options.onProgress?.(received, total);
      },
    );
  }

  /** Puts in what this person has sent: nobody needs to fetch it back. */
  async learn(key: { readonly id: number; readonly size: number }, bytes: Uint8Array): Promise<void> {
    await this.#cache.put(key, bytes);
  }

  /** Resolves once what was fetched so far is kept. */
  get kept(): Promise<void> {
    return this.#cache.written;
  }

  /** For when nothing may stay on disk. */
  forgetAll(): Promise<void> {
    return this.#cache.clear();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#flights.dispose();
    for (const start of this.#waiting.splice(0)) start();
  }

  async #fetch(dialogId: DialogId, file: MessageFile, options: FetchOptions): Promise<Uint8Array> {
    const mustWait = options.lane !== 'person';
    if (mustWait) await this.#turn();
    try {
      if (options.signal?.aborted === true || this.#lifetime.signal.aborted) throw aborted();
      let chunks: Uint8Array[] = [];
      let received = 0;
      const beginAgain = (): boolean => {
        chunks = [];
        received = 0;
        return true;
      };
      await this.#attempt(dialogId, file, options, beginAgain, (bytes, total) => {
        chunks.push(bytes);
        received += bytes.byteLength;
        options.onProgress?.(received, total);
      });
      const bytes = joined(chunks, received);
      void this.#cache.put(file, bytes);
      return bytes;
    } finally {
      if (mustWait) this.#done();
    }
  }

  /** A link answers once and not for long, so a second try signs a new one, where it still may begin. */
  async #attempt(
    dialogId: DialogId,
    file: MessageFile,
    { lane, signal }: FetchOptions,
    mayBeginAgain: () => boolean,
    onBytes: (bytes: Uint8Array, total: number | undefined) => void | Promise<void>,
  ): Promise<void> {
    const all =
      signal === undefined ? this.#lifetime.signal : AbortSignal.any([signal, this.#lifetime.signal]);
    const request = {
      maxBytes: file.size * 2 + GROWTH,
      mayBeHtml: /^\.x?html?$/.test(extensionOf(file.name)),
      onBytes,
    };
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#source.download(dialogId, file.id, request, { lane, signal: all });
        return;
      } catch (error) {
        if (all.aborted || attempt >= ATTEMPTS || !mayHelp(error) || !mayBeginAgain()) throw error;
      }
    }
  }

  #turn(): Promise<void> {
    if (this.#running < AT_ONCE) {
      this.#running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        this.#running += 1;
        resolve();
      });
    });
  }

  #done(): void {
    this.#running -= 1;
    this.#waiting.shift()?.();
  }
}

/** Whether the file is no longer there for this person: asking again brings nothing. */
export function isGone(error: unknown): boolean {
  return isPortalError(error) && error.kind === 'rejected';
}

function mayHelp(error: unknown): boolean {
  if (!isPortalError(error)) return false;
  if (error.code === 'TOO_LARGE' || error.code === 'FOREIGN_LINK') return false;
  // The link itself was refused: it may have been used up by a connection that broke.
  if (error.method === DOWNLOAD && error.kind === 'rejected') return true;
  return ['network', 'timeout', 'server', 'malformed'].includes(error.kind);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
