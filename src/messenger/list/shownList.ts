import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import type { Clock } from '../../base/ports.ts';
import type { Dialog } from '../../model/dialog.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { Section } from '../../model/section.ts';
import type { DialogStore } from '../dialogStore.ts';
import {
  arrange,
  type Arrangement,
  countOf,
  heldArrangement,
  lingeringIn,
  type ListOptions,
} from './arrangement.ts';

// Long enough to aim at a row and press, short enough that news is not missed.
const HOLD_MS = 3_000;
// Whoever moves over the list all the time gets its true order now and then.
const LONGEST_HOLD_MS = 15_000;

export interface ListChange {
  /** Rows whose content changed. */
  readonly dialogIds: readonly DialogId[];
  /** Sections whose rows came, went, moved or count otherwise. */
  readonly sections: readonly Section[];
  /** Whether the top level is another one: its sections, or the rows of a flat list. */
  readonly isRebuilt: boolean;
}

/** An account's list as it is on screen. Its order waits while somebody is at it; counts and texts do not. */
export class ShownList implements Disposable {
  readonly #dialogs: DialogStore;
  readonly #clock: Clock;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<ListChange>());
  #options: ListOptions;
  #groups: Arrangement = [];
  // What each section counts, where there are sections.
  #counts: ReadonlyMap<Section, string> = new Map();
  #pinned = '';
  #hasMore = false;
  #selected: readonly DialogId[] = [];
  #heldUntilMs = -Infinity;
  // Since when what is shown is not what would be shown.
  #behindSinceMs: number | undefined;
  #timer: Disposable | undefined;

  constructor(dialogs: DialogStore, clock: Clock, options: ListOptions) {
    this.#dialogs = dialogs;
    this.#clock = clock;
    this.#options = options;
  }

  get onDidChange(): Event<ListChange> {
    return this.#changed.event;
  }

  get groups(): Arrangement {
    return this.#groups;
  }

  /** Follows the dialogs from here on. */
  start(): void {
    this.#store.add(this.#dialogs.onDidChange(({ changed }) => this.#update(changed)));
    this.#update([]);
  }

  /** Those of a section, in their order. */
  rowsOf(section: Section): readonly DialogId[] {
    return rowsOf(this.#groups, section).dialogIds;
  }

  dialogsOf(dialogIds: readonly DialogId[]): readonly Dialog[] {
    return dialogIds.flatMap((dialogId) => this.#dialogs.get(dialogId) ?? []);
  }

  /** The person's own wish shows at once. */
  setOptions(options: ListOptions): void {
    this.#options = options;
    this.release();
  }

  /** The person has the list in hand. */
  touch(): void {
    this.#heldUntilMs = this.#clock.monotonic() + HOLD_MS;
  }

  /** Who was selected among the unread stays there until another one is. */
  select(dialogIds: readonly DialogId[]): void {
    this.#selected = dialogIds;
    this.touch();
    this.#update([]);
  }

  /** Nobody has the list in hand any more. */
  release(): void {
    this.#heldUntilMs = -Infinity;
    this.#update([]);
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#store.dispose();
  }

  #update(changed: readonly DialogId[]): void {
    if (this.#store.isDisposed) return;
    const before = this.#groups;
    const { dialogs, hasMore } = this.#dialogs;
    const lingering = lingeringIn(before, this.#options, this.#selected);
    const next = arrange(dialogs, this.#options, lingering);
    const pinned = dialogs
      .flatMap(({ id, isPinned }) => (isPinned ? id : []))
      .sort()
      .join();
    // A pin that came or went is what the person has just asked for.
    const shown = pinned === this.#pinned ? this.#asHeld(next) : next;
    const isBehind = !isSame(shown, next);
    this.#behindSinceMs = isBehind ? (this.#behindSinceMs ?? this.#clock.monotonic()) : undefined;
    this.#groups = shown;
    const isRebuilt = hasMore !== this.#hasMore || isOtherTop(before, shown);
    this.#pinned = pinned;
    this.#hasMore = hasMore;
    this.#wait(isBehind);
    const countedBefore = this.#counts;
    this.#counts = this.#countsOf(shown);
    const sections = [...this.#counts].flatMap(([section, count]) =>
      count === countedBefore.get(section) && hasSameRows(rowsOf(before, section), rowsOf(shown, section))
        ? []
        : section,
    );
    if (isRebuilt || changed.length > 0 || sections.length > 0) {
      this.#changed.fire({ dialogIds: changed, sections, isRebuilt });
    }
  }

  #countsOf(groups: Arrangement): ReadonlyMap<Section, string> {
    return new Map(
      groups.flatMap(({ section, dialogIds }) => {
        if (section === undefined) return [];
        const { unread, muted } = countOf(this.dialogsOf(dialogIds));
        return [[section, `${unread} ${muted}`] as const];
      }),
    );
  }

  #asHeld(next: Arrangement): Arrangement {
    const now = this.#clock.monotonic();
    const longest = (this.#behindSinceMs ?? now) + LONGEST_HOLD_MS;
    if (now >= Math.min(this.#heldUntilMs, longest)) return next;
    return heldArrangement(this.#groups, next, (dialogId) => this.#dialogs.get(dialogId) !== undefined);
  }

  #wait(isBehind: boolean): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    if (!isBehind) return;
    const longest = (this.#behindSinceMs ?? 0) + LONGEST_HOLD_MS;
    const leftMs = Math.min(this.#heldUntilMs, longest) - this.#clock.monotonic();
    this.#timer = this.#clock.schedule(() => this.#update([]), Math.max(0, leftMs));
  }
}

interface Rows {
  readonly dialogIds: readonly DialogId[];
}

function isSame(a: Arrangement, b: Arrangement): boolean {
  return (
    a.length === b.length &&
    a.every((group, index) => {
      const other = b[index];
      return other !== undefined && group.section === other.section && hasSameRows(group, other);
    })
  );
}

function hasSameRows(a: Rows, b: Rows): boolean {
  return (
    a.dialogIds.length === b.dialogIds.length &&
    a.dialogIds.every((dialogId, index) => dialogId === b.dialogIds[index])
  );
}

function isOtherTop(before: Arrangement, after: Arrangement): boolean {
  const isFlat = [...before, ...after].some(({ section }) => section === undefined);
  if (isFlat) return !isSame(before, after);
  return before.map(({ section }) => section).join() !== after.map(({ section }) => section).join();
}

function rowsOf(groups: Arrangement, section: Section): Rows {
  return groups.find((group) => group.section === section) ?? { dialogIds: [] };
}
