// What the page and the extension say about finding one's way: jumps, search, people, and what is done to messages.
import type { DialogId } from '../model/dialogId.ts';
import type { FromDialog } from './composer.ts';
import type { FaceRef } from './threadFiles.ts';

/** What can be done with a message that the portal has. */
export type MessageAct =
  | 'copyLink'
  | 'copyId'
  | 'markUnread'
  | 'openInPortal'
  | 'like'
  | 'unlike'
  | 'delete'
  | 'forward'
  | 'shareAsTask'
  | 'shareAsPost'
  | 'shareAsEvent';

/** What can be done with the dialog as a whole. */
export type DialogAct = 'pin' | 'unpin' | 'mute' | 'unmute' | 'markUnread' | 'copyLink' | 'openInPortal';

/** How far another member has read. */
export interface ReaderRow {
  readonly userId: number;
  readonly name: string;
  readonly color: string | undefined;
  readonly face?: FaceRef | undefined;
  readonly messageId: number;
}

export interface MemberRow {
  readonly userId: number;
  readonly name: string;
  readonly color: string | undefined;
  readonly face?: FaceRef | undefined;
  /** Position and presence; in the person's language. */
  readonly detail: string;
  readonly role: 'owner' | 'manager' | 'member';
  readonly isOnline: boolean;
}

export interface MembersAnswer {
  readonly members: readonly MemberRow[];
  readonly total: number | undefined;
  /** Where the next page begins; absent after the last. */
  readonly next?: number;
}

export interface SearchHit {
  readonly messageId: number;
  readonly authorName: string;
  readonly authorColor: string | undefined;
  /** Milliseconds since 1970. */
  readonly date: number;
  /** The words around the hit, and the hit itself; cut to a few lines. */
  readonly fragment: { readonly before: string; readonly hit: string; readonly after: string };
}

export interface SearchResult {
  /** The newest first. */
  readonly hits: readonly SearchHit[];
  readonly hasMore: boolean;
  /** Only what is loaded was searched. */
  readonly isLocal: boolean;
}

export type NavigationRequests = {
  /** Asked when the list is at its end and there is a gap before the newest messages; answered as `loadOlder`. */
  readonly loadNewer: { readonly params: Record<string, never>; readonly result: Record<string, never> };
  /** Leaves the past for the newest messages; they come by `patch` before the answer. */
  readonly showNewest: { readonly params: Record<string, never>; readonly result: Record<string, never> };
  /** Has the messages around this one among the rows; they come by `patch` before the answer. */
  readonly showAround: {
    readonly params: { readonly messageId: number };
    readonly result: { readonly isFound: boolean };
  };
  /** A later search ends an earlier one. */
  readonly searchMessages: {
    readonly params: {
      /** May be empty where there is a date. */
      readonly text: string;
      /** Only what was written from here on; milliseconds since 1970. */
      readonly from?: number;
      /** Only what was written up to here. */
      readonly to?: number;
      /** Only what is older, for the next page. */
      readonly beforeId?: number;
    };
    readonly result: SearchResult;
  };
  readonly members: { readonly params: { readonly offset: number }; readonly result: MembersAnswer };
};

export type NavigationCommands = {
  readonly act: { readonly messageId: number; readonly act: MessageAct } & FromDialog;
  readonly actOnDialog: { readonly act: DialogAct } & FromDialog;
  readonly writeTo: { readonly dialogId: DialogId };
};
