import type { Disposable } from '../base/disposable.ts';
import type { Clock } from '../base/ports.ts';
import { pollDelayMs, type PollState } from './pollSchedule.ts';

/** Runs one tick after another, as often as somebody looks. One tick at a time. */
export class Poller implements Disposable {
  readonly #clock: Clock;
  readonly #state: () => Omit<PollState, 'failures'>;
  readonly #tick: (signal: AbortSignal) => Promise<void>;
  readonly #random: () => number;
  readonly #lifetime = new AbortController();
  #timer: Disposable | undefined;
  #current: Promise<void> | undefined;
  #failures = 0;
  #lastTickAt = 0;
  #wantsAnother = false;
  #isPaused = false;

  /** `tick` rejects when the portal could not be reached; that slows the next ones down. */
  constructor(
    clock: Clock,
    state: () => Omit<PollState, 'failures'>,
    tick: (signal: AbortSignal) => Promise<void>,
    random: () => number = Math.random,
  ) {
    this.#clock = clock;
    this.#state = state;
    this.#tick = tick;
    this.#random = random;
  }

  start(): void {
    this.#isPaused = false;
    this.now().catch(() => undefined);
  }

  /** No more ticks by themselves; who asks for one still gets it. */
  pause(): void {
    this.#isPaused = true;
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  /** Ticks at once where ticks are planned; one that is under way will do. */
  nudge(): void {
    if (this.#timer !== undefined) this.start();
  }

  /** Ticks at once, or joins the tick under way; rejects as that one does. */
  now(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#current ??= this.#run();
    return this.#current;
  }

  /** Something has happened that a tick under way may not know of: one that begins now, or right after it, does. */
  again(): void {
    if (this.#current !== undefined) this.#wantsAnother = true;
    else this.now().catch(() => undefined);
  }

  /** Attention has changed: the next tick comes when the new schedule says, counted from the last one. */
  wake(): void {
    if (this.#timer !== undefined) this.#plan();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  async #run(): Promise<void> {
    // Whoever asks from here on joins, be it that the tick fails before its first wait.
    await Promise.resolve();
    this.#wantsAnother = false;
    try {
      await this.#tick(this.#lifetime.signal);
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      throw error;
    } finally {
      this.#current = undefined;
      this.#lastTickAt = this.#clock.monotonic();
      this.#plan();
    }
  }

  #plan(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    if (this.#lifetime.signal.aborted || this.#isPaused) return;
    const delayMs = pollDelayMs({ ...this.#state(), failures: this.#failures }, this.#random());
    // A portal that fails is not asked at once again, whatever has happened here.
    const isWanted = this.#wantsAnother && this.#failures === 0;
    const sinceLastMs = this.#clock.monotonic() - this.#lastTickAt;
    const remainingMs = isWanted ? 0 : Math.max(0, delayMs - sinceLastMs);
    this.#timer = this.#clock.schedule(() => this.start(), remainingMs);
  }
}
