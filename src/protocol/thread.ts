// What the extension and the thread page say to each other. The page gets view models, never wire data, and no portal
// address: links of the portal travel as paths, files as ids.
import type { DialogId } from '../model/dialogId.ts';
import type { DraftContext } from '../model/draft.ts';
import type { DialogKind } from '../model/dialog.ts';
import type { MessageRef, RichText } from '../model/richText.ts';
import type { AttachCard } from '../model/attachCard.ts';
import type { Contract } from './channel.ts';
import type {
  ComposerCommands,
  ComposerNotifications,
  ComposerRequests,
  FromDialog,
  PastedCode,
} from './composer.ts';
import type { FaceRef, FileCommands, FileNotifications, FileRequests, FileRow } from './threadFiles.ts';
import type { ButtonRow, ForwardRow, MenuRow, ReplyRow } from './messageParts.ts';
import type { ReadingCommands, ReadingRequests } from './reading.ts';
import type { NavigationCommands, NavigationRequests, ReaderRow } from './navigation.ts';
import type { ThreadWording } from './threadWording.ts';

export interface MessageRow {
  /** Stable from "sending" to "sent": the sender's uuid where known, else the id. */
  readonly key: string;
  /** `undefined` until the portal has it. */
  readonly messageId: number | undefined;
  /** 0 for the system. */
  readonly authorId: number;
  readonly authorName: string;
  /** `#rrggbb`, the author's colour in the portal. */
  readonly authorColor: string | undefined;
  readonly authorFace?: FaceRef | undefined;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly body: RichText;
  /** Absent where it has none. */
  readonly files?: readonly FileRow[];
  readonly cards: readonly AttachCard[];
  /** A press names its place in this list. */
  readonly buttons: readonly ButtonRow[];
  readonly menu: readonly MenuRow[];
  readonly reply: ReplyRow | undefined;
  readonly forward: ForwardRow | undefined;
  /** A few emoji, drawn large. */
  readonly isLarge: boolean;
  readonly isOwn: boolean;
  readonly isUnread: boolean;
  readonly isSystem: boolean;
  readonly isDeleted: boolean;
  readonly isEdited: boolean;
  readonly likeCount: number;
  /** Names of those who like it, as far as they are known; not more than a tooltip has room for. */
  readonly likers: readonly string[];
  readonly isLikedByMe: boolean;
  readonly delivery: Delivery;
}

export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'sending' }
  /** Held here, and goes by itself: `reason` is a sentence that says what it waits for. Shown as `sending`. */
  | {
      readonly kind: 'waiting';
      readonly reason: string;
      /** Its answer was lost: whether it arrived is being looked at, so it can be neither sent nor discarded now. */
      readonly isLookedFor?: true;
    }
  /** `reason` is a sentence with what to do next. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Where the thread stands as a whole. */
export type ThreadPhase =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  /** Nothing to show: the sentence says why and what to do; `canRetry` offers a button. */
  | { readonly kind: 'failed'; readonly message: string; readonly canRetry: boolean };

export interface ThreadHeader {
  readonly dialogId: DialogId;
  readonly title: string;
  /** Members, presence or kind; in the person's language. */
  readonly subtitle: string;
  readonly kind: DialogKind;
  readonly color: string | undefined;
  readonly face?: FaceRef | undefined;
  readonly isPinned: boolean;
  readonly isMuted: boolean;
}

export interface ThreadState {
  readonly phase: ThreadPhase;
  readonly header: ThreadHeader;
  /** Ascending by id, those on their way last. */
  readonly rows: readonly MessageRow[];
  readonly hasOlder: boolean;
  /** The newest messages lie beyond the last row, with a gap before them. */
  readonly hasNewer: boolean;
  /** The newest message the extension knows, whether it is among the rows or not. */
  readonly newestId?: number;
  /** Stands still while the thread is open: "New messages" is drawn above this one. */
  readonly firstUnreadId: number | undefined;
  readonly unreadCount: number;
  /** How far the others have read. */
  readonly readers: readonly ReaderRow[];
  /** `undefined` where writing is allowed, else a sentence that says why not. */
  readonly cannotWrite: string | undefined;
  /** Why what is shown may not be the latest, and what happens about it; absent while it is. */
  readonly notice: string | undefined;
}

/** What changed since the state the page has. Absent means unchanged. */
export interface ThreadPatch {
  readonly phase?: ThreadPhase;
  readonly header?: ThreadHeader;
  /** Rows by key: replaced where the key is known, else put where their order says. */
  readonly upserts?: readonly MessageRow[];
  readonly removedKeys?: readonly string[];
  readonly hasOlder?: boolean;
  readonly hasNewer?: boolean;
  readonly newestId?: number;
  /** `null` takes the separator away. */
  readonly firstUnreadId?: number | null;
  readonly unreadCount?: number;
  readonly readers?: readonly ReaderRow[];
  readonly cannotWrite?: string | null;
  readonly notice?: string | null;
}

export interface PageSettings {
  /** True: Enter sends and Shift+Enter breaks the line; false turns that round (Ctrl/Cmd+Enter sends). */
  readonly enterSends: boolean;
  /** Markdown becomes formatting when a message is sent; false sends what was typed. */
  readonly readsMarkdown: boolean;
  readonly pastedCode: PastedCode;
  readonly tellsTyping: boolean;
  /** BCP 47, for dates and numbers. */
  readonly locale: string;
  /** Code points that the portal takes in one message. */
  readonly messageLimit: number;
  /** Whether a saved file can be shown in this computer's own file manager. */
  readonly canReveal?: boolean;
}

export interface OpenPage {
  readonly state: ThreadState;
  readonly settings: PageSettings;
  readonly wording: ThreadWording;
  readonly draft: string;
  /** Absent where the draft is a plain new message. */
  readonly draftContext?: DraftContext;
  /** Whose screen it is: mentions of this person stand out. */
  readonly ownUserId: number;
  /** Where the list is to stand; `null` where it must not stay where the page left it. Absent: the page knows best. */
  readonly place?: ListPlace | null;
}

/** The first message in view, how far its top was below the list's in pixels, and the newest message of that time. */
export interface ListPlace {
  readonly messageId: number;
  readonly offset: number;
  readonly newestId: number;
}

type PartRequests = ComposerRequests & FileRequests & ReadingRequests & NavigationRequests;
type PartCommands = ComposerCommands & FileCommands & ReadingCommands & NavigationCommands;

/** What a page that listens tells of itself. */
export interface ReadyPage {
  /** The dialog it showed before it was built anew; in the side bar maybe another one. */
  readonly dialogId?: DialogId;
  /** Where the list of that dialog stood; absent for its end. */
  readonly place?: ListPlace;
}

export interface ThreadContract extends Contract {
  readonly requests: PartRequests & {
    /** Asked when the list is at its top; the rows come by `patch` before the answer. */
    readonly loadOlder: { readonly params: Record<string, never>; readonly result: Record<string, never> };
  };
  readonly commands: PartCommands & {
    /** The page listens; answered by `open`. */
    readonly ready: ReadyPage;
    /** The newest message that has been on screen, whole or in part; the extension decides whether that counts as read. */
    readonly sawUpTo: { readonly messageId: number } & FromDialog;
    /** Somebody uses keys or pointer in the page; not told with each of them. */
    readonly acted: Record<string, never>;
    /** The list stands here now; without a place at its end. */
    readonly stoodAt: { readonly dialogId: DialogId; readonly place?: ListPlace };
    readonly retrySend: { readonly key: string };
    readonly discard: { readonly key: string };
    readonly copyText: { readonly key: string };
    readonly reload: Record<string, never>;
    readonly openDialog: { readonly dialogId: DialogId; readonly messageId: number | undefined };
    readonly openMessage: { readonly ref: MessageRef };
    /** A fault of the page itself, for the log; never with message text. */
    readonly reportFault: { readonly message: string };
  };
  readonly notifications: FileNotifications &
    ComposerNotifications & {
      /** Replaces everything; also after the page was rebuilt. */
      readonly open: OpenPage;
      readonly patch: ThreadPatch;
      readonly settings: PageSettings;
      /** Puts the cursor into the composer. */
      readonly focusComposer: Record<string, never>;
      /** Scrolls to a message and marks it for a moment; it is among the rows. */
      readonly reveal: { readonly messageId: number };
    };
}
