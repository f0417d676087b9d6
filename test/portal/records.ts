// What the simulated portal remembers. Only World changes these records; the REST methods read them.

/** P private, C closed group, O open group, L open line, S system, T comments, N channel, J open channel, A copilot, B collab, X external (api-facts 3.3). */
export type MessageType = 'P' | 'C' | 'O' | 'L' | 'S' | 'T' | 'N' | 'J' | 'A' | 'B' | 'X';

export type Role = 'owner' | 'manager' | 'member';

export type Phones = {
  work_phone?: string;
  personal_mobile?: string;
  personal_phone?: string;
  inner_phone?: string;
};

export type UserRecord = {
  readonly id: number;
  firstName: string;
  lastName: string;
  position: string;
  gender: 'M' | 'F';
  /** `#rrggbb` */
  color: string;
  /** URL, '' when the user has none. */
  avatar: string;
  /** `DD-MM`, '' when unknown. */
  birthday: string;
  email: string;
  website: string;
  status: string;
  departments: number[];
  phones: Phones | undefined;
  isActive: boolean;
  isAdmin: boolean;
  isBot: boolean;
  isExtranet: boolean;
  isConnector: boolean;
  externalAuthId: string;
  timeZone: string;
  /** Who invited a user who has not registered yet; such people stand in the recent list without a dialog. */
  invitedBy: number | undefined;
  idleSinceMs: number | undefined;
  lastActivityMs: number | undefined;
  absentUntilMs: number | undefined;
  readonly registeredMs: number;
};

export type Member = {
  readonly userId: number;
  role: Role;
  lastReadId: number;
  lastReadMs: number | undefined;
  /** Messages of others above `lastReadId`; silent ones are not counted. */
  unread: number;
  isMuted: boolean;
  /** Messages with a smaller id are hidden from this member, without a hint. */
  historyStartId: number;
  readonly joinedMs: number;
};

export type ChatRecord = {
  readonly id: number;
  readonly messageType: MessageType;
  /** The wire's `type`; derived from entity and message type unless a seed names it. */
  readonly type: string;
  title: string;
  description: string | null;
  color: string;
  avatar: string;
  ownerId: number;
  entityType: string;
  entityId: string;
  entityData: readonly [string, string, string];
  readonly parentChatId: number;
  readonly parentMessageId: number;
  readonly createdMs: number;
  diskFolderId: number;
  readonly members: Map<number, Member>;
  /** Ascending by id. */
  readonly messages: MessageRecord[];
  lastActivityMs: number;
};

export type MessageRecord = {
  readonly id: number;
  readonly chatId: number;
  /** 0 = the system */
  readonly authorId: number;
  readonly dateMs: number;
  text: string;
  readonly uuid: string | null;
  /** Wire params other than those that have a field of their own here. */
  params: Record<string, unknown>;
  likes: number[];
  fileIds: number[];
  readonly replyToId: number | undefined;
  isEdited: boolean;
  isDeleted: boolean;
  /** Raises no counter. */
  readonly isSilent: boolean;
};

export type FileRecord = {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly type: 'image' | 'video' | 'audio' | 'file';
  readonly image: { readonly width: number; readonly height: number } | undefined;
  readonly authorId: number;
  readonly dateMs: number;
  /** 0 until a message carries the file. */
  chatId: number;
  /** What a download gives; generated from the id when a seed gives none. */
  readonly content: Uint8Array | undefined;
  /** Recorded in the messenger rather than attached. */
  readonly isVoiceNote: boolean;
};

export type DepartmentRecord = {
  readonly id: number;
  readonly name: string;
  readonly parentId: number | undefined;
  readonly managerId: number;
};

/** One line of one user's recent list. */
export type RecentRow = {
  readonly chatId: number;
  isPinned: boolean;
  /** The manual unread mark; independent of the counter. */
  isUnread: boolean;
  /** The message the manual mark was set at, 0 when none. */
  markedId: number;
  /** Date of a row whose chat is gone. The server cuts its pages before it drops such rows. */
  readonly staleMs: number | undefined;
};

/** Somebody pressed a COMMAND button. */
export type CommandPress = {
  readonly message: MessageRecord;
  readonly botId: number;
  readonly userId: number;
  readonly command: string;
  readonly params: string;
};

/** A task, a feed post or a calendar event that was made of a message. */
export interface SharedRecord {
  readonly type: 'TASK' | 'POST' | 'CALEND';
  readonly messageId: number;
  readonly authorId: number;
}

export type WorldChange =
  | { readonly kind: 'posted'; readonly message: MessageRecord }
  | { readonly kind: 'edited'; readonly message: MessageRecord }
  | { readonly kind: 'deleted'; readonly message: MessageRecord }
  | {
      readonly kind: 'liked';
      readonly message: MessageRecord;
      readonly userId: number;
      readonly isOn: boolean;
    }
  | { readonly kind: 'joined'; readonly chat: ChatRecord; readonly userId: number }
  | ({ readonly kind: 'command' } & CommandPress)
  | { readonly kind: 'read'; readonly chat: ChatRecord; readonly userId: number };
