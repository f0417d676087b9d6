// What the composer decides, apart from the field it decides about.
import type { MessageRow } from '../protocol/thread.ts';

export interface PressedKey {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * Whether a key sends. Enter that ends an input method's composition never does: it comes with `isComposing`, or with
 * key code 229 where the composition ends before the key is told.
 */
export function isSendKey(pressed: PressedKey, enterSends: boolean): boolean {
  if (pressed.key !== 'Enter' || pressed.isComposing || pressed.keyCode === 229) return false;
  if (pressed.shiftKey || pressed.altKey) return false;
  return enterSends || pressed.ctrlKey || pressed.metaKey;
}

export function isWorthSending(text: string): boolean {
  return text.trim() !== '';
}

/** What is left in the field once `sent` was accepted: nothing, or what was typed after it meanwhile. */
export function textAfterSend(current: string, sent: string): string {
  return current.startsWith(sent) ? current.slice(sent.length) : current;
}

/** Of what the field held when Enter was pressed again meanwhile: the parts that come after `sent`. */
export function textsAfterSend(values: readonly string[], sent: string): readonly string[] {
  return values
    .filter((value) => value.startsWith(sent))
    .map((value) => value.slice(sent.length))
    .filter(isWorthSending);
}

const EDIT_WINDOW_MS = 3 * 24 * 3_600_000;

/** The newest own message that the portal still lets its author reword (api-facts 3.4). */
export function lastEditable(rows: readonly MessageRow[], now: number): MessageRow | undefined {
  return rows.findLast((row) => isEditable(row, now));
}

function isEditable(row: MessageRow, now: number): boolean {
  return (
    row.isOwn &&
    row.messageId !== undefined &&
    !row.isDeleted &&
    !row.isSystem &&
    row.date > now - EDIT_WINDOW_MS
  );
}

export type TextLength =
  | { readonly kind: 'fits' }
  | { readonly kind: 'near'; readonly left: number }
  | { readonly kind: 'over'; readonly by: number };

/** From here on the tags that formatting becomes may matter to the count. */
export function isNearLimit(text: string, limit: number): boolean {
  return text.length > limit * 0.8;
}

/**
 * Counts code points, as the portal does. `near` is the last tenth. `composed` is the length of what would be sent, where
 * that is known.
 */
export function measureText(text: string, limit: number, composed?: number): TextLength {
  // UTF-16 units are never fewer than code points, so most texts need no counting.
  if (composed === undefined && text.length <= limit * 0.9) return { kind: 'fits' };

  const length = composed ?? countCodePoints(text);
  if (length > limit) return { kind: 'over', by: length - limit };
  return length > limit * 0.9 ? { kind: 'near', left: limit - length } : { kind: 'fits' };
}

function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
