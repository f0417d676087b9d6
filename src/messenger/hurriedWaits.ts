import { delay } from '../base/delay.ts';
import type { Clock } from '../base/ports.ts';

/** Waits that somebody may cut short. */
export class HurriedWaits {
  readonly #clock: Clock;
  readonly #waits = new Map<string, AbortController>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves to false after the time, and to true as soon as somebody hurries the key. An abort rejects. */
  async wait(key: string, delayMs: number, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    const cut = new AbortController();
    const end = (): void => cut.abort(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    this.#waits.set(key, cut);
    try {
      await delay(this.#clock, delayMs, cut.signal);
      return false;
    } catch (error) {
      if (signal.aborted) throw error;
      return true;
    } finally {
      signal.removeEventListener('abort', end);
      this.#waits.delete(key);
    }
  }

  hurry(key: string): void {
    this.#waits.get(key)?.abort();
  }
}
