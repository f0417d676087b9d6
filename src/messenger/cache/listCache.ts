// The dialog list on disk: its head in one file, so that the first rows are there at once and a new message writes
// little; the other rows spread over a few files, of which only those with a changed row are written again.
import type { Dialog } from '../../model/dialog.ts';
import { type DialogId, userIdOfDialog } from '../../model/dialogId.ts';
import type { User } from '../../model/user.ts';
import type { DialogList } from '../dialogList.ts';
import { cachedHead, type CachedHead, cachedRows, decodeHead, decodeRows } from './cachedRecords.ts';
import type { CacheFiles } from './cacheFiles.ts';

const HEAD = 'list.json';
const HEAD_ROWS = 200;
const PARTS = 16;

/** The list as it was at a moment. */
export interface ListSnapshot {
  readonly list: DialogList;
  readonly total: number;
  /** Milliseconds since 1970. */
  readonly asOf: number;
}

export interface LoadedList extends ListSnapshot {
  readonly users: readonly User[];
}

export class ListCache {
  readonly #files: CacheFiles;
  readonly #userOf: (userId: number) => User | undefined;
  /** What each part holds on disk, as far as this window knows. */
  #written: ReadonlyMap<number, ReadonlyMap<DialogId, Dialog>> = new Map();

  constructor(files: CacheFiles, userOf: (userId: number) => User | undefined) {
    this.#files = files;
    this.#userOf = userOf;
  }

  /** Gives the first rows as soon as they are read, then all of them, where there are more. */
  async load(onRows: (loaded: LoadedList) => void): Promise<void> {
    const head = await this.#files.read(HEAD, decodeHead);
    if (head === undefined) return;
    const rows = new Map(head.rows.map((row) => [row.id, row]));
    onRows(loadedList(head, rows, head.users));
    const isWhole = head.order.every((dialogId) => rows.has(dialogId));
    if (isWhole) return;

    const users: User[] = [];
    const written = new Map<number, ReadonlyMap<DialogId, Dialog>>();
    for (let part = 0; part < PARTS; part++) {
      const read = await this.#files.read(partName(part), decodeRows);
      if (read === undefined) continue;
      written.set(part, byId(read.rows));
      users.push(...read.users);
      for (const row of read.rows) if (!rows.has(row.id)) rows.set(row.id, row);
    }
    this.#written = written;
    onRows(loadedList(head, rows, users));
  }

  /** Writes what has changed; `mostRows` bounds what is kept, the rest can be asked for. */
  async save({ list, total, asOf }: ListSnapshot, mostRows: number): Promise<void> {
    const kept = list.dialogs.slice(0, mostRows);
    const isCut = kept.length < list.dialogs.length;
    await this.#saveParts(kept);
    const rows = kept.slice(0, HEAD_ROWS);
    const head = cachedHead({
      asOf,
      total,
      hasMore: list.hasMore || isCut,
      nextOffset: isCut ? kept.length : list.nextOffset,
      order: kept.map((dialog) => dialog.id),
      rows,
      users: this.#peersOf(rows),
    });
    await this.#files.write(HEAD, JSON.stringify(head));
  }

  /** Another window has written meanwhile: all parts are written again. */
  forgetWritten(): void {
    this.#written = new Map();
  }

  /** Before the head, which alone says what belongs to the list: a part that is newer than the head does no harm. */
  async #saveParts(dialogs: readonly Dialog[]): Promise<void> {
    const listed = new Set(dialogs.map((dialog) => dialog.id));
    const parts = Map.groupBy(dialogs.slice(HEAD_ROWS), partOf);
    for (let part = 0; part < PARTS; part++) {
      const now = parts.get(part) ?? [];
      const before = this.#written.get(part) ?? new Map<DialogId, Dialog>();
      // Rows that have moved up into the head may stay, because it speaks for them; those that are gone may not.
      const isKept = [...before.keys()].every((dialogId) => listed.has(dialogId));
      if (isKept && now.every((dialog) => before.get(dialog.id) === dialog)) continue;
      const text = JSON.stringify(cachedRows({ rows: now, users: this.#peersOf(now) }));
      const bytes = await this.#files.write(partName(part), text);
      const written = bytes === undefined ? new Map<DialogId, Dialog>() : byId(now);
      this.#written = new Map([...this.#written, [part, written]]);
    }
  }

  #peersOf(rows: readonly Dialog[]): readonly User[] {
    return rows.flatMap(({ id }) => {
      const userId = userIdOfDialog(id);
      return userId === undefined ? [] : (this.#userOf(userId) ?? []);
    });
  }
}

function loadedList(
  { order, hasMore, nextOffset, total, asOf }: CachedHead,
  rows: ReadonlyMap<DialogId, Dialog>,
  users: readonly User[],
): LoadedList {
  const dialogs = order.flatMap((dialogId) => rows.get(dialogId) ?? []);
  return { list: { dialogs, hasMore, nextOffset }, total, asOf, users };
}

function byId(rows: readonly Dialog[]): ReadonlyMap<DialogId, Dialog> {
  return new Map(rows.map((row) => [row.id, row]));
}

function partName(part: number): string {
  return `rows-${part}.json`;
}

/** By the digits of the id, so that a dialog stays in its part. */
function partOf({ id }: Dialog): number {
  return Number(id.replaceAll(/\D/g, '').slice(-6)) % PARTS;
}
