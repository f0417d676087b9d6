import type { DialogId } from './dialogId.ts';

/** A file of a message. Its links carry secrets, so they are not kept: ask for one when it is opened. */
export interface MessageFile {
  readonly id: number;
  readonly name: string;
  readonly kind: 'image' | 'video' | 'audio' | 'file';
  /** Bytes. */
  readonly size: number;
  /** Pixels; only for images. */
  readonly image: { readonly width: number; readonly height: number } | undefined;
}

/** Where a forwarded message comes from, as far as the portal tells. */
export interface ForwardOrigin {
  readonly messageId: number | undefined;
  readonly authorId: number | undefined;
  readonly dialogId: DialogId | undefined;
  /** Empty where the portal names none. */
  readonly chatTitle: string;
}

/** A message as the portal stores it. `text` is Bitrix24's markup, untouched. */
export interface Message {
  readonly id: number;
  readonly chatId: number;
  /** 0 for the system. */
  readonly authorId: number;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly text: string;
  readonly isUnread: boolean;
  /** The sender's TEMPLATE_ID, lower-case; older portals give none. */
  readonly uuid: string | undefined;
  readonly isSystem: boolean;
  readonly isDeleted: boolean;
  readonly isEdited: boolean;
  /** The message this one answers; many reads do not tell, so a known one outlives a later copy without it. */
  readonly replyTo: number | undefined;
  readonly likedBy: readonly number[];
  /** Ids the message names; `files` may lack some that were removed since. */
  readonly fileIds: readonly number[];
  readonly files: readonly MessageFile[];
  /** Attach cards as the portal sent them; decoded by `bitrix24/markup`. */
  readonly attach: readonly unknown[];
  /** Buttons as the portal sent them; decoded by `bitrix24/markup`. */
  readonly keyboard: readonly unknown[];
  /** Items for the message's context menu as the portal sent them; decoded by `bitrix24/markup`. */
  readonly menu?: readonly unknown[] | undefined;
  readonly forward?: ForwardOrigin | undefined;
  /** A few emoji that the portal wants drawn large. */
  readonly isLarge?: boolean | undefined;
}

/** Whether the portal knows more messages beyond an end of a page. */
export interface MessagePage {
  readonly chatId: number;
  /** Ascending by id, without doubles. */
  readonly messages: readonly Message[];
  /** True when the portal gave fewer than asked for in the direction of the request. */
  readonly isLast: boolean;
}

/** What `im.dialog.read` answers. */
export interface ReadResult {
  readonly dialogId: DialogId;
  readonly chatId: number;
  readonly lastId: number;
  /** Unread messages left. */
  readonly counter: number;
}
