import type { User } from './user.ts';

/** `confirm` waits for a decision; `person` is somebody's doing; `system` the portal's own. */
export type NoticeKind = 'confirm' | 'person' | 'system';

export interface NoticeButton {
  readonly title: string;
  /** What the portal is told when it is pressed. */
  readonly value: string;
  readonly role: 'accept' | 'decline' | 'other';
}

/** A notification of Bitrix24 itself, as opposed to a message. `text` is Bitrix24's markup, untouched. */
export interface Notice {
  readonly id: number;
  readonly kind: NoticeKind;
  /** 0 for the system. */
  readonly authorId: number;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly title: string;
  readonly text: string;
  /** The part of Bitrix24 it comes from: `tasks`, `calendar`. */
  readonly module: string;
  readonly isRead: boolean;
  readonly buttons: readonly NoticeButton[];
  /** Whether it takes a short answer. */
  readonly canAnswer: boolean;
}

/** Where the next page of notifications begins. */
export interface NoticeCursor {
  readonly lastId: number;
  readonly isInConfirmations: boolean;
}

export interface NoticePage {
  /** Those that wait for a decision first, then the rest, each the newest first. */
  readonly notices: readonly Notice[];
  /** The authors. */
  readonly users: readonly User[];
  /** `undefined` where there are no more. */
  readonly next: NoticeCursor | undefined;
}
