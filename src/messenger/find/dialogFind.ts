import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Clock, FileFolder, Logger } from '../../base/ports.ts';
import type { User } from '../../model/user.ts';
import type { DialogStore } from '../dialogStore.ts';
import type { Portal } from '../portal.ts';
import type { UserDirectory } from '../userDirectory.ts';
import { Finder } from './finder.ts';
import { PhraseSearch } from './phraseSearch.ts';
import { WritingHabits } from './writingHabits.ts';

export interface FindPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The account's own. */
  readonly folder: FileFolder;
}

/** The ways to a person or a chat by name: what is known here, and the portal. */
export class DialogFind implements Disposable {
  readonly local: Finder;
  readonly habits: WritingHabits;
  readonly #portal: Portal;
  readonly #users: UserDirectory;
  readonly #clock: Clock;
  readonly #store = new DisposableStore();

  /** `mayKeep`: whether it may be kept on disk who is written to. */
  constructor(
    portal: Portal,
    dialogs: DialogStore,
    users: UserDirectory,
    mayKeep: () => boolean,
    { clock, logger, folder }: FindPorts,
  ) {
    this.#portal = portal;
    this.#users = users;
    this.#clock = clock;
    this.habits = this.#store.add(new WritingHabits(folder.subfolder('find'), mayKeep, clock, logger));
    this.local = this.#store.add(new Finder(dialogs, users, this.habits, clock));
  }

  /** For as long as somebody types; whoever asks disposes it. */
  onPortal(): PhraseSearch {
    return new PhraseSearch(this.#portal.search, this.#users, this.#clock);
  }

  async employees(departmentId: number, signal: AbortSignal): Promise<readonly User[]> {
    const users = await this.#portal.search.employees(departmentId, signal);
    this.#users.learn(users);
    return users;
  }

  dispose(): void {
    this.#store.dispose();
  }
}
