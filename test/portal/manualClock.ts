import { toDisposable, type Disposable } from '../../src/base/disposable.ts';
import type { Clock } from '../../src/base/ports.ts';

type Timer = { readonly dueMs: number; readonly action: () => void };

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #nowMs: number;
  #elapsedMs = 0;
  readonly #timers = new Set<Timer>();

  constructor(startMs = Date.parse('2026-11-22T10:00:00Z')) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  monotonic(): number {
    return this.#elapsedMs;
  }

  schedule(action: () => void, delayMs: number): Disposable {
    const timer = { dueMs: this.#elapsedMs + delayMs, action };
    this.#timers.add(timer);
    return toDisposable(() => this.#timers.delete(timer));
  }

  /** Runs what falls due on the way, in order. */
  advance(ms: number): void {
    const endMs = this.#elapsedMs + ms;
    for (let timer = this.#nextDue(endMs); timer !== undefined; timer = this.#nextDue(endMs)) {
      this.#timers.delete(timer);
      this.#move(timer.dueMs - this.#elapsedMs);
      timer.action();
    }
    this.#move(endMs - this.#elapsedMs);
  }

  #nextDue(endMs: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.dueMs <= endMs);
    return due.sort((a, b) => a.dueMs - b.dueMs)[0];
  }

  #move(ms: number): void {
    this.#elapsedMs += ms;
    this.#nowMs += ms;
  }
}
