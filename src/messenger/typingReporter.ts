import type { Disposable } from '../base/disposable.ts';
import type { Clock } from '../base/ports.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import { type DialogId, dialogIdOfUser } from '../model/dialogId.ts';
import type { Portal } from './portal.ts';

/** The others see it for some seconds, so that one call in so many is enough. */
const EVERY_MS = 6_000;
/** A portal that says no would say so again. */
const AFTER_REFUSAL_MS = 10 * 60_000;
/** Later it is no news any more. */
const STALE_MS = 3_000;
const MOST_REMEMBERED = 200;

/** Tells the portal that this person is writing. Never more than one call in some seconds, and never a second try. */
export class TypingReporter implements Disposable {
  readonly #portal: Portal;
  readonly #clock: Clock;
  readonly #quietUntil = new Map<DialogId, number>();
  readonly #lifetime = new AbortController();

  constructor(portal: Portal, clock: Clock) {
    this.#portal = portal;
    this.#clock = clock;
  }

  /** A key was pressed that changed the text. */
  typed(dialogId: DialogId): void {
    const now = this.#clock.now();
    const quietUntil = this.#quietUntil.get(dialogId) ?? 0;
    // A clock that was set back must not silence this for hours.
    const isQuiet = now < quietUntil && quietUntil - now <= AFTER_REFUSAL_MS;
    // Nobody reads along in the notes to oneself, and the portal refuses (api-facts 3.3).
    if (isQuiet || this.#lifetime.signal.aborted || dialogId === dialogIdOfUser(this.#portal.ownId)) return;
    this.#quieten(dialogId, now + EVERY_MS);
    void this.#tell(dialogId);
  }

  dispose(): void {
    this.#lifetime.abort();
  }

  async #tell(dialogId: DialogId): Promise<void> {
    const stale = new AbortController();
    const timer = this.#clock.schedule(() => stale.abort(), STALE_MS);
    try {
      await this.#portal.writing.tellTyping(dialogId, AbortSignal.any([stale.signal, this.#lifetime.signal]));
    } catch (error) {
      const isRefused = isPortalError(error) && error.kind === 'rejected';
      if (isRefused) this.#quieten(dialogId, this.#clock.now() + AFTER_REFUSAL_MS);
    } finally {
      timer.dispose();
    }
  }

  #quieten(dialogId: DialogId, until: number): void {
    this.#quietUntil.delete(dialogId);
    this.#quietUntil.set(dialogId, until);
    const [oldest] = this.#quietUntil.keys();
    if (this.#quietUntil.size > MOST_REMEMBERED && oldest !== undefined) this.#quietUntil.delete(oldest);
  }
}
