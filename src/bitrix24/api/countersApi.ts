import * as v from 'valibot';
import type { Counters } from '../../model/counters.ts';
import { type DialogId, dialogIdOfChat, dialogIdOfUser } from '../../model/dialogId.ts';
import type { Command } from '../rest/batch.ts';
import { decodeWhole, map, maybeCount, readInteger } from './wire.ts';

const METHOD = 'im.counters.get';

/** Unread counts of everything at once (api-facts 3.2). */
export function countersCommand(): Command {
  return { method: METHOD };
}

const types = v.fallback(v.object({ MESSENGER: maybeCount, NOTIFY: maybeCount }), {
  MESSENGER: undefined,
  NOTIFY: undefined,
});

const decoder = v.object({
  TYPE: v.optional(types, {}),
  CHAT: map,
  CHAT_MUTED: map,
  LINES: map,
  COPILOT: map,
  COLLAB: map,
  TASKS_TASK: map,
  DIALOG: map,
});

export function decodeCounters(result: unknown): Counters {
  const { TYPE: totals, DIALOG: people, CHAT_MUTED: muted, ...chats } = decodeWhole(decoder, result, METHOD);
  const byDialog = new Map<DialogId, number>();
  addCounts(byDialog, people, dialogIdOfUser);
  for (const counts of Object.values(chats)) addCounts(byDialog, counts, dialogIdOfChat);
  // Where a portal gives no total: what is there, muted chats left out.
  const sum = [...byDialog.values()].reduce((total, unread) => total + unread, 0);
  addCounts(byDialog, muted, dialogIdOfChat);
  return { messenger: totals.MESSENGER ?? sum, notifications: totals.NOTIFY ?? 0, byDialog };
}

function addCounts(
  byDialog: Map<DialogId, number>,
  counts: Readonly<Record<string, unknown>>,
  dialogIdOf: (id: number) => DialogId,
): void {
  for (const [key, value] of Object.entries(counts)) {
    const id = readInteger(key) ?? 0;
    const unread = readInteger(value) ?? 0;
    if (id > 0 && unread > 0) byDialog.set(dialogIdOf(id), unread);
  }
}
