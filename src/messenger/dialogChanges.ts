// What happens to a row of the list by this person's own doing, and how the portal's older news goes with it.
import type { Dialog, LastMessage } from '../model/dialog.ts';
import type { Message, ReadResult } from '../model/message.ts';

// What is left unread in a chat is counted no further than this (api-facts 3.3).
const LARGEST_READ_COUNTER = 100;

/** `im.dialog.read` was answered; `messageId` is what it was asked for, `undefined` for the end. */
export function withRead(
  dialog: Dialog,
  messageId: number | undefined,
  result: ReadResult | undefined,
): Dialog {
  const newestId = dialog.lastMessage?.id ?? 0;
  const readId = result?.lastId ?? messageId ?? newestId;
  // An answer that was overtaken by a later one says nothing new.
  if (readId < dialog.lastReadId) return { ...dialog, isMarkedUnread: false };
  return { ...dialog, lastReadId: readId, unread: unreadLeft(dialog, readId, result), isMarkedUnread: false };
}

function unreadLeft(dialog: Dialog, readId: number, result: ReadResult | undefined): number {
  if (result === undefined) return readId >= (dialog.lastMessage?.id ?? 0) ? 0 : dialog.unread;
  return isCapped(result) ? Math.max(result.counter, dialog.unread) : result.counter;
}

/** `newestActivityAt`: of the whole list, so that the dialog comes up whatever our clock says. */
export function withOwnMessage(
  dialog: Dialog,
  message: Message,
  preview: string,
  newestActivityAt: number,
): Dialog {
  if (message.id <= (dialog.lastMessage?.id ?? 0)) return dialog;
  return {
    ...dialog,
    unread: 0,
    lastReadId: Math.max(dialog.lastReadId, message.id),
    lastActivityAt: Math.max(newestActivityAt + 1, message.date),
    lastMessage: lastMessageOf(message, preview),
  };
}

/** Somebody wrote, as an event tells it. Silent messages of the system raise no count (api-facts 4.5). */
export function withArrival(dialog: Dialog, message: Message, preview: string, ownId: number): Dialog {
  if (message.id <= (dialog.lastMessage?.id ?? 0)) return dialog;
  const isOwn = message.authorId === ownId;
  return {
    ...dialog,
    unread: isOwn ? 0 : dialog.unread + Number(!message.isSystem),
    lastReadId: isOwn ? message.id : dialog.lastReadId,
    lastActivityAt: Math.max(dialog.lastActivityAt, message.date),
    lastMessage: lastMessageOf(message, preview),
  };
}

function lastMessageOf(message: Message, preview: string): LastMessage {
  return {
    id: message.id,
    text: preview,
    authorId: message.authorId,
    authorName: undefined,
    date: message.date,
    uuid: message.uuid,
    hasFile: message.fileIds.length > 0,
  };
}

/**
 * The portal's row, asked for before this person's latest doing: what it cannot know yet stays as it is here.
 * `isFixed`: what was read is as it stands here, be the portal further; otherwise reading only goes forward.
 */
export function withTickRow(local: Dialog, row: Dialog, isFixed: boolean): Dialog {
  const knowsOwnRead = !isFixed && row.lastReadId >= local.lastReadId;
  const knowsOwnMessage = (row.lastMessage?.id ?? 0) >= (local.lastMessage?.id ?? 0);
  return {
    ...row,
    isMarkedUnread: local.isMarkedUnread,
    isPinned: local.isPinned,
    isMuted: local.isMuted,
    ...(knowsOwnRead ? {} : { unread: local.unread, lastReadId: local.lastReadId }),
    ...(knowsOwnMessage ? {} : { lastMessage: local.lastMessage, lastActivityAt: local.lastActivityAt }),
  };
}

/** Whether more may be left unread than the answer says. */
function isCapped({ dialogId, counter }: ReadResult): boolean {
  return counter >= LARGEST_READ_COUNTER && !/^\d+$/.test(dialogId);
}
