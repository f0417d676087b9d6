import type { DialogId } from './dialogId.ts';

/** Unread counts as `im.counters.get` gives them. */
export interface Counters {
  /** What Bitrix24 itself shows as the messenger's total: muted chats left out, notifications left out. */
  readonly messenger: number;
  readonly notifications: number;
  /** Unread per dialog, muted ones included; a dialog that is absent has none. Chats as `chatN`, people as `N`. */
  readonly byDialog: ReadonlyMap<DialogId, number>;
}
