import type { DialogId } from '../../model/dialogId.ts';
import type { TickThread } from '../tickRequest.ts';
import type { Attention } from '../pollSchedule.ts';
import type { Tick } from '../ticker.ts';
import type { WindowBoard } from './windowBoard.ts';
import { noWishes, type Wishes } from './windowReport.ts';

/** What a tick that begins now is to do for the windows that follow. */
export interface Call {
  readonly threads: readonly TickThread[];
  readonly rowCount: number;
  readonly isWhole: boolean;
  readonly isListWanted: boolean;
  readonly wishes: ReadonlyMap<string, Wishes>;
}

/** How far a window knows a thread: what it said, or what it was told since. */
interface Cursor {
  readonly reportedId: number;
  readonly afterId: number;
}

/** The windows that follow this one, which leads: what they show, what they want, and what they were given. */
export class Audience {
  readonly #board: WindowBoard;
  #served = new Map<string, Wishes>();
  #cursors = new Map<string, Cursor>();

  constructor(board: WindowBoard) {
    this.#board = board;
  }

  get attention(): readonly Attention[] {
    return [...this.#board.others.values()].map(({ attention }) => attention);
  }

  /** Up to which of its questions each window has been answered. */
  get answered(): ReadonlyMap<string, number> {
    return new Map([...this.#served].map(([windowId, { ticks }]) => [windowId, ticks]));
  }

  /** Whether somebody waits for a tick, or for all that is known. */
  get isWaiting(): boolean {
    return [...this.#board.others].some(([windowId, { wishes }]) => {
      const served = this.#servedTo(windowId);
      return wishes.ticks > served.ticks || wishes.wholes > served.wholes;
    });
  }

  call(): Call {
    const others = this.#board.others;
    const cursors = new Map<string, Cursor>();
    const wishes = new Map<string, Wishes>();
    const threads = new Map<DialogId, number>();
    for (const [windowId, report] of others) {
      wishes.set(windowId, report.wishes);
      for (const { dialogId, afterId: reportedId } of report.threads) {
        const known = this.#cursors.get(keyOf(windowId, dialogId));
        const cursor = known?.reportedId === reportedId ? known : { reportedId, afterId: reportedId };
        cursors.set(keyOf(windowId, dialogId), cursor);
        threads.set(dialogId, Math.min(threads.get(dialogId) ?? Infinity, cursor.afterId));
      }
    }
    this.#cursors = cursors;
    const isAny = (kind: keyof Wishes): boolean =>
      [...wishes].some(([windowId, wished]) => wished[kind] > this.#servedTo(windowId)[kind]);
    return {
      threads: [...threads].map(([dialogId, afterId]) => ({ dialogId, afterId })),
      rowCount: Math.max(0, ...[...others.values()].map(({ rowCount }) => rowCount)),
      isWhole: isAny('wholes'),
      isListWanted: isAny('lists') || isAny('ticks'),
      wishes,
    };
  }

  /** What was wished for before the tick began has been granted; windows that are no more are forgotten. */
  noteServed(wishes: ReadonlyMap<string, Wishes>): void {
    this.#served = new Map(wishes);
  }

  /** The portal could not be asked: whoever waits for a tick waits no longer, and still has to get the rest. */
  noteFailed(): void {
    for (const [windowId, { wishes }] of this.#board.others) {
      this.#served.set(windowId, { ...this.#servedTo(windowId), ticks: wishes.ticks });
    }
  }

  /** The windows know of a tick's messages from here on. */
  noteTold({ request, answer }: Tick): void {
    for (const { dialogId } of request.threads) {
      const part = answer.threads.get(dialogId);
      const newestId = part?.ok ? (part.value.page.messages.at(-1)?.id ?? 0) : 0;
      for (const [key, cursor] of this.#cursors) {
        if (!key.endsWith(keyOf('', dialogId)) || newestId <= cursor.afterId) continue;
        this.#cursors.set(key, { ...cursor, afterId: newestId });
      }
    }
  }

  #servedTo(windowId: string): Wishes {
    return this.#served.get(windowId) ?? noWishes;
  }
}

function keyOf(windowId: string, dialogId: DialogId): string {
  return `${windowId}/${dialogId}`;
}
