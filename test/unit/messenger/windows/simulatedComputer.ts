// Windows of one computer in a time of the test's own: each with a clock that runs as it likes, on one slow disk.
import { type Disposable, toDisposable } from '../../../../src/base/disposable.ts';
import type { Clock, FileFolder, FolderEntry } from '../../../../src/base/ports.ts';
import { settled } from '../../manualClock.ts';

export interface WindowTraits {
  /** How fast its clock runs. */
  readonly rate: number;
  /** How far its wall clock is off, in milliseconds. */
  readonly wallOffsetMs: number;
  /** When it does nothing: the machine is busy, or a debugger holds it. Real time, each `[from, to]`. */
  readonly pauses: readonly (readonly [fromMs: number, toMs: number])[];
}

interface Happening {
  readonly atMs: number;
  readonly order: number;
  readonly action: () => void;
}

export class SimulatedComputer {
  readonly #files = new Map<string, FolderEntry & { readonly content: string }>();
  readonly #watchers = new Set<() => void>();
  readonly #random: () => number;
  /** The longest that half an operation of the disk takes. */
  diskDelayMs: number;
  #happenings: Happening[] = [];
  #nowMs = 0;
  #count = 0;

  constructor(random: () => number, diskDelayMs: number) {
    this.#random = random;
    this.diskDelayMs = diskDelayMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  at(atMs: number, action: () => void): Disposable {
    const happening = { atMs: Math.max(atMs, this.#nowMs), order: this.#count++, action };
    this.#happenings.push(happening);
    return toDisposable(() => {
      this.#happenings = this.#happenings.filter((other) => other !== happening);
    });
  }

  /** Lets everything happen up to then, and looks after each happening. */
  async runUntil(endMs: number, look: () => void): Promise<void> {
    for (;;) {
      const next = this.#happenings.reduce<Happening | undefined>(
        (first, other) => (first === undefined || isBefore(other, first) ? other : first),
        undefined,
      );
      if (next === undefined || next.atMs > endMs) break;
      this.#happenings = this.#happenings.filter((other) => other !== next);
      this.#nowMs = next.atMs;
      next.action();
      await settled();
      look();
    }
    this.#nowMs = endMs;
    look();
  }

  /** Takes its time: nothing is done at once, and what was done is heard of later. */
  operate<T>(window: SimulatedWindow, effect: () => T): Promise<T> {
    return new Promise((resolve) => {
      this.at(window.awakeAt(this.#nowMs + this.#delay()), () => {
        if (window.isDead) return;
        const result = effect();
        this.at(window.awakeAt(this.#nowMs + this.#delay()), () => {
          if (!window.isDead) resolve(result);
        });
      });
    });
  }

  list(): readonly FolderEntry[] {
    return [...this.#files.values()].map(({ content: _content, ...entry }) => entry);
  }

  read(name: string): string | undefined {
    return this.#files.get(name)?.content;
  }

  write(name: string, content: string): void {
    const entry = { name, stamp: String(this.#count++), bytes: content.length, writtenAt: this.#nowMs };
    this.#files.set(name, { ...entry, content });
    this.#tell();
  }

  remove(name: string): void {
    this.#files.delete(name);
    this.#tell();
  }

  watch(onChange: () => void): Disposable {
    const watcher = (): void => onChange();
    this.#watchers.add(watcher);
    return toDisposable(() => this.#watchers.delete(watcher));
  }

  /** Half of what happens in a folder goes unheard. */
  #tell(): void {
    for (const watcher of this.#watchers) {
      if (this.#random() < 0.5) this.at(this.#nowMs + this.#delay(), watcher);
    }
  }

  #delay(): number {
    return this.#random() * this.diskDelayMs;
  }
}

/** One window: its clock, its way to the disk, and its end. */
export class SimulatedWindow implements Clock {
  readonly #computer: SimulatedComputer;
  readonly #traits: WindowTraits;
  isDead = false;

  constructor(computer: SimulatedComputer, traits: WindowTraits) {
    this.#computer = computer;
    this.#traits = traits;
  }

  /** The same moment, or the end of the pause that it falls into. */
  awakeAt(atMs: number): number {
    const pause = this.#traits.pauses.find(([from, to]) => atMs >= from && atMs < to);
    return pause === undefined ? atMs : this.awakeAt(pause[1]);
  }

  now(): number {
    return this.#computer.nowMs + this.#traits.wallOffsetMs;
  }

  monotonic(): number {
    return this.#computer.nowMs * this.#traits.rate;
  }

  schedule(action: () => void, delayMs: number): Disposable {
    const atMs = this.awakeAt(this.#computer.nowMs + delayMs / this.#traits.rate);
    return this.#computer.at(atMs, () => {
      if (!this.isDead) action();
    });
  }

  get folder(): FileFolder {
    const computer = this.#computer;
    const operate = <T>(effect: () => T): Promise<T> => computer.operate(this, effect);
    return {
      path: '/simulated',
      list: () => operate(() => computer.list()),
      read: (name) => operate(() => computer.read(name)),
      write: (name, content) => operate(() => computer.write(name, String(content))),
      create: (name, content) =>
        operate(() => {
          if (computer.read(name) !== undefined) return false;
          computer.write(name, content);
          return true;
        }),
      remove: (name) => operate(() => computer.remove(name)),
      watch: (onChange) =>
        computer.watch(() => {
          if (!this.isDead) onChange();
        }),
      subfolder: unused,
      readBytes: unused,
      clear: unused,
    };
  }
}

function isBefore(a: Happening, b: Happening): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function unused(): never {
  throw new Error('The lease has no use for this');
}
