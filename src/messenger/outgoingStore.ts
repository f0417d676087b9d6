import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Logger } from '../base/ports.ts';
import { SerialQueue } from '../base/serialQueue.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Leadership } from './leadership.ts';
import { MessengerError } from './messengerError.ts';
import type { Ask, OutboxFolder, OutboxListing, Place } from './outboxFolder.ts';
import type { Outgoing } from './outgoing.ts';

// Far beyond what a person leaves unsent; a program that sends without looking is stopped here.
const CAPACITY = 2_000;
const MOST_OTHERS = 50;
const READS_AT_ONCE = 50;

type Change = Partial<Pick<Outgoing, 'state' | 'baselineId' | 'othersIds' | 'attempts' | 'mayHaveArrived'>>;

/**
 * What this person wrote and the portal does not have yet, from whichever window, in order. Follows the outbox's folder:
 * in the window that leads what is held here is the newer, in the others what is on disk.
 */
export class OutgoingStore implements Disposable {
  readonly #folder: OutboxFolder;
  readonly #leadership: Leadership;
  readonly #logger: Logger;
  readonly #prepare: () => Promise<void>;
  readonly #changed = new Emitter<DialogId>();
  readonly #learned = new Emitter<Outgoing>();
  readonly #lost = new Emitter<Outgoing>();
  readonly #touched = new Emitter<void>();
  readonly #asked = new Emitter<Ask>();
  readonly #disposables = new DisposableStore();
  readonly #stamps = new Map<string, string>();
  readonly #additions = new SerialQueue(CAPACITY);
  readonly #adding = new Set<string>();
  readonly #writes = new Map<string, Promise<void>>();
  #items: readonly Outgoing[] = [];
  #byUuid: ReadonlyMap<string, Outgoing> = new Map();
  #loading: Promise<void> | undefined;
  #looking: Promise<void> | undefined;
  #wantsAnotherLook = false;
  #lastOrder = 0;

  /** `prepare` runs once, before the folder is read for the first time. */
  constructor(
    folder: OutboxFolder,
    leadership: Leadership,
    logger: Logger,
    prepare: () => Promise<void> = async () => undefined,
  ) {
    this.#folder = folder;
    this.#leadership = leadership;
    this.#logger = logger;
    this.#prepare = prepare;
  }

  /** Fires the dialog whose waiting messages changed. */
  get onDidChange(): Event<DialogId> {
    return this.#changed.event;
  }

  /** Fires what another window has written down: that there is a message, or what became of one. */
  get onDidLearn(): Event<Outgoing> {
    return this.#learned.event;
  }

  /** Fires what another window has removed. */
  get onDidLose(): Event<Outgoing> {
    return this.#lost.event;
  }

  /** Fires when the folder has changed, by whichever window: a `look` tells what. */
  get onDidTouch(): Event<void> {
    return this.#touched.event;
  }

  /** Fires in the window that leads. */
  get onDidAsk(): Event<Ask> {
    return this.#asked.event;
  }

  /** All that is not on the portal yet, in order. */
  get items(): readonly Outgoing[] {
    return this.#items.filter(isUnsent);
  }

  of(dialogId: DialogId): readonly Outgoing[] {
    return this.#items.filter((item) => item.content.dialogId === dialogId && isUnsent(item));
  }

  get(uuid: string): Outgoing | undefined {
    return this.#byUuid.get(uuid);
  }

  /** Whether it is on disk as it stands here. */
  isHeld(uuid: string): boolean {
    return !this.#writes.has(uuid) && !this.#adding.has(uuid);
  }

  get size(): number {
    return this.items.length;
  }

  /** Resolves once what was left on disk is known here. A disk that cannot be read is told in the log. */
  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** What is on disk wins over what is known here: for a window that begins to lead. */
  async lookAnew(): Promise<void> {
    await this.#looking;
    this.#stamps.clear();
    await this.#mirror(true);
  }

  /** Takes in what other windows have written. */
  look(): Promise<void> {
    if (this.#looking !== undefined) {
      this.#wantsAnotherLook = true;
      return this.#looking;
    }
    this.#looking = this.#lookWhileWanted().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** A place behind all others that are known, even where the clock was set back. */
  nextOrder(now: number): number {
    this.#lastOrder = Math.max(Math.trunc(now), this.#lastOrder + 1, (this.#items.at(-1)?.order ?? 0) + 1);
    return this.#lastOrder;
  }

  /** The drafts that are messages now. */
  get takenDrafts(): readonly { readonly dialogId: DialogId; readonly draftId: string }[] {
    return this.#items.flatMap(({ content: { dialogId }, draftId }) =>
      draftId === undefined ? [] : { dialogId, draftId },
    );
  }

  add(...added: readonly Outgoing[]): Promise<void> {
    return this.addAll(added, async () => undefined);
  }

  /**
   * Resolves once they are on disk, all or none; the last one is there when the others are. Refused when too many wait
   * already. None goes before `afterwards`, which does not reject.
   */
  async addAll(added: readonly Outgoing[], afterwards: () => Promise<void>): Promise<void> {
    if (this.size + added.length > CAPACITY) {
      throw new MessengerError({ kind: 'tooManyWaiting', limit: CAPACITY });
    }
    for (const { uuid } of added) this.#adding.add(uuid);
    this.#become([...this.#items, ...added], added);
    try {
      // Here nothing goes out before all in front of it is on disk; another window goes by what it sees there.
      if (this.#leadership.isLeading) await this.#persistAtOnce(added);
      else await this.#additions.run(() => this.#persistInOrder(added));
      await afterwards();
    } catch (error) {
      await Promise.allSettled(added.map((item) => this.remove(item.uuid)));
      throw error;
    } finally {
      for (const { uuid } of added) this.#adding.delete(uuid);
    }
  }

  async update(uuid: string, change: Change): Promise<void> {
    const item = this.#changeHere(uuid, change);
    if (item !== undefined) await this.#persist(item);
  }

  /** For what only this window needs to know: that one is on its way. */
  note(uuid: string, change: Change): void {
    this.#changeHere(uuid, change);
  }

  /** The portal has a message under this id, which is none of those in its dialog that may have arrived. Costs writes. */
  async noteTaken(dialogId: DialogId, uuid: string, messageId: number): Promise<void> {
    const doubtful = this.of(dialogId).filter((item) => item.uuid !== uuid && item.mayHaveArrived);
    await Promise.all(
      doubtful.map(({ uuid: other, othersIds }) =>
        this.update(other, { othersIds: [...othersIds, messageId].slice(-MOST_OTHERS) }),
      ),
    );
  }

  async remove(uuid: string): Promise<void> {
    const item = this.get(uuid);
    if (item === undefined) return;
    this.#become(without(this.#items, uuid), [item]);
    this.#stamps.delete(uuid);
    await this.#persist(item);
  }

  /** Those that have an outcome nobody waits for any longer. */
  async removeOutcomes(): Promise<void> {
    const stored = this.#items.filter((item) => !isUnsent(item));
    await Promise.all(stored.map(({ uuid }) => this.remove(uuid)));
  }

  /** Removes a record at once, for a window that is about to end. */
  abandon(place: Place): Promise<void> {
    return this.#folder.remove(place);
  }

  /** Whether this portal has ever shown a message under the uuid it was sent with. */
  async keepsUuids(): Promise<boolean> {
    return this.#folder.keepsUuids().catch(() => false);
  }

  async noteKeepsUuids(): Promise<void> {
    if (!this.#disposables.isDisposed) await this.#folder.noteKeepsUuids();
  }

  async ask(ask: Ask): Promise<void> {
    if (!this.#disposables.isDisposed) await this.#folder.ask(ask);
  }

  /** Nothing is written from here on: what is on disk belongs to whoever comes next. */
  dispose(): void {
    this.#disposables.dispose();
    this.#changed.dispose();
    this.#learned.dispose();
    this.#lost.dispose();
    this.#touched.dispose();
    this.#asked.dispose();
  }

  async #load(): Promise<void> {
    await this.#readFirst().catch((error: unknown) => {
      this.#logger.warn('What waits to be sent could not be read from disk', { error: nameOf(error) });
    });
    this.#disposables.add(this.#folder.watch(() => this.#touched.fire()));
  }

  async #readFirst(): Promise<void> {
    await this.#prepare();
    await this.#mirror(true);
  }

  async #lookWhileWanted(): Promise<void> {
    do {
      this.#wantsAnotherLook = false;
      await this.#mirror(!this.#leadership.isLeading);
    } while (this.#wantsAnotherLook && !this.#disposables.isDisposed);
  }

  async #mirror(diskWins: boolean): Promise<void> {
    // What is being written now may or may not be on the list.
    const heldBefore = new Set(this.#items.filter(({ uuid }) => this.isHeld(uuid)));
    const { records, asks } = await this.#listWhole();
    const wanted = records.filter(
      ({ uuid, stamp }) =>
        this.#stamps.get(uuid) !== stamp && (diskWins || this.get(uuid) === undefined) && this.isHeld(uuid),
    );
    const before = new Map(wanted.map(({ uuid }) => [uuid, this.get(uuid)]));
    const read = await this.#readAll(wanted);
    if (this.#disposables.isDisposed) return;

    // Written here meanwhile: what is known here is the newer.
    const taken = read.filter(
      ({ uuid }) =>
        this.get(uuid) === before.get(uuid) &&
        this.isHeld(uuid) &&
        before.get(uuid)?.state.kind !== 'sending',
    );
    const present = new Set(records.map(({ uuid }) => uuid));
    const lost = this.#items.filter(
      (item) =>
        heldBefore.has(item) &&
        !present.has(item.uuid) &&
        this.isHeld(item.uuid) &&
        item.state.kind !== 'sending',
    );
    // All at once: whoever sends must not see a later one without the one before it.
    const changed = new Set([...taken, ...lost].map(({ uuid }) => uuid));
    if (changed.size > 0) {
      const kept = this.#items.filter(({ uuid }) => !changed.has(uuid));
      this.#become([...kept, ...taken], [...taken, ...lost]);
    }
    for (const item of lost) this.#lost.fire(item);
    for (const item of taken) {
      if (before.get(item.uuid)?.state.kind !== item.state.kind) this.#learned.fire(item);
    }
    if (!this.#leadership.isLeading) return;
    for (const ask of asks) {
      await this.#folder.forgetAsk(ask);
      this.#asked.fire(ask);
    }
  }

  /** A folder may be listed while it grows: where there is news, the second list has all that stood before it. */
  async #listWhole(): Promise<OutboxListing> {
    const listing = await this.#folder.list();
    const hasNews = listing.records.some(({ uuid }) => this.get(uuid) === undefined);
    return hasNews ? this.#folder.list() : listing;
  }

  async #readAll(records: OutboxListing['records']): Promise<readonly Outgoing[]> {
    const items: Outgoing[] = [];
    for (let start = 0; start < records.length; start += READS_AT_ONCE) {
      const chunk = records.slice(start, start + READS_AT_ONCE);
      const read = await Promise.all(chunk.map((record) => this.#folder.read(record)));
      for (const [index, item] of read.entries()) {
        const stamp = chunk[index]?.stamp;
        if (item === undefined || stamp === undefined) continue;
        this.#stamps.set(item.uuid, stamp);
        items.push(item);
      }
    }
    return items;
  }

  #changeHere(uuid: string, change: Change): Outgoing | undefined {
    const item = this.get(uuid);
    if (item === undefined) return undefined;
    const changed = { ...item, ...change };
    this.#become(
      this.#items.map((other) => (other.uuid === uuid ? changed : other)),
      [item],
    );
    return changed;
  }

  #become(items: readonly Outgoing[], touched: readonly Outgoing[]): void {
    this.#items = isSorted(items) ? items : [...items].sort(inOrder);
    this.#byUuid = new Map(items.map((item) => [item.uuid, item]));
    for (const dialogId of new Set(touched.map(({ content }) => content.dialogId))) {
      this.#changed.fire(dialogId);
    }
  }

  async #persistAtOnce(items: readonly Outgoing[]): Promise<void> {
    await Promise.all(items.slice(0, -1).map((item) => this.#persist(item)));
    await this.#persistInOrder(items.slice(-1));
  }

  async #persistInOrder(items: readonly Outgoing[]): Promise<void> {
    for (const item of items) await this.#persist(item);
  }

  /** One write of a record after another; each writes what is known by then. */
  #persist(place: Place): Promise<void> {
    const { uuid } = place;
    const writing = (this.#writes.get(uuid) ?? Promise.resolve())
      .catch(() => undefined)
      .then(async () => {
        if (this.#disposables.isDisposed) return;
        const item = this.get(uuid);
        if (item === undefined) await this.#folder.remove(place);
        else await this.#folder.write(item);
      })
      .finally(() => {
        if (this.#writes.get(uuid) === writing) this.#writes.delete(uuid);
      });
    this.#writes.set(uuid, writing);
    return writing;
  }
}

function isUnsent({ state }: Outgoing): boolean {
  return state.kind !== 'stored';
}

function without(items: readonly Outgoing[], uuid: string): readonly Outgoing[] {
  return items.filter((item) => item.uuid !== uuid);
}

function inOrder(a: Outgoing, b: Outgoing): number {
  return a.order - b.order || (a.uuid < b.uuid ? -1 : 1);
}

function isSorted(items: readonly Outgoing[]): boolean {
  return items.every((item, index) => index === 0 || inOrder(items[index - 1] ?? item, item) < 0);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
