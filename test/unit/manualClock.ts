import { type Disposable, toDisposable } from '../../src/base/disposable.ts';
import type { Clock } from '../../src/base/ports.ts';

interface Timer {
  readonly dueMs: number;
  readonly action: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  readonly #startMs: number;
  readonly #skipUpToMs: number;
  readonly #timers = new Set<Timer>();
  readonly #waiting = new Set<() => void>();
  #elapsedMs = 0;
  #wallJumpMs = 0;

  /**
   * `skipUpToMs`: timers up to this length come due by themselves as soon as nothing else is to be done, so that
   * back-offs cost a test no time while time limits still wait for it.
   */
  constructor({ startMs = Date.UTC(2026, 10, 22), skipUpToMs = 0 } = {}) {
    this.#startMs = startMs;
    this.#skipUpToMs = skipUpToMs;
  }

  /** Delays of the timers that are set, from now, shortest first. */
  get pending(): readonly number[] {
    return [...this.#timers].map((timer) => timer.dueMs - this.#elapsedMs).sort((a, b) => a - b);
  }

  now(): number {
    return this.#startMs + this.#elapsedMs + this.#wallJumpMs;
  }

  monotonic(): number {
    return this.#elapsedMs;
  }

  schedule(action: () => void, delayMs: number): Disposable {
    const timer: Timer = { dueMs: this.#elapsedMs + Math.max(0, delayMs), action };
    this.#timers.add(timer);
    if (delayMs <= this.#skipUpToMs) {
      setImmediate(() => {
        if (this.#timers.has(timer)) this.advance(Math.max(0, timer.dueMs - this.#elapsedMs));
      });
    }
    for (const check of this.#waiting) check();
    return toDisposable(() => this.#timers.delete(timer));
  }

  /** Sets the wall clock by so much, as a person or a time server does: no time passes. */
  jumpWall(byMs: number): void {
    this.#wallJumpMs += byMs;
  }

  /** Moves time on and runs what comes due, in its order. */
  advance(byMs: number): void {
    const targetMs = this.#elapsedMs + byMs;
    for (;;) {
      const next = [...this.#timers].sort((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined || next.dueMs > targetMs) break;
      this.#elapsedMs = Math.max(this.#elapsedMs, next.dueMs);
      this.#timers.delete(next);
      next.action();
    }
    this.#elapsedMs = targetMs;
  }

  /** As `advance`, and lets what waits on promises go on after every timer. */
  async advanceAsync(byMs: number): Promise<void> {
    const targetMs = this.#elapsedMs + byMs;
    await settled();
    for (;;) {
      const next = this.pending[0];
      if (next === undefined || this.#elapsedMs + next > targetMs) break;
      this.advance(next);
      await settled();
    }
    this.advance(targetMs - this.#elapsedMs);
    await settled();
  }

  /** Resolves once a timer with such a delay is set. */
  untilScheduled(matches: (delayMs: number) => boolean): Promise<void> {
    return this.untilPending((delaysMs) => delaysMs.some(matches));
  }

  /** Resolves once the timers that are set are as wanted. */
  untilPending(isWanted: (delaysMs: readonly number[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!isWanted(this.pending)) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }
}

/** Resolves when all promises that can go on have done so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
