import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { Clock } from '../base/ports.ts';
import type { RecentPage } from '../bitrix24/api/recentApi.ts';
import { isPortalError } from '../bitrix24/rest/portalError.ts';
import { SingleFlight } from '../base/singleFlight.ts';
import type { Counters } from '../model/counters.ts';
import type { Dialog } from '../model/dialog.ts';
import type { DialogId } from '../model/dialogId.ts';
import type { Message, ReadResult } from '../model/message.ts';
import {
  type DialogList,
  type DialogPage,
  emptyDialogList,
  isConnected,
  restartedFrom,
  withCounts,
  withDialog,
  withDialogBack,
  withFirstPage,
  withFurtherPage,
  withoutDialog,
  withWindow,
} from './dialogList.ts';
import { withArrival, withOwnMessage, withRead, withTickRow } from './dialogChanges.ts';
import { OwnDoings } from './ownDoings.ts';
import { PATIENCE_MS, pagesAtOnce } from './pagesAtOnce.ts';
import type { Portal } from './portal.ts';
import { correctedTotal, shareOfTotal } from './unreadTotal.ts';
import type { UserDirectory } from './userDirectory.ts';

const LARGEST_PAGE = 200;
const SMALLEST_PAGE = 50;
// Rows that went elsewhere, unnoticed here, have moved the rest up by as many places.
const OVERLAP = 10;
// The portal may promise more without end (api-facts 5 row 10).
const MOST_PAGES_WITHOUT_NEWS = 15;

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
  readonly #users: UserDirectory;
  readonly #changed = new Emitter<DialogChange>();
  readonly #totalChanged = new Emitter<number>();
  readonly #counted = new Emitter<Counters>();
  readonly #furtherLoads = new SingleFlight<void>();
  readonly #lifetime = new AbortController();
  readonly #own: OwnDoings;
  #list: DialogList = emptyDialogList;
  #byId: ReadonlyMap<DialogId, Dialog> = new Map();
  #isLoaded = false;
  #staleSince: number | undefined;
  #wantsLargePage = true;
  // Rows of a page that did not join on: they are news, and no sign of what lies below them.
  #unjoined: ReadonlySet<DialogId> = new Set();
  // What the portal gives in time.
  #largePage = LARGEST_PAGE;
  #restarts = 0;
  #total = 0;
  #pageMs = 400;

  constructor(portal: Portal, clock: Clock, users: UserDirectory) {
    this.#portal = portal;
    this.#clock = clock;
    this.#own = new OwnDoings(clock);
    this.#users = users;
  }

  get onDidChange(): Event<DialogChange> {
    return this.#changed.event;
  }

  get onDidChangeTotal(): Event<number> {
    return this.#totalChanged.event;
  }

  /** Fires with every answer of the portal that has counts, be they as they were. */
  get onDidCount(): Event<Counters> {
    return this.#counted.event;
  }

  get list(): DialogList {
    return this.#list;
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

  /** When the list was as it is shown, milliseconds since 1970; `undefined` once the portal has answered. */
  get staleSince(): number | undefined {
    return this.#staleSince;
  }

  /** Rows of a large page: as many as the portal gives at most, or fewer where it took too long for so many. */
  get largePage(): number {
    return this.#largePage;
  }

  /** True when a small first page would not join on to what is known; the next one shall be a large one. */
  get wantsLargePage(): boolean {
    return this.#wantsLargePage;
  }

  /** Unread messages as Bitrix24 itself counts them: muted dialogs left out. */
  get total(): number {
    return this.#total;
  }

  get(dialogId: DialogId): Dialog | undefined {
    return this.#byId.get(dialogId);
  }

  /** Shows what an earlier session knew, as of a moment; comes too late once the portal has answered. */
  restore(list: DialogList, total: number, asOf: number): void {
    if (this.#isLoaded) return;
    this.#staleSince = asOf;
    this.#replace(list, true);
    this.#setTotal(total);
  }

  /** A moment to hand to `applyTick`: what happens here after it outweighs the tick's older news. */
  beginTick(): number {
    return this.#own.next();
  }

  /** As `beginTick`, for a tick that another window of this computer began at this time of the wall clock. */
  momentOf(askedAt: number): number {
    return this.#own.momentOf(askedAt);
  }

  /** Tells this person's doings that no page has confirmed yet; `undefined` while there are none, or one is under way. */
  get unconfirmed(): number | undefined {
    return this.#own.latest;
  }

  /** Takes in a first page, and the counts of the same moment where the portal gave them. */
  applyTick(moment: number, page: DialogPage, counters: Counters | undefined): void {
    const isHeld = this.#heldSince(moment);
    const own = this.#withOwnNews(page, isHeld);
    const rows = new Map(page.dialogs.map((dialog) => [dialog.id, dialog]));
    let list = this.#withHead(own, isHeld);
    if (counters !== undefined) {
      list = withCounts(list, counters.byDialog, (dialogId) => rows.has(dialogId) || isHeld(dialogId));
    }
    const isFirst = !this.#isLoaded;
    this.#isLoaded = true;
    this.#staleSince = undefined;
    this.#replace(list, isFirst);
    if (counters !== undefined) {
      this.#countTotal(counters, isHeld, rows);
      this.#counted.fire(counters);
    }
    this.#own.forgetBefore(moment);
  }

  /** Takes in a page from the middle of the list, asked for together with a tick. */
  applyWindow(moment: number, page: DialogPage): void {
    const isHeld = this.#heldSince(moment);
    this.#replace(withWindow(this.#list, this.#withOwnNews(page, isHeld), isHeld), false);
  }

  /** Loads further pages, as many at once as the portal gives within a few seconds, until there is something new. */
  loadMore(): Promise<void> {
    return this.#furtherLoads.run('further', async () => {
      const { signal } = this.#lifetime;
      const before = this.#list.dialogs.length;
      let pagesAsked = 0;
      while (this.#list.hasMore && this.#list.dialogs.length <= before && !signal.aborted) {
        if (pagesAsked >= MOST_PAGES_WITHOUT_NEWS) {
          this.#replace({ ...this.#list, hasMore: false }, false);
          return;
        }
        pagesAsked += await this.#loadPages();
      }
    });
  }

  /** The portal did not give a large page in time; false where it is not asked for a smaller one. */
  noteTooSlow(): boolean {
    if (this.#largePage <= SMALLEST_PAGE) return false;
    this.#largePage = SMALLEST_PAGE;
    return true;
  }

  /** Learns how long the portal takes for a page. */
  noteDuration(durationMs: number, pageCount: number): void {
    this.#pageMs = durationMs / Math.max(1, pageCount);
  }

  /** `im.dialog.read` was answered. */
  applyRead(dialogId: DialogId, messageId: number | undefined, result: ReadResult | undefined): void {
    this.#touch(dialogId, (dialog) => withRead(dialog, messageId, result));
  }

  /** The portal has stored a message of this person's: that also reads the dialog (api-facts 3.4). */
  applyOwnMessage(dialogId: DialogId, message: Message, preview: string): void {
    // The portal's clock may be ahead of ours; what was just written stands first all the same.
    const newest = this.dialogs.reduce((latest, dialog) => Math.max(latest, dialog.lastActivityAt), 0);
    this.#touch(dialogId, (dialog) => withOwnMessage(dialog, message, preview, newest));
  }

  /** A message the list has not shown yet, told by an event while the list itself is out of reach. */
  applyArrival(dialogId: DialogId, message: Message, preview: string): void {
    this.#apply(dialogId, (dialog) => withArrival(dialog, message, preview, this.#portal.ownId));
  }

  /** This person's own doing, before the portal has answered; older news of the portal does not undo it. */
  applyOwnChange(dialogId: DialogId, change: (dialog: Dialog) => Dialog): void {
    this.#touch(dialogId, change);
  }

  /** `im.dialog.unread` was answered: the message and all after it are unread; how many, the portal tells. */
  applyUnreadFrom(dialogId: DialogId, messageId: number): void {
    this.#own.note(dialogId, { isFixed: true });
    this.#apply(dialogId, (dialog) => ({
      ...dialog,
      lastReadId: Math.min(dialog.lastReadId, messageId - 1),
    }));
  }

  /** What the portal is being told of a dialog; until the answer is here its list may or may not know of it. */
  hold(dialogId: DialogId): Disposable {
    return this.#own.hold(dialogId);
  }

  /** Takes a dialog off the list until the portal, asked after this, shows it again. What is unread in it still counts. */
  hide(dialogId: DialogId): void {
    this.#own.note(dialogId, { isHidden: true });
    this.#replace(withoutDialog(this.#list, dialogId), false);
  }

  /** Takes a hiding back that the portal refused. */
  unhide(dialog: Dialog): void {
    this.#own.note(dialog.id, { isHidden: false });
    if (this.get(dialog.id) === undefined) this.#replace(withDialogBack(this.#list, dialog), false);
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
    this.#totalChanged.dispose();
    this.#counted.dispose();
  }

  #heldSince(moment: number): (dialogId: DialogId) => boolean {
    return (dialogId) => this.#own.isSince(moment, dialogId);
  }

  #withOwnNews(page: DialogPage, isHeld: (dialogId: DialogId) => boolean): DialogPage {
    const dialogs = page.dialogs.flatMap((dialog) => {
      if (!isHeld(dialog.id)) return dialog;
      const local = this.get(dialog.id);
      if (local !== undefined) return withTickRow(local, dialog, this.#own.isFixed(dialog.id));
      // What was never on the list is not hidden.
      return this.#own.isHidden(dialog.id) ? [] : dialog;
    });
    return { ...page, dialogs };
  }

  /** A page that does not join on is asked for larger; one that still does not is the list's new beginning. */
  #withHead(page: DialogPage, isHeld: (dialogId: DialogId) => boolean): DialogList {
    const isLarge = page.nextOffset >= this.#largePage;
    const joins = isConnected(this.#list, page, (dialogId) => this.#unjoined.has(dialogId));
    this.#wantsLargePage = !joins && !isLarge;
    this.#unjoined = new Set(this.#wantsLargePage ? page.dialogs.map((dialog) => dialog.id) : []);
    if (joins || !isLarge || page.dialogs.every((dialog) => dialog.isPinned)) {
      return withFirstPage(this.#list, page, isHeld);
    }
    this.#restarts += 1;
    return restartedFrom(this.#list, page, isHeld);
  }

  async #loadPages(): Promise<number> {
    const { signal } = this.#lifetime;
    const restarts = this.#restarts;
    const offset = Math.max(0, this.#list.nextOffset - OVERLAP);
    const before = this.#clock.monotonic();
    const pages = await this.#recentPages(offset);
    if (signal.aborted) return pages.length;
    this.noteDuration(this.#clock.monotonic() - before, pages.length);
    // Begun anew meanwhile: these pages continue a list that is no more.
    if (restarts !== this.#restarts) return pages.length;
    let list = this.#list;
    for (const page of pages) list = withFurtherPage(list, page);
    this.#users.learn(pages.flatMap((page) => page.users));
    this.#replace(list, false);
    return pages.length;
  }

  /** A portal that takes too long is asked for one page the next time. */
  async #recentPages(offset: number): Promise<readonly RecentPage[]> {
    try {
      const count = pagesAtOnce(this.#pageMs);
      return await this.#portal.recentPages(offset, this.#largePage, count, this.#lifetime.signal);
    } catch (error) {
      if (isPortalError(error) && error.kind === 'timeout') {
        // Not even one page came: then a smaller one.
        if (pagesAtOnce(this.#pageMs) === 1) this.noteTooSlow();
        this.#pageMs = PATIENCE_MS;
      }
      throw error;
    }
  }

  #countTotal(
    counters: Counters,
    isHeld: (dialogId: DialogId) => boolean,
    rows: ReadonlyMap<DialogId, Dialog>,
  ): void {
    const held = this.dialogs.filter((dialog) => isHeld(dialog.id));
    const changes = held.map((here) => ({ here, row: rows.get(here.id) }));
    this.#setTotal(correctedTotal(counters, changes));
  }

  #touch(dialogId: DialogId, change: (dialog: Dialog) => Dialog): void {
    this.#own.note(dialogId);
    this.#apply(dialogId, change);
  }

  #apply(dialogId: DialogId, change: (dialog: Dialog) => Dialog): void {
    const before = this.get(dialogId);
    if (before === undefined) return;
    this.#replace(withDialog(this.#list, dialogId, change), false);
    const after = this.get(dialogId) ?? before;
    this.#setTotal(Math.max(0, this.#total + shareOfTotal(after) - shareOfTotal(before)));
  }

  #setTotal(total: number): void {
    if (total === this.#total) return;
    this.#total = total;
    this.#totalChanged.fire(total);
  }

  #replace(list: DialogList, isFirst: boolean): void {
    if (list === this.#list && !isFirst) return;
    const before = this.#list;
    const knownBefore = this.#byId;
    this.#list = list;
    this.#byId = new Map(list.dialogs.map((dialog) => [dialog.id, dialog]));
    const changed = list.dialogs.flatMap((dialog) => {
      const known = knownBefore.get(dialog.id);
      return known === undefined || known === dialog ? [] : dialog.id;
    });
    const isReordered =
      isFirst ||
      before.hasMore !== list.hasMore ||
      before.dialogs.length !== list.dialogs.length ||
      list.dialogs.some((dialog, index) => dialog.id !== before.dialogs[index]?.id);
    if (changed.length > 0 || isReordered) this.#changed.fire({ changed, isReordered });
  }
}
