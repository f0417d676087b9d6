import * as v from 'valibot';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock, FileFolder } from '../../base/ports.ts';
import { SingleFlight } from '../../base/singleFlight.ts';
import type { UploadState } from './outgoingFileStore.ts';

// Smooth enough for a bar, and nothing to a disk.
const BETWEEN_WRITES_MS = 400;
const MOST_UPLOADS = 50;
const NAME = /^([0-9a-f-]{36})\.json$/;
const Progress = v.object({ sent: v.number(), total: v.pipe(v.number(), v.minValue(1)) });

/**
 * How far uploads have gone, written by the window that uploads for the others: the files may have been given to one of
 * those. What is missed here is a bar that stands still; nothing depends on it.
 */
export class UploadNews implements Disposable {
  readonly #folder: FileFolder;
  readonly #clock: Clock;
  readonly #heard = new Emitter<UploadState>();
  readonly #disposables = new DisposableStore();
  readonly #looks = new SingleFlight<void>();
  /** What this window tells is no news to it. */
  readonly #own = new Set<string>();
  readonly #untold = new Map<string, UploadState>();
  #stamps: ReadonlyMap<string, string> = new Map();
  #timer: Disposable | undefined;

  constructor(folder: FileFolder, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Fires what another window has told. */
  get onDidHear(): Event<UploadState> {
    return this.#heard.event;
  }

  /** Clears away what a window has left that ended in the middle, and listens from here on. */
  async start(waiting: ReadonlySet<string>): Promise<void> {
    this.#disposables.add(this.#folder.watch(() => void this.#look()));
    for (const { name } of await this.#folder.list()) {
      if (!waiting.has(NAME.exec(name)?.[1] ?? '')) await this.#folder.remove(name);
    }
  }

  tell(state: UploadState): void {
    if (this.#disposables.isDisposed) return;
    this.#own.add(state.uuid);
    this.#untold.set(state.uuid, state);
    this.#timer ??= this.#clock.schedule(() => {
      this.#timer = undefined;
      void this.#write().catch(() => undefined);
    }, BETWEEN_WRITES_MS);
  }

  /** Nothing more comes of it here. */
  async forget(uuid: string): Promise<void> {
    this.#untold.delete(uuid);
    if (this.#own.delete(uuid)) await this.#folder.remove(nameOf(uuid)).catch(() => undefined);
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#disposables.dispose();
    this.#heard.dispose();
  }

  async #write(): Promise<void> {
    const untold = [...this.#untold.values()];
    this.#untold.clear();
    for (const { uuid, sent, total } of untold) {
      await this.#folder.write(nameOf(uuid), JSON.stringify({ sent, total }), 'passing');
      // Ended while it was being written.
      if (!this.#own.has(uuid)) await this.#folder.remove(nameOf(uuid));
    }
  }

  #look(): Promise<void> {
    return this.#looks.run('look', async () => {
      const entries = await this.#folder.list().catch(() => []);
      const before = this.#stamps;
      this.#stamps = new Map(entries.map(({ name, stamp }) => [name, stamp]));
      const news = entries.filter(({ name, stamp }) => before.get(name) !== stamp);
      for (const { name } of news.slice(0, MOST_UPLOADS)) {
        const uuid = NAME.exec(name)?.[1];
        if (uuid === undefined || this.#own.has(uuid)) continue;
        const progress = decode(await this.#folder.read(name).catch(() => undefined));
        if (this.#disposables.isDisposed) return;
        if (progress !== undefined) this.#heard.fire({ uuid, ...progress });
      }
    });
  }
}

function decode(text: string | undefined): v.InferOutput<typeof Progress> | undefined {
  if (text === undefined) return undefined;
  try {
    const read = v.safeParse(Progress, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(uuid: string): string {
  return `${uuid}.json`;
}
