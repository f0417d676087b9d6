import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { User } from '../model/user.ts';

// Enough for every author on screen many times over; a portal may have 20,000 people.
const CAPACITY = 5_000;

/** The people seen so far. Pages name their authors; whoever is missing is fetched by the one who asks. */
export class UserDirectory implements Disposable {
  readonly #users = new Map<number, User>();
  readonly #changed = new Emitter<void>();

  /** Fires when a name, a colour or a status is new or different. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  get(userId: number): User | undefined {
    return this.#users.get(userId);
  }

  learn(users: readonly User[]): void {
    let isNew = false;
    for (const user of users) {
      const known = this.#users.get(user.id);
      if (known !== undefined && JSON.stringify(known) === JSON.stringify(user)) continue;
      // A search result knows less about a person than a page of messages does.
      const merged = known === undefined ? user : { ...user, position: user.position ?? known.position };
      this.#users.delete(user.id);
      this.#users.set(user.id, merged);
      isNew ||=
        known === undefined ||
        known.name !== merged.name ||
        known.color !== merged.color ||
        known.status !== merged.status;
    }
    this.#dropOldest();
    if (isNew) this.#changed.fire();
  }

  dispose(): void {
    this.#users.clear();
    this.#changed.dispose();
  }

  #dropOldest(): void {
    for (const userId of this.#users.keys()) {
      if (this.#users.size <= CAPACITY) return;
      this.#users.delete(userId);
    }
  }
}
