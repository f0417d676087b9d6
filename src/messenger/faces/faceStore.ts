import type { Disposable } from '../../base/disposable.ts';
import type { Clock } from '../../base/ports.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import type { FileCache } from '../files/fileCache.ts';
import { aborted } from '../files/flight.ts';
import { Flights } from '../files/flights.ts';
import { shownFace, type ShownFace } from './shownFace.ts';
import { textId } from './textId.ts';

/** What the store needs of the portal; see `PictureApi`. */
export interface FaceSource {
  fetch(link: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
}

const AT_ONCE = 2;
const MOST_WAITING = 200;
// The portal cuts pictures to a few kilobytes; this is one that somebody put there otherwise.
const LARGEST_BYTES = 512 * 1024;
const MOST_KNOWN = 5_000;
// Whoever had no picture may have one later, and a portal in trouble recovers.
const NONE_FOR_MS = 10 * 60_000;
const TROUBLE_FOR_MS = 30_000;

/**
 * The pictures of people and dialogs. Whoever shows one holds a reference, which tells nothing of the address and is
 * another one when the picture is. Fetched on demand, behind everything else, and kept.
 */
export class FaceStore implements Disposable {
  readonly #source: FaceSource;
  readonly #cache: FileCache;
  readonly #clock: Clock;
  readonly #lifetime = new AbortController();
  readonly #refs = new Map<string, string>();
  readonly #urls = new Map<string, string>();
  readonly #noneUntilMs = new Map<string, number>();
  readonly #flights = new Flights();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(source: FaceSource, cache: FileCache, clock: Clock) {
    this.#source = source;
    this.#cache = cache;
    this.#clock = clock;
  }

  /** `undefined` where there is no picture. */
  refOf(url: string | undefined): string | undefined {
    if (url === undefined || url === '') return undefined;
    const known = this.#refs.get(url);
    if (known !== undefined) return known;
    const ref = String(textId(url));
    this.#refs.set(url, ref);
    this.#urls.set(ref, url);
    trim(this.#refs);
    trim(this.#urls);
    return ref;
  }

  /** `undefined` where there is nothing to be shown. Rejects where nobody waits for it any more. */
  async bytes(ref: string, signal?: AbortSignal): Promise<ShownFace | undefined> {
    const url = this.#urls.get(ref);
    if (url === undefined || this.#isKnownAsNone(ref)) return undefined;
    const kept = shownFace(await this.#cache.find(Number(ref)));
    if (kept !== undefined) return kept;
    if (signal?.aborted === true || this.#lifetime.signal.aborted) throw aborted();
    try {
      const face = shownFace(
        await this.#flights.join(ref, (flightSignal) => this.#fetch(url, flightSignal), { signal }),
      );
      if (face === undefined) this.#noteNone(ref, NONE_FOR_MS);
      return face;
    } catch (error) {
      if (isPortalError(error) && error.kind === 'aborted') throw error;
      this.#noteNone(ref, isForNow(error) ? TROUBLE_FOR_MS : NONE_FOR_MS);
      return undefined;
    }
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

  async #fetch(url: string, signal: AbortSignal): Promise<Uint8Array> {
    await this.#turn();
    try {
      if (signal.aborted || this.#lifetime.signal.aborted) throw aborted();
      const all = AbortSignal.any([signal, this.#lifetime.signal]);
      const bytes = await this.#source.fetch(url, LARGEST_BYTES, all);
      const key = { id: textId(url), size: bytes.byteLength };
      if (shownFace(bytes) !== undefined) void this.#cache.put(key, bytes);
      return bytes;
    } finally {
      this.#running -= 1;
      this.#waiting.pop()?.();
    }
  }

  /** The last to ask is the first to go: it is what somebody looks at now. */
  #turn(): Promise<void> {
    if (this.#running < AT_ONCE) {
      this.#running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = (): void => {
        this.#running += 1;
        resolve();
      };
      if (this.#waiting.length < MOST_WAITING) this.#waiting.push(start);
      else reject(aborted());
    });
  }

  #isKnownAsNone(ref: string): boolean {
    return (this.#noneUntilMs.get(ref) ?? -Infinity) > this.#clock.monotonic();
  }

  #noteNone(ref: string, forMs: number): void {
    this.#noneUntilMs.delete(ref);
    this.#noneUntilMs.set(ref, this.#clock.monotonic() + forMs);
    trim(this.#noneUntilMs);
  }
}

/** Whether another try may bring it. */
function isForNow(error: unknown): boolean {
  return isPortalError(error) && ['network', 'timeout', 'server'].includes(error.kind);
}

function trim(map: Map<string, unknown>): void {
  for (const oldest of map.keys()) {
    if (map.size <= MOST_KNOWN) return;
    map.delete(oldest);
  }
}
