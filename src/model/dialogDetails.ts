import type { DialogKind } from './dialog.ts';
import type { DialogId } from './dialogId.ts';

/** How far another member has read. */
export interface ReadMark {
  readonly userId: number;
  readonly userName: string;
  /** 0 for someone who has read nothing. */
  readonly messageId: number;
  /** Milliseconds since 1970. */
  readonly date: number | undefined;
}

/** What the portal says of one dialog when asked for it alone. */
export interface DialogDetails {
  readonly id: DialogId;
  readonly chatId: number;
  readonly kind: DialogKind;
  /** `undefined` for a private dialog: it has its peer's name. */
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly color: string | undefined;
  /** Where its picture lies; absent for none. */
  readonly avatarUrl?: string | undefined;
  /** Unread messages. */
  readonly unread: number;
  /** The last message id this person has read. */
  readonly lastReadId: number;
  /** 0 for an empty dialog. */
  readonly lastMessageId: number;
  /** The first message not read; 0 where all is read. */
  readonly unreadId: number;
  readonly canWrite: boolean;
  readonly isMuted: boolean;
  readonly memberCount: number | undefined;
  /** The other active members. */
  readonly readBy: readonly ReadMark[];
  /** 0 for a private dialog. */
  readonly ownerId: number;
  readonly managerIds: readonly number[];
}
