import { type Disposable, toDisposable } from '../base/disposable.ts';
import type { Clock } from '../base/ports.ts';
import type { DialogId } from '../model/dialogId.ts';

interface Doing {
  /** When it was last known to be under way or done. */
  readonly moment: number;
  /** The same by the wall clock, and by the one that does not jump. */
  readonly at: number;
  readonly monotonicAt: number;
  /** Calls to the portal that are not answered yet. */
  readonly underWay: number;
  readonly isFixed: boolean;
  readonly isHidden: boolean;
}

// No question to the portal is older than that; where the wall clock seems to say so, it has jumped.
const LONGEST_QUESTION_MS = 120_000;

/**
 * What this person has done to dialogs, so that an answer of the portal to an earlier question does not undo it.
 * Moments are counted, not measured.
 */
export class OwnDoings {
  readonly #clock: Clock;
  readonly #doings = new Map<DialogId, Doing>();
  #moment = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A moment to compare with: what is done from here on is later. */
  next(): number {
    return ++this.#moment;
  }

  /** The moment at which another window of this computer asked the portal, told by the wall clock. */
  momentOf(askedAt: number): number {
    const now = this.#clock.monotonic();
    const later = [...this.#doings.values()].filter(
      ({ at, monotonicAt }) => at >= askedAt && now - monotonicAt < LONGEST_QUESTION_MS,
    );
    return Math.min(this.next(), ...later.map(({ moment }) => moment));
  }

  /** The moment of the latest doing that no answer is known to know of; `undefined` while one is under way. */
  get latest(): number | undefined {
    const doings = [...this.#doings.values()];
    if (doings.length === 0 || doings.some(({ underWay }) => underWay > 0)) return undefined;
    return Math.max(...doings.map(({ moment }) => moment));
  }

  /** `isFixed`: also how far was read, which otherwise only goes forward. */
  note(dialogId: DialogId, change: Partial<Pick<Doing, 'isFixed' | 'isHidden'>> = {}): void {
    const { underWay = 0, isFixed = false, isHidden = false } = this.#doings.get(dialogId) ?? {};
    const [at, monotonicAt] = [this.#clock.now(), this.#clock.monotonic()];
    const moment = this.next();
    this.#doings.set(dialogId, { isFixed, isHidden, underWay, ...change, moment, at, monotonicAt });
  }

  /** While a call is under way nobody can tell whether the portal's answers know of it. Disposed when it is answered. */
  hold(dialogId: DialogId): Disposable {
    this.#count(dialogId, 1);
    return toDisposable(() => this.#count(dialogId, -1));
  }

  /** Whether an answer to a question of that moment may not know of the latest doing. */
  isSince(moment: number, dialogId: DialogId): boolean {
    const doing = this.#doings.get(dialogId);
    return doing !== undefined && (doing.underWay > 0 || doing.moment >= moment);
  }

  isFixed(dialogId: DialogId): boolean {
    return this.#doings.get(dialogId)?.isFixed === true;
  }

  isHidden(dialogId: DialogId): boolean {
    return this.#doings.get(dialogId)?.isHidden === true;
  }

  /** The portal was asked after them and has answered: from here on it knows best. */
  forgetBefore(moment: number): void {
    for (const dialogId of this.#doings.keys()) {
      if (!this.isSince(moment, dialogId)) this.#doings.delete(dialogId);
    }
  }

  #count(dialogId: DialogId, by: number): void {
    this.note(dialogId);
    const doing = this.#doings.get(dialogId);
    if (doing !== undefined) this.#doings.set(dialogId, { ...doing, underWay: doing.underWay + by });
  }
}
