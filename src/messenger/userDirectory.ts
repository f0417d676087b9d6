import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { User } from '../model/user.ts';

// Enough for every author on screen many times over; a portal may have 20,000 people.
const CAPACITY = 5_000;

/** The people seen so far. Pages name most of their authors; who is missing is fetched (api-facts 5 row 24). */
export class UserDirectory implements Disposable {
  readonly #fetch: (userIds: readonly number[]) => Promise<readonly User[]>;
  readonly #users = new Map<number, User>();
  readonly #changed = new Emitter<void>();
  // Asked once: who the portal does not show stays unknown.
  readonly #asked = new Set<number>();

  constructor(fetch: (userIds: readonly number[]) => Promise<readonly User[]>) {
    this.#fetch = fetch;
  }

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
      // A search result knows less about a person than a page of messages does.
      const merged = known === undefined ? user : { ...user, position: user.position ?? known.position };
      this.#users.delete(user.id);
      this.#users.set(user.id, merged);
      isNew ||= known === undefined || !looksSame(known, merged);
    }
    for (const userId of this.#users.keys()) {
      if (this.#users.size <= CAPACITY) break;
      this.#users.delete(userId);
    }
    if (isNew) this.#changed.fire();
  }

  /** Fetches those of them who are not known yet. A failure leaves them unknown until somebody asks again. */
  async want(userIds: Iterable<number>): Promise<void> {
    const missing = [...new Set(userIds)].filter(
      (userId) => userId > 0 && !this.#users.has(userId) && !this.#asked.has(userId),
    );
    if (missing.length === 0) return;
    if (this.#asked.size > CAPACITY) this.#asked.clear();
    for (const userId of missing) this.#asked.add(userId);
    try {
      this.learn(await this.#fetch(missing));
    } catch {
      for (const userId of missing) this.#asked.delete(userId);
    }
  }

  dispose(): void {
    this.#users.clear();
    this.#changed.dispose();
  }
}

function looksSame(a: User, b: User): boolean {
  return a.name === b.name && a.color === b.color && a.status === b.status && a.position === b.position;
}
