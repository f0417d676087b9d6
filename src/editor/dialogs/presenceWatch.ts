import type { Disposable } from '../../base/disposable.ts';
import type { Clock } from '../../base/ports.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { presenceOf } from '../../model/presence.ts';
import type { User } from '../../model/user.ts';

const LOOK_MS = 60_000;
const MOST_SHOWN = 5_000;

/** Nobody tells when somebody goes off line: looks every minute whose row says what is true no more. */
export class PresenceWatch implements Disposable {
  readonly #clock: Clock;
  readonly #userOf: (dialogId: DialogId) => User | undefined;
  readonly #onChange: (dialogIds: readonly DialogId[]) => void;
  // What the rows of private dialogs show.
  readonly #shown = new Map<DialogId, string>();
  #timer: Disposable | undefined;

  constructor(
    clock: Clock,
    userOf: (dialogId: DialogId) => User | undefined,
    onChange: (dialogIds: readonly DialogId[]) => void,
  ) {
    this.#clock = clock;
    this.#userOf = userOf;
    this.#onChange = onChange;
  }

  start(): void {
    this.#timer = this.#clock.schedule(() => {
      this.#look();
      this.start();
    }, LOOK_MS);
  }

  /** A row is drawn with this person. */
  noteShown(dialogId: DialogId, user: User): void {
    this.#shown.delete(dialogId);
    this.#shown.set(dialogId, this.#kindOf(user));
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > MOST_SHOWN && oldest !== undefined) this.#shown.delete(oldest);
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#shown.clear();
  }

  #look(): void {
    const changed: DialogId[] = [];
    for (const [dialogId, shown] of this.#shown) {
      const user = this.#userOf(dialogId);
      if (user !== undefined && this.#kindOf(user) !== shown) changed.push(dialogId);
    }
    if (changed.length > 0) this.#onChange(changed);
  }

  #kindOf(user: User): string {
    return presenceOf(user, this.#clock.now()).kind;
  }
}
