// What goes next, of all that waits: pure.
import type { Outgoing, OutgoingContent } from './outgoing.ts';

/** Below this, single requests are as quick and need no portal that keeps uuids. */
const BULK_FROM = 3;
export const MOST_IN_BULK = 50;
// A request carries its commands percent-encoded, at up to nine bytes a character.
const MOST_BULK_CHARACTERS = 60_000;
// Batches read these as results of other commands (api-facts 1.3).
const REFERENCE = /\$(?:result|error|total|next|time)/i;

export type Shipment =
  | { readonly kind: 'single'; readonly item: Outgoing }
  /** Several dialogs perhaps, each in its order. */
  | { readonly kind: 'bulk'; readonly items: readonly Outgoing[] };

export interface PlanRequest {
  /** What may go now, in order: nothing of a dialog with something in flight, or of one that rests. */
  readonly ready: readonly Outgoing[];
  /** 1 for single messages only. */
  readonly mostInBulk: number;
}

/** In each dialog the oldest goes first, and nothing passes it. */
export function nextShipment({ ready, mostInBulk }: PlanRequest): Shipment | undefined {
  const [head] = ready;
  if (head === undefined) return undefined;
  const bulk = mostInBulk < BULK_FROM ? [] : bulkOf(ready, mostInBulk);
  return bulk.length >= BULK_FROM ? { kind: 'bulk', items: bulk } : { kind: 'single', item: head };
}

/** Dialog after dialog, so that another batch can carry the next ones at the same time. */
function bulkOf(ready: readonly Outgoing[], most: number): readonly Outgoing[] {
  const bulk: Outgoing[] = [];
  let characters = 0;
  for (const dialogId of new Set(ready.map(({ content }) => content.dialogId))) {
    for (const item of ready) {
      if (item.content.dialogId !== dialogId) continue;
      characters += item.content.text.length;
      if (bulk.length >= most || characters > MOST_BULK_CHARACTERS) return bulk;
      if (!mayGoInBulk(item.content)) break;
      bulk.push(item);
    }
  }
  return bulk;
}

/** Cards and buttons go alone: a batch carries them as form fields, which know no numbers and no true. */
function mayGoInBulk(content: OutgoingContent): boolean {
  const { attach, keyboard, menu, text, files } = content;
  const parts = [attach, keyboard, menu, files];
  const isPlain = parts.every((part) => part === undefined);
  return content.kind === 'message' && isPlain && !REFERENCE.test(text);
}
