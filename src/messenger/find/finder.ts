import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Clock } from '../../base/ports.ts';
import type { Dialog } from '../../model/dialog.ts';
import { type DialogId, dialogIdOfUser, parseDialogId, userIdOfDialog } from '../../model/dialogId.ts';
import { matchRank, type NameKey, nameKey, nameQuery } from '../../model/nameMatch.ts';
import type { DialogStore } from '../dialogStore.ts';
import type { UserDirectory } from '../userDirectory.ts';
import { BestOf } from './bestOf.ts';
import { type FoundDialog, foundOf, foundPerson } from './foundDialogs.ts';
import type { WritingHabits } from './writingHabits.ts';

const DAY_MS = 24 * 3_600_000;
// Enough for one turn of the event loop not to be felt.
const NAMES_PER_TURN = 250;
const ID_RANK = -1;
// More than nearness ever makes up for.
const RANK_WEIGHT = 100;
const MOST_DETAILS = 25_000;

/** Scores of several accounts can be compared. */
export interface Ranked {
  readonly found: FoundDialog;
  readonly score: number;
}

interface Entry {
  readonly found: FoundDialog;
  readonly dialog: Dialog | undefined;
  // Folded when first held against something, or before that where there is time.
  key: NameKey | undefined;
}

/**
 * Finds dialogs of the list and people that were seen, without asking anybody. Keeps what it has made ready of their names
 * for as long as these stay.
 */
export class Finder implements Disposable {
  readonly #dialogs: DialogStore;
  readonly #users: UserDirectory;
  readonly #habits: WritingHabits;
  readonly #clock: Clock;
  readonly #store = new DisposableStore();
  readonly #entries = new Map<DialogId, Entry>();
  readonly #detailKeys = new Map<string, NameKey>();
  readonly #changed = new Set<DialogId>();
  readonly #changedUsers = new Set<number>();
  #isListChanged = true;
  #isFollowing = false;

  constructor(dialogs: DialogStore, users: UserDirectory, habits: WritingHabits, clock: Clock) {
    this.#dialogs = dialogs;
    this.#users = users;
    this.#habits = habits;
    this.#clock = clock;
  }

  /**
   * Those whose name, or else name and position, have every word typed at a word's beginning: the best fit first, then who
   * is written to often and who was heard of lately. Nothing typed finds whole the list.
   */
  find(text: string, limit: number): readonly Ranked[] {
    const typed = text.trim();
    this.#followList();
    if (typed !== '') this.#followPeople(Number.POSITIVE_INFINITY);
    const query = nameQuery(typed);
    const id = parseDialogId(typed);
    const now = this.#clock.now();
    const best = new BestOf<Entry>(limit, compareNames);
    for (const entry of typed === '' ? this.#listed() : this.#entries.values()) {
      const rank =
        entry.found.dialogId === id
          ? ID_RANK
          : typed === ''
            ? 0
            : matchRank(keyOf(entry), query, this.#detailKey(entry));
      if (rank === undefined) continue;
      best.add(entry, RANK_WEIGHT * -rank + this.#nearness(entry, now) + (rank === 0 ? 1 : 0));
    }
    return best.all.map(({ item, score }) => ({ found: item.found, score }));
  }

  /** Makes some names ready before they are looked for; false once all are. */
  warm(): boolean {
    this.#followList();
    if (this.#followPeople(NAMES_PER_TURN)) return true;
    let left = NAMES_PER_TURN;
    for (const entry of this.#entries.values()) {
      if (entry.key !== undefined) continue;
      keyOf(entry);
      if (--left === 0) return true;
    }
    return false;
  }

  dispose(): void {
    this.#store.dispose();
    this.#entries.clear();
  }

  /** Positions are few, and shared by many. */
  #detailKey({ found: { detail } }: Entry): NameKey | undefined {
    if (detail === '') return undefined;
    const known = this.#detailKeys.get(detail);
    if (known !== undefined) return known;
    if (this.#detailKeys.size >= MOST_DETAILS) this.#detailKeys.clear();
    const key = nameKey(detail);
    this.#detailKeys.set(detail, key);
    return key;
  }

  /** 0 for a stranger. */
  #nearness({ found, dialog }: Entry, now: number): number {
    const often = 2 * Math.log2(1 + this.#habits.weight(found.dialogId));
    if (dialog === undefined) return often;
    const days = Math.max(0, now - dialog.lastActivityAt) / DAY_MS;
    return (
      often + 6 / (1 + days / 3) + (dialog.isPinned ? 2 : 0) + (dialog.unread > 0 && !dialog.isMuted ? 1 : 0)
    );
  }

  #listed(): readonly Entry[] {
    return this.#dialogs.dialogs.flatMap(({ id }) => this.#entries.get(id) ?? []);
  }

  #followList(): void {
    this.#follow();
    if (this.#isListChanged) {
      this.#isListChanged = false;
      for (const dialog of this.#dialogs.dialogs) {
        if (this.#entries.get(dialog.id)?.dialog !== dialog) this.#refresh(dialog.id);
      }
      for (const [dialogId, { dialog }] of this.#entries) {
        if (dialog !== undefined && this.#dialogs.get(dialogId) === undefined) this.#refresh(dialogId);
      }
    }
    for (const dialogId of this.#changed) this.#refresh(dialogId);
    this.#changed.clear();
  }

  /** Takes in some of the people who are new or have changed; true while there are more. */
  #followPeople(most: number): boolean {
    let left = most;
    for (const userId of this.#changedUsers) {
      if (left-- <= 0) return true;
      this.#changedUsers.delete(userId);
      this.#refresh(dialogIdOfUser(userId));
    }
    if (this.#entries.size > this.#dialogs.dialogs.length + this.#users.size) this.#dropForgotten();
    return false;
  }

  #follow(): void {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    this.#store.add(
      this.#dialogs.onDidChange(({ changed, isReordered }) => {
        for (const dialogId of changed) this.#changed.add(dialogId);
        this.#isListChanged ||= isReordered;
      }),
    );
    this.#store.add(
      this.#users.onDidChange((userIds) => {
        for (const userId of userIds) this.#changedUsers.add(userId);
      }),
    );
    for (const userId of this.#users.ids) this.#changedUsers.add(userId);
  }

  /** The directory forgets people without a word when it is full. */
  #dropForgotten(): void {
    for (const [dialogId, { dialog }] of this.#entries) {
      const userId = userIdOfDialog(dialogId);
      if (dialog === undefined && userId !== undefined && this.#users.get(userId) === undefined)
        this.#entries.delete(dialogId);
    }
  }

  #refresh(dialogId: DialogId): void {
    const dialog = this.#dialogs.get(dialogId);
    const userId = userIdOfDialog(dialogId);
    const user = userId === undefined ? undefined : this.#users.get(userId);
    const person = user?.isActive === true ? foundPerson(user) : undefined;
    if (dialog === undefined && person === undefined) {
      this.#entries.delete(dialogId);
      return;
    }
    const found = dialog === undefined ? person : { ...foundOf(dialog), detail: person?.detail ?? '' };
    if (found === undefined) return;
    const before = this.#entries.get(dialogId);
    const isSameName = before?.found.title === found.title;
    this.#entries.set(dialogId, {
      found,
      dialog,
      key: isSameName ? before?.key : undefined,
    });
  }
}

function keyOf(entry: Entry): NameKey {
  entry.key ??= nameKey(entry.found.title);
  return entry.key;
}

function compareNames(a: Entry, b: Entry): number {
  const [first, second] = [keyOf(a).plain, keyOf(b).plain];
  if (first === second) return a.found.dialogId < b.found.dialogId ? -1 : 1;
  return first < second ? -1 : 1;
}
