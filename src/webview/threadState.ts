// What the page knows, as a pure function of what the extension said.
import { assertNever } from '../base/assertNever.ts';
import type { OpenPage, PageSettings, MessageRow, ThreadPatch, ThreadState } from '../protocol/thread.ts';
import type { ThreadWording } from '../protocol/threadWording.ts';

export type PageState = { readonly kind: 'waiting' } | OpenedPage;

export interface OpenedPage {
  readonly kind: 'opened';
  /** Grows with every `open`: what is drawn for an older one is not to be reused. */
  readonly openSerial: number;
  readonly thread: ThreadState;
  readonly settings: PageSettings;
  readonly wording: ThreadWording;
  /** Grows when the composer is to show another draft. */
  readonly draftSerial: number;
  readonly ownUserId: number;
  readonly reveal: Reveal | undefined;
  /** Grows with every wish to put the cursor into the composer. */
  readonly focusSerial: number;
}

export interface Reveal {
  readonly messageId: number;
  /** How far below the list's top it is to be, in pixels: the place somebody goes back to. Absent for a jump. */
  readonly offset?: number;
  /** Tells two wishes for the same message apart. */
  readonly serial: number;
}

export type PageEvent =
  | { readonly kind: 'open'; readonly page: OpenPage }
  | { readonly kind: 'patch'; readonly patch: ThreadPatch }
  | { readonly kind: 'settings'; readonly settings: PageSettings }
  | { readonly kind: 'focusComposer' }
  | { readonly kind: 'draft' }
  | { readonly kind: 'reveal'; readonly messageId: number; readonly offset?: number };

export const waitingPage: PageState = { kind: 'waiting' };

/** Before the first `open` everything else is meaningless and changes nothing. */
export function reducePage(state: PageState, event: PageEvent): PageState {
  if (event.kind === 'open') return openPage(state, event.page);
  if (state.kind === 'waiting') return state;

  switch (event.kind) {
    case 'patch':
      return { ...state, thread: patchThread(state.thread, event.patch) };
    case 'settings':
      return { ...state, settings: event.settings };
    case 'focusComposer':
      return { ...state, focusSerial: state.focusSerial + 1 };
    case 'draft':
      return { ...state, draftSerial: state.draftSerial + 1 };
    case 'reveal':
      return {
        ...state,
        reveal: {
          messageId: event.messageId,
          serial: (state.reveal?.serial ?? 0) + 1,
          ...(event.offset !== undefined && { offset: event.offset }),
        },
      };
    default:
      return assertNever(event);
  }
}

/**
 * Splits a patch that puts rows above the first one and changes others too. The list holds its place by what is above
 * alone, so the two have to be drawn one after the other.
 */
export function patchSteps(rows: readonly MessageRow[], patch: ThreadPatch): readonly ThreadPatch[] {
  const upserts = patch.upserts ?? [];
  const firstId = rows[0]?.messageId;
  const isOlder = ({ messageId }: MessageRow): boolean =>
    messageId !== undefined && firstId !== undefined && messageId < firstId;
  if (firstId === undefined || !upserts.some(isOlder)) return [patch];

  const known = new Set(rows.map((row) => row.key));
  const isAbove = (row: MessageRow): boolean => isOlder(row) && !known.has(row.key);
  const above = upserts.filter(isAbove);
  const removes = (patch.removedKeys ?? []).length > 0;
  if (above.length === 0 || (above.length === upserts.length && !removes)) return [patch];

  return [{ upserts: above }, { ...patch, upserts: upserts.filter((row) => !isAbove(row)) }];
}

function openPage(state: PageState, page: OpenPage): PageState {
  const before = state.kind === 'opened' ? state : undefined;
  return {
    kind: 'opened',
    openSerial: (before?.openSerial ?? 0) + 1,
    thread: page.state,
    settings: page.settings,
    wording: page.wording,
    draftSerial: (before?.draftSerial ?? 0) + 1,
    ownUserId: page.ownUserId,
    reveal: undefined,
    focusSerial: before?.focusSerial ?? 0,
  };
}

function patchThread(thread: ThreadState, patch: ThreadPatch): ThreadState {
  return {
    phase: patch.phase ?? thread.phase,
    header: patch.header ?? thread.header,
    rows: patchRows(thread.rows, patch.upserts ?? [], patch.removedKeys ?? []),
    hasOlder: patch.hasOlder ?? thread.hasOlder,
    hasNewer: patch.hasNewer ?? thread.hasNewer,
    ...newestOf(patch, thread),
    firstUnreadId: patched(thread.firstUnreadId, patch.firstUnreadId),
    unreadCount: patch.unreadCount ?? thread.unreadCount,
    readers: patch.readers ?? thread.readers,
    cannotWrite: patched(thread.cannotWrite, patch.cannotWrite),
    notice: patched(thread.notice, patch.notice),
  };
}

function newestOf(patch: ThreadPatch, thread: ThreadState): { readonly newestId?: number } {
  const newestId = patch.newestId ?? thread.newestId;
  return newestId === undefined ? {} : { newestId };
}

/** Absent keeps, `null` takes away. */
function patched<T>(before: T | undefined, change: T | null | undefined): T | undefined {
  if (change === undefined) return before;
  return change ?? undefined;
}

function patchRows(
  rows: readonly MessageRow[],
  upserts: readonly MessageRow[],
  removedKeys: readonly string[],
): readonly MessageRow[] {
  if (upserts.length === 0 && removedKeys.length === 0) return rows;

  // A Map, so that of two rows with one key the later wins.
  const changed = new Map(upserts.map((row) => [row.key, row]));
  const gone = new Set(removedKeys);
  const kept = rows.filter((row) => !gone.has(row.key) && !changed.has(row.key));
  const coming = [...changed.values()].filter((row) => !gone.has(row.key)).sort(byOrder);
  const last = kept.at(-1);
  if (last === undefined || coming.every((row) => byOrder(last, row) <= 0)) return [...kept, ...coming];

  const merged: MessageRow[] = [];
  let next = 0;
  for (const row of kept) {
    while (next < coming.length && byOrder(coming[next]!, row) < 0) merged.push(coming[next++]!);
    merged.push(row);
  }
  merged.push(...coming.slice(next));
  return merged;
}

/** By id; those the portal does not have yet last, by the time they were written. */
function byOrder(a: MessageRow, b: MessageRow): number {
  if (a.messageId !== undefined && b.messageId !== undefined) return a.messageId - b.messageId;
  if (a.messageId !== undefined) return -1;
  if (b.messageId !== undefined) return 1;
  return a.date - b.date;
}
