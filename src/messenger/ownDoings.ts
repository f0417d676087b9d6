import { type Disposable, toDisposable } from '../base/disposable.ts';
import type { DialogId } from '../model/dialogId.ts';

interface Doing {
  /** When it was last known to be under way or done. */
  readonly moment: number;
  /** Calls to the portal that are not answered yet. */
  readonly underWay: number;
  readonly isFixed: boolean;
  readonly isHidden: boolean;
}

/**
 * What this person has done to dialogs, so that an answer of the portal to an earlier question does not undo it.
 * Moments are counted, not measured.
 */
export class OwnDoings {
  readonly #doings = new Map<DialogId, Doing>();
  #moment = 0;

  /** A moment to compare with: what is done from here on is later. */
  next(): number {
    return ++this.#moment;
  }

  /** `isFixed`: also how far was read, which otherwise only goes forward. */
  note(dialogId: DialogId, change: Partial<Pick<Doing, 'isFixed' | 'isHidden'>> = {}): void {
    const { underWay = 0, isFixed = false, isHidden = false } = this.#doings.get(dialogId) ?? {};
    this.#doings.set(dialogId, { isFixed, isHidden, underWay, ...change, moment: this.next() });
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
