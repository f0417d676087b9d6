import type { Disposable } from '../base/disposable.ts';
import type { Clock } from '../base/ports.ts';
import { SingleFlight } from '../base/singleFlight.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { User } from '../model/user.ts';
import type { Portal } from './portal.ts';
import type { UserDirectory } from './userDirectory.ts';

const FRESH_MS = 5 * 60_000;
const MOST_DIALOGS = 20;

interface Members {
  readonly users: readonly User[];
  readonly at: number;
}

/** Who is in a dialog, as far as one page of the portal tells; asked for when somebody is to be mentioned. */
export class DialogPeople implements Disposable {
  readonly #portal: Portal;
  readonly #users: UserDirectory;
  readonly #clock: Clock;
  readonly #known = new Map<DialogId, Members>();
  readonly #loads = new SingleFlight<readonly User[]>();
  readonly #lifetime = new AbortController();

  constructor(portal: Portal, users: UserDirectory, clock: Clock) {
    this.#portal = portal;
    this.#users = users;
    this.#clock = clock;
  }

  /** Rejects with the portal's error where nothing is known yet. */
  async members(dialogId: DialogId): Promise<readonly User[]> {
    const known = this.#known.get(dialogId);
    if (known !== undefined && Math.abs(this.#clock.now() - known.at) < FRESH_MS) return known.users;
    try {
      return await this.#loads.run(dialogId, () => this.#load(dialogId));
    } catch (error) {
      if (known !== undefined) return known.users;
      throw error;
    }
  }

  /** People of the whole portal; nothing for less than two characters. */
  async find(query: string, signal: AbortSignal): Promise<readonly User[]> {
    const found = await this.#portal.writing.findPeople(
      query,
      AbortSignal.any([signal, this.#lifetime.signal]),
    );
    this.#users.learn(found);
    return found;
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#known.clear();
  }

  async #load(dialogId: DialogId): Promise<readonly User[]> {
    const users = await this.#portal.writing.members(dialogId, this.#lifetime.signal);
    this.#users.learn(users);
    this.#known.delete(dialogId);
    this.#known.set(dialogId, { users, at: this.#clock.now() });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_DIALOGS && oldest !== undefined) this.#known.delete(oldest);
    return users;
  }
}
