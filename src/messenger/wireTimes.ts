import type { Clock } from '../base/ports.ts';
import { rememberIn } from './rememberIn.ts';

interface Times {
  /** `undefined` where it first went out before this window knew of it. */
  readonly firstAt: number | undefined;
  readonly endedAt: number;
}

/**
 * When messages went on the wire and came off it, by a clock that never jumps. What another run or another window sent
 * counts from the moment it is heard of here: that is later, and so on the safe side.
 */
export class WireTimes {
  readonly #clock: Clock;
  readonly #times = new Map<string, Times>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  noteStart(uuid: string): void {
    const now = this.#clock.monotonic();
    const known = this.#times.get(uuid);
    rememberIn(this.#times, uuid, known ? { ...known, endedAt: now } : { firstAt: now, endedAt: now });
  }

  /** From the end on, not from the start: what is slow on its way there starts late. */
  noteEnd(uuid: string): void {
    const known = this.#times.get(uuid);
    if (known !== undefined) rememberIn(this.#times, uuid, { ...known, endedAt: this.#clock.monotonic() });
  }

  /** It has never gone out, as far as anything is left of it. */
  forget(uuid: string): void {
    this.#times.delete(uuid);
  }

  quietMs(uuid: string): number {
    return this.#clock.monotonic() - this.#of(uuid).endedAt;
  }

  /** `undefined` where that is not known. */
  sinceFirstMs(uuid: string): number | undefined {
    const { firstAt } = this.#of(uuid);
    return firstAt === undefined ? undefined : this.#clock.monotonic() - firstAt;
  }

  #of(uuid: string): Times {
    const known = this.#times.get(uuid) ?? { firstAt: undefined, endedAt: this.#clock.monotonic() };
    if (!this.#times.has(uuid)) rememberIn(this.#times, uuid, known);
    return known;
  }
}
