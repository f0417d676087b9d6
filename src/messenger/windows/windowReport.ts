// What a window that follows tells the one that leads.
import * as v from 'valibot';
import type { DialogId } from '../../model/dialogId.ts';
import type { Attention } from '../pollSchedule.ts';

const MOST_THREADS = 20;

/** A thread on screen, and after which message it wants news. */
export interface ReportedThread {
  readonly dialogId: DialogId;
  readonly afterId: number;
}

/** Wishes are counted up, so that one that was granted can be told from the next. */
export interface Wishes {
  /** Ticks wanted right now. */
  readonly ticks: number;
  /** The list wanted with the next tick, be it as it was. */
  readonly lists: number;
  /** All that is known wanted now, because news were missed or none were there yet. */
  readonly wholes: number;
}

export interface WindowReport {
  readonly attention: Attention;
  readonly threads: readonly ReportedThread[];
  /** Rows of the list that it knows. */
  readonly rowCount: number;
  readonly wishes: Wishes;
}

export const noWishes: Wishes = { ticks: 0, lists: 0, wholes: 0 };

export function encodeReport(report: WindowReport): string {
  return JSON.stringify({ ...report, threads: report.threads.slice(0, MOST_THREADS) });
}

/** `undefined` for what is damaged or another version's. */
export function decodeReport(text: string): WindowReport | undefined {
  try {
    const read = v.safeParse(storedReport, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

const count = v.pipe(v.number(), v.minValue(0));
const storedReport = v.object({
  attention: v.object({
    isWindowFocused: v.boolean(),
    isThreadVisible: v.boolean(),
    isListVisible: v.boolean(),
  }),
  threads: v.pipe(v.array(v.object({ dialogId: v.string(), afterId: count })), v.maxLength(MOST_THREADS)),
  rowCount: count,
  wishes: v.object({ ticks: count, lists: count, wholes: count }),
});
