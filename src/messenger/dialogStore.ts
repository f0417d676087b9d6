import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock } from '../base/ports.ts';
import { SingleFlight } from '../base/singleFlight.ts';
import type { Counters } from '../model/counters.ts';
import type { Dialog } from '../model/dialog.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message, ReadResult } from '../model/message.ts';
import {
  type DialogList,
  type DialogPage,
  emptyDialogList,
  isSameDialog,
  withCounts,
  withDialog,
  withFirstPage,
  withFurtherPage,
} from './dialogList.ts';
import type { Portal } from './portal.ts';

export const PAGE_SIZE = 200;
// A batch takes 50 commands; a page of 200 rows weighs about 300 KB.
const MOST_PAGES_AT_ONCE = 14;
const PATIENCE_MS = 4_000;

export interface DialogChange {
  /** Rows whose content changed. */
  readonly changed: readonly DialogId[];
  /** True when rows came, went or moved. */
  readonly isReordered: boolean;
}

/** The recent list and the unread total, kept equal to the portal's. */
export class DialogStore implements Disposable {
  readonly #portal: Portal;
  readonly #clock: Clock;
  readonly #changed = new Emitter<DialogChange>();
  readonly #totalChanged = new Emitter<number>();
  readonly #furtherLoads = new SingleFlight<void>();
  readonly #lifetime = new AbortController();
  readonly #touchedAt = new Map<DialogId, number>();
  #list: DialogList = emptyDialogList;
  #byId = new Map<DialogId, Dialog>();
  #isLoaded = false;
  #total = 0;
  #moment = 0;
  #pageMs = 400;

  constructor(portal: Portal, clock: Clock) {
    this.#portal = portal;
    this.#clock = clock;
  }

  get onDidChange(): Event<DialogChange> {
    return this.#changed.event;
  }

  get onDidChangeTotal(): Event<number> {
    return this.#totalChanged.event;
  }

  get dialogs(): readonly Dialog[] {
    return this.#list.dialogs;
  }

  get hasMore(): boolean {
    return this.#list.hasMore;
  }

  /** False until the portal answered for the first time. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Unread messages as Bitrix24 itself counts them: muted dialogs left out. */
  get total(): number {
    return this.#total;
  }

  get(dialogId: DialogId): Dialog | undefined {
    return this.#byId.get(dialogId);
  }

  /** A moment to hand to `applyTick`: what happens here after it outweighs the tick's older news. */
  beginTick(): number {
    return ++this.#moment;
  }

  applyTick(moment: number, page: DialogPage, counters: Counters | undefined): void {
    const isStale = (dialogId: DialogId): boolean => (this.#touchedAt.get(dialogId) ?? 0) >= moment;
    const dialogs = page.dialogs.map((dialog) => {
      const local = isStale(dialog.id) ? this.get(dialog.id) : undefined;
      if (local === undefined) return dialog;
      return {
        ...dialog,
        unread: local.unread,
        lastReadId: local.lastReadId,
        isMarkedUnread: local.isMarkedUnread,
      };
    });
    const onPage = new Set(dialogs.map((dialog) => dialog.id));
    let list = withFirstPage(this.#list, { ...page, dialogs });
    if (counters !== undefined) {
      list = withCounts(list, counters.byDialog, (dialogId) => onPage.has(dialogId) || isStale(dialogId));
    }
    const isFirst = !this.#isLoaded;
    this.#isLoaded = true;
    this.#replace(list, isFirst);
    const wasTouched = [...this.#touchedAt.values()].some((touchedAt) => touchedAt >= moment);
    if (!wasTouched) {
      this.#touchedAt.clear();
      if (counters !== undefined) this.#setTotal(counters.messenger);
    }
  }

  /** Loads further pages: as many at once as the portal gives within a few seconds. */
  loadMore(): Promise<void> {
    return this.#furtherLoads.run('further', async () => {
      if (!this.#list.hasMore) return;
      const count = pagesAtOnce(this.#pageMs);
      const before = this.#clock.monotonic();
      const pages = await this.#portal.recentPages(
        this.#list.nextOffset,
        PAGE_SIZE,
        count,
        this.#lifetime.signal,
      );
      if (this.#lifetime.signal.aborted) return;
      this.noteDuration(this.#clock.monotonic() - before, pages.length);
      let list = this.#list;
      for (const page of pages) list = withFurtherPage(list, page);
      this.#replace(list, false);
    });
  }

  /** Learns how long the portal takes for a page. */
  noteDuration(durationMs: number, pageCount: number): void {
    this.#pageMs = durationMs / Math.max(1, pageCount);
  }

  /** `im.dialog.read` was answered. */
  applyRead(dialogId: DialogId, messageId: number | undefined, result: ReadResult | undefined): void {
    this.#touch(dialogId, (dialog) => {
      const lastReadId = result?.lastId ?? messageId ?? dialog.lastMessage?.id ?? 0;
      const isToTheEnd = lastReadId >= (dialog.lastMessage?.id ?? 0);
      return {
        ...dialog,
        lastReadId: Math.max(dialog.lastReadId, lastReadId),
        unread: result?.counter ?? (isToTheEnd ? 0 : dialog.unread),
        isMarkedUnread: false,
      };
    });
  }

  /** The portal has stored a message of this person's: that also reads the dialog (api-facts 3.4). */
  applyOwnMessage(dialogId: DialogId, message: Message, preview: string): void {
    this.#touch(dialogId, (dialog) => ({
      ...dialog,
      unread: 0,
      isMarkedUnread: false,
      lastReadId: Math.max(dialog.lastReadId, message.id),
      lastActivityAt: Math.max(dialog.lastActivityAt, message.date),
      lastMessage: {
        id: message.id,
        text: preview,
        authorId: message.authorId,
        authorName: undefined,
        date: message.date,
        uuid: message.uuid,
        hasFile: false,
      },
    }));
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
    this.#totalChanged.dispose();
  }

  #touch(dialogId: DialogId, change: (dialog: Dialog) => Dialog): void {
    this.#touchedAt.set(dialogId, ++this.#moment);
    const before = this.get(dialogId);
    if (before === undefined) return;
    this.#replace(withDialog(this.#list, dialogId, change), false);
    const after = this.get(dialogId);
    if (after !== undefined && !after.isMuted) {
      this.#setTotal(Math.max(0, this.#total + after.unread - before.unread));
    }
  }

  #setTotal(total: number): void {
    if (total === this.#total) return;
    this.#total = total;
    this.#totalChanged.fire(total);
  }

  #replace(list: DialogList, isFirst: boolean): void {
    if (list === this.#list && !isFirst) return;
    const before = this.#list;
    this.#list = list;
    const byId = new Map(list.dialogs.map((dialog) => [dialog.id, dialog]));
    const changed = list.dialogs
      .filter((dialog) => {
        const known = this.#byId.get(dialog.id);
        return known !== undefined && !isSameDialog(known, dialog);
      })
      .map((dialog) => dialog.id);
    this.#byId = byId;
    const isReordered =
      isFirst ||
      before.hasMore !== list.hasMore ||
      before.dialogs.length !== list.dialogs.length ||
      list.dialogs.some((dialog, index) => dialog.id !== before.dialogs[index]?.id);
    if (changed.length > 0 || isReordered) this.#changed.fire({ changed, isReordered });
  }
}

/** How many pages one request may ask for, when one takes about `pageMs`. */
export function pagesAtOnce(pageMs: number): number {
  return Math.max(1, Math.min(MOST_PAGES_AT_ONCE, Math.floor(PATIENCE_MS / Math.max(1, pageMs))));
}
