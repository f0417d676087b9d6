import type { DialogId } from './dialogId.ts';

/** The kinds that look different in the list; whatever else a portal has counts as `chat`. */
export type DialogKind =
  | 'person'
  | 'bot'
  | 'notes'
  | 'chat'
  | 'openChat'
  | 'channel'
  | 'collab'
  | 'lines'
  | 'copilot'
  | 'task'
  | 'calendar'
  | 'crm'
  | 'workgroup'
  | 'videoconf'
  | 'support';

/** The newest message as the recent list tells it: one line, without markup. */
export interface LastMessage {
  /** 0 when the dialog has no visible message. */
  readonly id: number;
  readonly text: string;
  /** 0 for the system. */
  readonly authorId: number;
  readonly authorName: string | undefined;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly uuid: string | undefined;
  readonly hasFile: boolean;
}

/** A row of the recent list. */
export interface Dialog {
  readonly id: DialogId;
  readonly chatId: number;
  readonly kind: DialogKind;
  readonly title: string;
  readonly color: string | undefined;
  /** Where its picture lies; absent for none. A private dialog has its peer's. */
  readonly avatarUrl?: string | undefined;
  /** Unread messages as the portal counts them. */
  readonly unread: number;
  /** The person's own "view later" mark, independent of `unread`. */
  readonly isMarkedUnread: boolean;
  readonly isPinned: boolean;
  readonly isMuted: boolean;
  /** False where the portal forbids writing. */
  readonly canWrite: boolean;
  /** The last message id this person has read. */
  readonly lastReadId: number;
  readonly lastMessage: LastMessage | undefined;
  /** Milliseconds since 1970; what the list is sorted by, under the pinned ones. */
  readonly lastActivityAt: number;
  /** Members of a group; `undefined` for private dialogs and where the portal does not say. */
  readonly memberCount: number | undefined;
  /** The peer's status for a private dialog. */
  readonly peerStatus: string | undefined;
}
