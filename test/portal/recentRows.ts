import type { ChatRecord, RecentRow } from './records.ts';

type ChatLookup = (chatId: number) => ChatRecord | undefined;

/** One user's recent list: pinned first, then by last activity, newest first (api-facts 3.2). */
export class RecentRows {
  readonly #rows = new Map<number, RecentRow>();
  readonly #chat: ChatLookup;
  #sorted: readonly RecentRow[] | undefined;

  constructor(chat: ChatLookup) {
    this.#chat = chat;
  }

  get(chatId: number): RecentRow | undefined {
    return this.#rows.get(chatId);
  }

  /** Makes the row when there is none. */
  touch(chatId: number, staleMs?: number): RecentRow {
    this.#sorted = undefined;
    const known = this.#rows.get(chatId);
    if (known !== undefined) return known;
    const row = { chatId, isPinned: false, isUnread: false, markedId: 0, staleMs };
    this.#rows.set(chatId, row);
    return row;
  }

  remove(chatId: number): void {
    this.#sorted = undefined;
    this.#rows.delete(chatId);
  }

  /** To be called after a change that moves rows. */
  invalidate(): void {
    this.#sorted = undefined;
  }

  pinnedCount(): number {
    let count = 0;
    for (const row of this.#rows.values()) if (row.isPinned) count += 1;
    return count;
  }

  sorted(): readonly RecentRow[] {
    this.#sorted ??= [...this.#rows.values()].sort(
      (a, b) =>
        Number(b.isPinned) - Number(a.isPinned) ||
        this.activityMs(b) - this.activityMs(a) ||
        b.chatId - a.chatId,
    );
    return this.#sorted;
  }

  activityMs(row: RecentRow): number {
    return row.staleMs ?? this.#chat(row.chatId)?.lastActivityMs ?? 0;
  }
}
