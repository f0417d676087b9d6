// What a seed may say about a new record; the world fills in the rest.
import type { MessageType, Phones, Role } from './records.ts';

export type UserDraft = {
  readonly id?: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly position?: string;
  readonly gender?: 'M' | 'F';
  readonly color?: string;
  readonly avatar?: string;
  readonly birthday?: string;
  readonly email?: string;
  readonly website?: string;
  readonly status?: string;
  readonly departments?: readonly number[];
  readonly phones?: Phones;
  readonly active?: boolean;
  readonly admin?: boolean;
  readonly bot?: boolean;
  readonly extranet?: boolean;
  readonly connector?: boolean;
  readonly externalAuthId?: string;
  readonly timeZone?: string;
  readonly invitedBy?: number;
  readonly idleSinceMs?: number;
  readonly lastActivityMs?: number;
  readonly absentUntilMs?: number;
};

export type ChatDraft = {
  readonly id?: number;
  readonly title: string;
  /** Default C. */
  readonly messageType?: MessageType;
  /** Overrides the derived wire type. */
  readonly type?: string;
  readonly entityType?: string;
  readonly entityId?: string;
  readonly entityData?: readonly [string, string, string];
  readonly description?: string;
  readonly owner: number;
  /** The owner is a member without being named here. */
  readonly members: readonly number[];
  readonly managers?: readonly number[];
  /** `#rrggbb` or a colour name of api-facts 3.5. */
  readonly color?: string;
  readonly avatar?: string;
  readonly dateCreateMs?: number;
  readonly parentChatId?: number;
  readonly parentMessageId?: number;
};

export type MemberDraft = {
  readonly role?: Role;
  /** The new member sees only what is posted from now on. */
  readonly hideHistory?: boolean;
};

export type MessageDraft = {
  /** Chat id (for a private dialog: `world.privateChat(a, b).id`). */
  readonly chat: number;
  /** User id; 0 = the system. */
  readonly author: number;
  readonly text: string;
  /** Default: now. */
  readonly dateMs?: number;
  /** Default: the next of the portal's sequence. Within a chat ids must grow. */
  readonly id?: number;
  /** Default: a generated one for people, `null` for the system. */
  readonly uuid?: string | null;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly files?: readonly number[];
  readonly replyTo?: number;
  readonly likes?: readonly number[];
  /** Raises no counter. Default: when params.NOTIFY is "N". */
  readonly silent?: boolean;
};

export type FileDraft = {
  readonly id?: number;
  readonly name: string;
  readonly author: number;
  /** Default: the length of `content`, else 1,024. */
  readonly size?: number;
  /** Default: by the name's extension. */
  readonly type?: 'image' | 'video' | 'audio' | 'file';
  readonly image?: { readonly width: number; readonly height: number };
  readonly dateMs?: number;
  readonly content?: Uint8Array;
  readonly isVoiceNote?: boolean;
};
