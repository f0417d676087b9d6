import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import type { User } from '../model/user.ts';

// Everybody of a big portal, so that whoever was seen is found at once.
const CAPACITY = 20_000;

/** The people seen so far. Pages name most of their authors; who is missing is fetched (api-facts 5 row 24). */
export class UserDirectory implements Disposable {
  readonly #fetch: (userIds: readonly number[]) => Promise<readonly User[]>;
  readonly #users = new Map<number, User>();
  readonly #changed = new Emitter<readonly number[]>();
  // Asked once: who the portal does not show stays unknown.
  readonly #asked = new Set<number>();
  #isDisposed = false;

  constructor(fetch: (userIds: readonly number[]) => Promise<readonly User[]>) {
    this.#fetch = fetch;
  }

  /** Fires who is new, or looks different: by name, colour, picture, position, status or idleness. */
  get onDidChange(): Event<readonly number[]> {
    return this.#changed.event;
  }

  get size(): number {
    return this.#users.size;
  }

  get ids(): Iterable<number> {
    return this.#users.keys();
  }

  get(userId: number): User | undefined {
    return this.#users.get(userId);
  }

  learn(users: readonly User[]): void {
    if (this.#isDisposed) return;
    const changed: number[] = [];
    for (const user of users) {
      const known = this.#users.get(user.id);
      const merged = known === undefined ? user : withKnown(user, known);
      this.#users.delete(user.id);
      this.#users.set(user.id, merged);
      this.#asked.delete(user.id);
      if (known === undefined || !looksSame(known, merged)) changed.push(user.id);
    }
    for (const userId of this.#users.keys()) {
      if (this.#users.size <= CAPACITY) break;
      this.#users.delete(userId);
    }
    if (changed.length > 0) this.#changed.fire(changed);
  }

  /** Fetches those of them who are not known yet. Where that fails they are fetched when somebody asks again. */
  async want(userIds: Iterable<number>): Promise<void> {
    const missing = [...new Set(userIds)].filter(
      (userId) => userId > 0 && !this.#users.has(userId) && !this.#asked.has(userId),
    );
    if (missing.length === 0) return;
    if (this.#asked.size > CAPACITY) this.#asked.clear();
    for (const userId of missing) this.#asked.add(userId);
    try {
      this.learn(await this.#fetch(missing));
    } catch (error) {
      // A portal that refuses refuses the next time, too.
      if (isPortalError(error) && error.outcome === 'rejected') return;
      for (const userId of missing) this.#asked.delete(userId);
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#users.clear();
    this.#changed.dispose();
  }
}

/** Some answers know less about a person than others. */
function withKnown(user: User, known: User): User {
  const { position, color, avatarUrl, status } = known;
  return {
    ...user,
    position: user.position ?? position,
    color: user.color ?? color,
    avatarUrl: user.avatarUrl ?? avatarUrl,
    status: user.status ?? status,
  };
}

function looksSame(a: User, b: User): boolean {
  return (
    a.name === b.name &&
    a.color === b.color &&
    (a.avatarUrl ?? '') === (b.avatarUrl ?? '') &&
    a.status === b.status &&
    a.position === b.position &&
    a.isBot === b.isBot &&
    a.absentUntil === b.absentUntil &&
    (a.idleSince === undefined) === (b.idleSince === undefined)
  );
}
