import type { Clock } from '../../base/ports.ts';

// Who reads moves now and then; who was not noticed for so long may have left.
const BELIEVED_MS = 120_000;

/** What VS Code knows of a window. */
export interface WindowSigns {
  readonly focused: boolean;
  /** Whether keys or pointer were used lately, pages apart. */
  readonly active: boolean;
}

/** Whether somebody sits in front of a window: by VS Code's own signs, and by those from a page, which VS Code does not notice. */
export class PersonPresence {
  readonly #clock: Clock;
  #signAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    // Whoever opens a page is there.
    this.#signAt = clock.monotonic();
  }

  /** Keys or pointer were used in the page. */
  noteSign(): void {
    this.#signAt = this.#clock.monotonic();
  }

  isThere({ focused, active }: WindowSigns): boolean {
    if (!focused) return false;
    if (active) this.noteSign();
    return this.#clock.monotonic() - this.#signAt < BELIEVED_MS;
  }
}
