import type { DialogId } from '../model/dialogId.ts';
import type { OutgoingFiles } from '../model/outgoingFile.ts';

/** Every parameter of `im.message.add`; at least one of text and attach is there. */
export interface MessageContent {
  readonly kind: 'message';
  readonly dialogId: DialogId;
  readonly text: string;
  readonly attach: unknown;
  readonly keyboard: unknown;
  readonly menu: unknown;
  readonly isSystem: boolean;
  /** `undefined` leaves the choice to the portal, which shows link cards. */
  readonly urlPreview: boolean | undefined;
  readonly replyTo: number | undefined;
  /** Absent where it carries none. Then there are words and files, and nothing else. */
  readonly files?: OutgoingFiles;
}

/**
 * What can wait to be sent. Another kind joins here, in `outgoingRecord.ts` (how it is kept) and in `Portal.send` (how it
 * goes); the compiler names the rest.
 */
export type OutgoingContent = MessageContent;

/** Something of this person's that the portal does not have yet, or may have. */
export interface Outgoing {
  /** Lower-case UUID v4: goes as TEMPLATE_ID and comes back as the message's uuid. */
  readonly uuid: string;
  /** Its place among all that waits; grows, whatever the clock does. */
  readonly order: number;
  readonly content: OutgoingContent;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** False for what a program sends: it sees the error and decides itself, so what cannot go now does not wait. */
  readonly keepFailed: boolean;
  /** How often it went on the wire. */
  readonly attempts: number;
  /** Went on the wire, and nobody has seen what became of it: whoever sends it on looks first. */
  readonly mayHaveArrived: boolean;
  /**
   * The newest message known in the dialog before the first attempt; what is newer may be this one. 0 where the dialog
   * is empty, or nothing is known of it.
   */
  readonly baselineId: number;
  /** The draft it was, which counts for nothing from here on. Of several parts the last one names it. */
  readonly draftId?: string;
  /** Newer ones that are known to be other messages of this person. */
  readonly othersIds: readonly number[];
  readonly state: OutgoingState;
}

export type OutgoingState =
  /** Goes by itself; `error` is why it has not gone yet. With `repeatsAt` another window looks for it. */
  | { readonly kind: 'waiting'; readonly error: unknown; readonly repeatsAt?: number }
  /**
   * On its way at this moment, sent by this window. With `repeatsAt` its answer was lost, and it is being looked for:
   * where it is not there by then, in milliseconds since 1970, it goes again.
   */
  | { readonly kind: 'sending'; readonly repeatsAt?: number }
  /** Needs the person. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The portal has it; the record stays until the window that wrote it has seen so. */
  | { readonly kind: 'stored'; readonly messageId: number };

export const fresh: OutgoingState = { kind: 'waiting', error: undefined };

export function textContent(dialogId: DialogId, text: string): MessageContent {
  return {
    kind: 'message',
    dialogId,
    text,
    attach: undefined,
    keyboard: undefined,
    menu: undefined,
    isSystem: false,
    urlPreview: undefined,
    replyTo: undefined,
  };
}

/** When it goes again where it is not found; `undefined` for one that nobody looks for. */
export function repeatsAt({ state }: Outgoing): number | undefined {
  return state.kind === 'sending' || state.kind === 'waiting' ? state.repeatsAt : undefined;
}

/** The one before this in its dialog that is being looked for: nothing overtakes it. */
export function lookedForBefore(item: Outgoing, waiting: readonly Outgoing[]): Outgoing | undefined {
  return waiting.find(
    (other) =>
      other.content.dialogId === item.content.dialogId &&
      other.order < item.order &&
      repeatsAt(other) !== undefined,
  );
}

/** Why this one has not gone: its own reason, or that of one before it in its dialog. `waiting` is in order. */
export function waitingError(item: Outgoing, waiting: readonly Outgoing[]): unknown {
  if (item.state.kind !== 'waiting') return undefined;
  if (item.state.error !== undefined) return item.state.error;
  const ahead = waiting.find(
    ({ content, order, state }) =>
      content.dialogId === item.content.dialogId &&
      order < item.order &&
      state.kind === 'waiting' &&
      state.error !== undefined,
  );
  return ahead?.state.kind === 'waiting' ? ahead.state.error : undefined;
}
