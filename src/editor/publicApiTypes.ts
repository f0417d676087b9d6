// What other extensions may rely on. Copy this file to use it; it needs nothing but `vscode`.
import type { Event } from 'vscode';

export interface PublicDialog {
  /** `"7"`, `"chat97"`, `"sg12"`. */
  readonly id: string;
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
  /** As now known, in the list's order. */
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
  /** Fires the ids of the dialogs that changed; empty when the list's order did, and when somebody signed in or out. */
  readonly onDidChangeDialogs: Event<readonly string[]>;
  /** Fires for messages that arrive in open threads. */
  readonly onDidReceiveMessage: Event<PublicMessage>;
}
