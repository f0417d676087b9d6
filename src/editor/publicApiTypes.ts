// What other extensions may rely on. Copy this file to use it; it needs nothing but `vscode`.
import type { Event } from 'vscode';

export interface PublicAccount {
  /** Goes with the account until it is signed out. */
  readonly id: string;
  /** `https://company.bitrix24.com`, as signing in returned it. */
  readonly portal: string;
  readonly userId: number;
  readonly userName: string;
  /** Where a dialog's id that names no account belongs. */
  readonly isDefault: boolean;
}

/**
 * A dialog's id is what Bitrix24 writes: `"7"`, `"chat97"`, `"sg12"`. Two portals have the same ones, so that of any
 * account but the default one has the account before it: `"<accountId>/chat97"`. Hand an id back as you got it. Where
 * you write one yourself, the portal's host will do for the account while no other account is there.
 */
export interface PublicDialog {
  readonly id: string;
  readonly accountId: string;
  readonly title: string;
  readonly type: string;
  readonly unread: number;
  /** `date` in milliseconds since 1970; `authorId` 0 for the system. */
  readonly lastMessage:
    | { readonly id: number; readonly text: string; readonly date: number; readonly authorId: number }
    | undefined;
  readonly pinned: boolean;
  readonly muted: boolean;
}

export interface PublicMessage {
  readonly id: number;
  readonly dialogId: string;
  readonly accountId: string;
  /** 0 for the system. */
  readonly authorId: number;
  /** Empty where the portal does not name the author. */
  readonly authorName: string;
  /** Milliseconds since 1970. */
  readonly date: number;
  /** Bitrix24's markup, as it was written. */
  readonly text: string;
  readonly unread: boolean;
}

/** As the command `bitrix24.sendMessage` takes it. */
export interface PublicSendMessage {
  readonly dialogId: string;
  /** Instead of one in the dialog's id; without either it is the default account. */
  readonly accountId?: string;
  readonly message?: string;
  readonly attach?: unknown;
  readonly keyboard?: unknown;
  readonly menu?: unknown;
  readonly system?: boolean;
  readonly urlPreview?: boolean;
  readonly replyTo?: number;
}

export interface PublicApi {
  readonly isSignedIn: boolean;
  /** In the order of signing in. */
  accounts(): readonly PublicAccount[];
  /** As now known, account by account, in the lists' order. */
  dialogs(): readonly PublicDialog[];
  /** The newest messages, or those before an id; ascending. `limit` is 1 to 50, 50 by default. */
  messages(
    dialogId: string,
    options?: { readonly limit?: number; readonly before?: number },
  ): Promise<readonly PublicMessage[]>;
  /** Resolves to the message id once the portal has it. */
  sendMessage(message: PublicSendMessage): Promise<number>;
  /** Up to the message, or to the end. */
  markRead(dialogId: string, messageId?: number): Promise<void>;
  /**
   * Fires the ids of the dialogs that changed; none when the list's order did, when somebody signed in or out, and when
   * another account became the default.
   */
  readonly onDidChangeDialogs: Event<readonly string[]>;
  /** Fires for messages that arrive in open threads. */
  readonly onDidReceiveMessage: Event<PublicMessage>;
}
