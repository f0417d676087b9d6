import type { RecentRow } from '../records.ts';
import { parseAtom } from '../wire/isoDate.ts';
import { defaultUserView, recentView, type RecentViewOptions } from '../wire/recentView.ts';
import { camelUserView } from '../wire/userView.ts';
import { errors } from '../rest/restError.ts';
import { pageOf, Paged, type Call, type MethodSpec } from './call.ts';
import { findDialog, parseDialogId, requireDialog, requireGroup } from './resolve.ts';

const DAY_MS = 24 * 3600_000;

export const recentMethods: readonly MethodSpec[] = [
  { name: 'im.recent.list', scope: 'im', run: recentList },
  { name: 'im.recent.get', scope: 'im', run: recentGet },
  { name: 'im.recent.pin', scope: 'im', run: pin },
  { name: 'im.recent.hide', scope: 'im', run: hide },
  { name: 'im.recent.unread', scope: 'im', run: markUnread },
  { name: 'im.chat.mute', scope: 'im', run: mute },
];

function recentList(call: Call): Paged {
  const { world, userId, params } = call;
  const { offset, limit } = pageOf(call, 50, 200);
  const beforeMs = parseAtom(
    params.text(params.has('LAST_MESSAGE_DATE') ? 'LAST_MESSAGE_DATE' : 'DATE_LAST_ACTIVITY'),
  );
  const rows = world.recents(userId);
  const asked = rows.sorted().filter((row) => isAsked(call, row) && isInCursor(row, beforeMs));
  const page = asked.slice(offset, offset + limit);
  // A full page promises more, whether or not there is any.
  const hasMore = page.length === limit;
  const items = page.flatMap((row) => viewOf(call, row));
  const isFirst = offset === 0 && beforeMs === undefined && !params.isYes('UNREAD_ONLY');
  if (!hasMore && !params.isYes('UNREAD_ONLY')) items.push(...peopleWithoutDialog(call));
  return new Paged(
    {
      items,
      hasMorePages: hasMore,
      hasMore,
      copilot: null,
      messagesAutoDeleteConfigs: [],
      ...(isFirst ? { birthdayList: birthdays(call) } : {}),
    },
    // Counted from what is left of the page, so it drifts, and stands still on an empty one.
    { total: -1, next: hasMore ? offset + items.length : undefined },
  );

  /** Inclusive, so rows on the boundary repeat; pinned rows repeat on every page. */
  function isInCursor(row: RecentRow, limitMs: number | undefined): boolean {
    return limitMs === undefined || row.isPinned || Math.floor(rows.activityMs(row) / 1000) * 1000 <= limitMs;
  }
}

/** What the query itself leaves out; the rest is dropped after the page is cut. */
function isAsked({ world, userId, params }: Call, row: RecentRow): boolean {
  const chat = world.chats.get(row.chatId);
  if (chat === undefined) return true;
  if (chat.parentChatId !== 0) return false;
  if (params.isYes('SKIP_OPENLINES') && chat.messageType === 'L') return false;
  if (params.isYes('ONLY_COPILOT') && chat.messageType !== 'A') return false;
  if (params.isYes('ONLY_CHANNEL') && chat.messageType !== 'N' && chat.messageType !== 'J') return false;
  if (params.isYes('UNREAD_ONLY')) return row.isUnread || (chat.members.get(userId)?.unread ?? 0) > 0;
  return true;
}

function viewOf(call: Call, row: RecentRow): Record<string, unknown>[] {
  const { params, world } = call;
  const isPrivate = world.chats.get(row.chatId)?.messageType === 'P';
  if (params.isYes(isPrivate ? 'SKIP_DIALOG' : 'SKIP_CHAT')) return [];
  const options: RecentViewOptions = {
    text: params.isYes('GET_ORIGINAL_TEXT') ? 'original' : params.isYes('PARSE_TEXT') ? 'parsed' : 'plain',
    withCounters: !params.isNo('WITH_COUNTERS'),
  };
  const view = recentView(world, row, call.userId, options);
  return view === undefined ? [] : [view];
}

function peopleWithoutDialog(call: Call): Record<string, unknown>[] {
  const { world, userId, params } = call;
  if (params.isYes('SKIP_DIALOG')) return [];
  return [...world.users.values()]
    .filter((user) => user.invitedBy !== undefined && user.isActive && user.id !== userId)
    .filter((user) => {
      const chat = world.findPrivateChat(userId, user.id);
      return chat === undefined || world.recents(userId).get(chat.id) === undefined;
    })
    .map((user) => defaultUserView(world, user));
}

function birthdays({ world }: Call): readonly unknown[] {
  const today = new Date(world.clock.now() + world.utcOffsetMinutes * 60_000).toISOString();
  const key = `${today.slice(8, 10)}-${today.slice(5, 7)}`;
  return [...world.users.values()]
    .filter((user) => user.isActive && user.birthday === key)
    .map((user) => camelUserView(world, user));
}

/** A plain list: what moved since a date, at most 7 days back; without a date the last 30 days. */
function recentGet(call: Call): readonly unknown[] {
  const { world, userId, params } = call;
  const nowMs = world.clock.now();
  const since = parseAtom(params.text(params.has('LAST_SYNC_DATE') ? 'LAST_SYNC_DATE' : 'LAST_UPDATE'));
  const fromMs = since === undefined ? nowMs - 30 * DAY_MS : Math.max(since, nowMs - 7 * DAY_MS);
  const rows = world.recents(userId);
  return rows
    .sorted()
    .filter((row) => row.isPinned || rows.activityMs(row) >= fromMs)
    .filter((row) => {
      const chat = world.chats.get(row.chatId);
      if (chat === undefined || chat.parentChatId !== 0) return false;
      const isLine = chat.messageType === 'L';
      return params.isYes('ONLY_OPENLINES') ? isLine : !(isLine && params.isYes('SKIP_OPENLINES'));
    })
    .flatMap((row) => viewOf(call, row));
}

function pin(call: Call): boolean {
  const { params, world, userId } = call;
  const isPinned = !params.isNo(params.has('PIN') ? 'PIN' : 'ACTION');
  if (params.text('DIALOG_ID') === 'notify') return true;
  return world.setPinned(userId, requireDialog(call, 400).id, isPinned);
}

function hide(call: Call): boolean {
  if (call.params.text('DIALOG_ID') === 'notify') return true;
  const id = parseDialogId(call.params.text('DIALOG_ID'));
  if (id === undefined) throw errors.dialogIdEmpty();
  const chat = findDialog(call, id);
  if (chat !== undefined) call.world.hide(call.userId, chat.id);
  return true;
}

/** ACTION N clears the mark and reads the dialog. */
function markUnread(call: Call): boolean {
  const { world, userId, params } = call;
  if (params.text('DIALOG_ID') === 'notify') return true;
  const id = parseDialogId(params.text('DIALOG_ID'));
  if (id === undefined) throw errors.dialogIdEmpty();
  const chat = findDialog(call, id);
  if (chat === undefined || !chat.members.has(userId)) return false;
  const isUnread = !params.isNo('ACTION');
  world.setUnreadMark(userId, chat.id, isUnread);
  if (!isUnread) world.readAll(userId, chat.id);
  return true;
}

function mute(call: Call): boolean {
  const { chat } = requireGroup(call);
  const isMuted = !call.params.isNo(call.params.has('MUTE') ? 'MUTE' : 'ACTION');
  call.world.setMuted(call.userId, chat.id, isMuted);
  return true;
}
