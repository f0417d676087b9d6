import * as v from 'valibot';
import type { Disposable } from '../../base/disposable.ts';
import type { Clock, FileFolder, Logger } from '../../base/ports.ts';
import { SerialQueue } from '../../base/serialQueue.ts';
import type { DialogId } from '../../model/dialogId.ts';

const FILE = 'habits.json';
const MOST_DIALOGS = 500;
const HALF_LIFE_MS = 30 * 24 * 3_600_000;
// Messages come in rows; the disk hears of several at once.
const WRITE_AFTER_MS = 5_000;

/** How often somebody was written to, as of a moment: each message counts half after a month. */
interface Habit {
  readonly weight: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

type Habits = ReadonlyMap<DialogId, Habit>;

/** How often this person writes to whom, from this computer; shared by all windows, goes at sign-out. */
export class WritingHabits implements Disposable {
  readonly #folder: FileFolder;
  readonly #mayKeep: () => boolean;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #turns = new SerialQueue();
  #habits: Habits = new Map();
  // What this window has counted and not written yet; other windows count, too.
  #unwritten: Habits = new Map();
  #timer: Disposable | undefined;
  #watch: Disposable | undefined;
  #isDisposed = false;

  /** `mayKeep`: whether anything may be kept on disk. */
  constructor(folder: FileFolder, mayKeep: () => boolean, clock: Clock, logger: Logger) {
    this.#folder = folder;
    this.#mayKeep = mayKeep;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Resolves once what is stored is known, as far as it can be read. */
  start(): Promise<void> {
    this.#watch ??= this.#folder.watch(() => void this.#turns.run(() => this.#read()));
    return this.#turns.run(() => this.#read());
  }

  /** 0 for who was never written to, and near the number of messages of the last weeks. */
  weight(dialogId: DialogId): number {
    return weightAt(this.#habits.get(dialogId), this.#clock.now());
  }

  /** Somebody was written to. */
  note(dialogId: DialogId): void {
    if (this.#isDisposed) return;
    const now = this.#clock.now();
    this.#habits = withOneMore(this.#habits, dialogId, 1, now);
    this.#unwritten = withOneMore(this.#unwritten, dialogId, 1, now);
    this.#timer ??= this.#clock.schedule(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** Writes what has changed, now, or removes it where nothing may be kept. Resolves when that is done; never rejects. */
  flush(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = undefined;
    return this.#turns.run(() => this.#write());
  }

  /** Resolves once nothing more is written. */
  settled(): Promise<void> {
    return this.#turns.run(async () => undefined);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
    this.#watch?.dispose();
  }

  async #read(): Promise<void> {
    const stored = await this.#stored();
    this.#habits = merged(stored, this.#unwritten, this.#clock.now());
  }

  async #stored(): Promise<Habits> {
    try {
      const text = await this.#folder.read(FILE);
      if (text === undefined) return new Map();
      return new Map(Object.entries(v.parse(stored, JSON.parse(text)).dialogs));
    } catch {
      this.#logger.debug('How often somebody is written to could not be read');
      return new Map();
    }
  }

  async #write(): Promise<void> {
    const counted = this.#unwritten;
    this.#unwritten = new Map();
    try {
      if (!this.#mayKeep()) return await this.#folder.remove(FILE);
      if (counted.size === 0) return;
      const now = this.#clock.now();
      const habits = bounded(merged(await this.#stored(), counted, now), now);
      this.#habits = merged(habits, this.#unwritten, now);
      const content = JSON.stringify({ version: 1, dialogs: Object.fromEntries(habits) });
      await this.#folder.write(FILE, content, 'passing');
    } catch {
      this.#unwritten = merged(counted, this.#unwritten, this.#clock.now());
      this.#logger.debug('How often somebody is written to could not be kept');
    }
  }
}

function weightAt(habit: Habit | undefined, now: number): number {
  if (habit === undefined) return 0;
  return habit.weight * 0.5 ** (Math.max(0, now - habit.at) / HALF_LIFE_MS);
}

function withOneMore(habits: Habits, dialogId: DialogId, count: number, now: number): Habits {
  return new Map(habits).set(dialogId, { weight: weightAt(habits.get(dialogId), now) + count, at: now });
}

function merged(stored: Habits, counted: Habits, now: number): Habits {
  let habits = stored;
  for (const [dialogId, habit] of counted) habits = withOneMore(habits, dialogId, weightAt(habit, now), now);
  return habits;
}

function bounded(habits: Habits, now: number): Habits {
  if (habits.size <= MOST_DIALOGS) return habits;
  const byWeight = [...habits].sort(([, a], [, b]) => weightAt(b, now) - weightAt(a, now));
  return new Map(byWeight.slice(0, MOST_DIALOGS));
}

const stored = v.object({
  version: v.literal(1),
  dialogs: v.record(v.string(), v.object({ weight: v.pipe(v.number(), v.minValue(0)), at: v.number() })),
});
