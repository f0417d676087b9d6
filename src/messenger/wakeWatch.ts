import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock } from '../base/ports.ts';

const LOOK_EVERY_MS = 2_000;
const GAP_MS = 10_000;

/**
 * Notices that the computer slept, or that this program stood still. Timers may not: on some systems their clock stands
 * still as well, so a wait of a minute goes on after the night where it was. A wall clock that is set forward looks the
 * same, and does no harm.
 */
export class WakeWatch implements Disposable {
  readonly #clock: Clock;
  readonly #woke = new Emitter<void>();
  #timer: Disposable | undefined;
  #isDisposed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get onDidWake(): Event<void> {
    return this.#woke.event;
  }

  start(): void {
    if (this.#isDisposed) return;
    const [wall, monotonic] = [this.#clock.now(), this.#clock.monotonic()];
    this.#timer = this.#clock.schedule(() => {
      const passedMs = Math.max(this.#clock.now() - wall, this.#clock.monotonic() - monotonic);
      this.start();
      if (passedMs >= LOOK_EVERY_MS + GAP_MS) this.#woke.fire();
    }, LOOK_EVERY_MS);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
    this.#woke.dispose();
  }
}
