import type { MessageRow } from '../../../src/protocol/thread.ts';

/** Message `id`, as plain as can be; `undefined` for one that the portal does not have. */
export function row(id: number | undefined, changes: Partial<MessageRow> = {}): MessageRow {
  return {
    key: String(id),
    messageId: id,
    authorId: 7,
    authorName: 'Anna',
    authorColor: undefined,
    date: Date.UTC(2026, 10, 20, 12) + (id ?? 0) * 1000,
    body: [],
    cards: [],
    buttons: [],
    menu: [],
    reply: undefined,
    forward: undefined,
    isLarge: false,
    isOwn: false,
    isUnread: false,
    isSystem: false,
    isDeleted: false,
    isEdited: false,
    likeCount: 0,
    likers: [],
    isLikedByMe: false,
    delivery: { kind: 'sent' },
    ...changes,
  };
}

export function rowsBetween(first: number, last: number): MessageRow[] {
  return Array.from({ length: last - first + 1 }, (_, index) => row(first + index));
}
