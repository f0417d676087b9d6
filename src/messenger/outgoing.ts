import * as v from 'valibot';
import type { DialogId } from '../model/dialogId.ts';

/** Every parameter of `im.message.add`; at least one of text and attach is there. */
export interface MessageContent {
  readonly dialogId: DialogId;
  readonly text: string;
  readonly attach: unknown;
  readonly keyboard: unknown;
  readonly menu: unknown;
  readonly isSystem: boolean;
  /** `undefined` leaves the choice to the portal, which shows link cards. */
  readonly urlPreview: boolean | undefined;
  readonly replyTo: number | undefined;
}

/** A message of this person that the portal does not have yet, or may have. */
export interface Outgoing {
  /** Lower-case UUID v4: goes as TEMPLATE_ID and comes back as the message's uuid. */
  readonly uuid: string;
  readonly content: MessageContent;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The newest message known in the dialog before the first attempt; what is newer may be this one. */
  readonly baselineId: number;
  readonly state: OutgoingState;
}

export type OutgoingState =
  | { readonly kind: 'sending' }
  /** `mayHaveArrived`: the portal's answer was lost, so a retry looks first. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly mayHaveArrived: boolean };

export function textContent(dialogId: DialogId, text: string): MessageContent {
  return {
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

const StoredOutgoing = v.object({
  uuid: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  createdAt: v.number(),
  baselineId: v.number(),
  mayHaveArrived: v.boolean(),
  content: v.object({
    dialogId: v.string(),
    text: v.string(),
    attach: v.optional(v.unknown()),
    keyboard: v.optional(v.unknown()),
    menu: v.optional(v.unknown()),
    isSystem: v.boolean(),
    urlPreview: v.optional(v.boolean()),
    replyTo: v.optional(v.number()),
  }),
});

/** As kept on disk. What was on its way is kept as one that may have arrived. */
export function encodeOutgoing(items: readonly Outgoing[]): unknown {
  return items.map((item) => ({
    uuid: item.uuid,
    createdAt: item.createdAt,
    baselineId: item.baselineId,
    mayHaveArrived: item.state.kind === 'sending' || item.state.mayHaveArrived,
    content: item.content,
  }));
}

/** Drops what cannot be read. `interrupted` is the error shown for each, until the person decides. */
export function decodeOutgoing(value: unknown, interrupted: unknown): readonly Outgoing[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry): Outgoing[] => {
    const stored = v.safeParse(StoredOutgoing, entry);
    if (!stored.success) return [];
    const { uuid, createdAt, baselineId, mayHaveArrived, content } = stored.output;
    return [
      {
        uuid,
        createdAt,
        baselineId,
        state: { kind: 'failed', error: interrupted, mayHaveArrived },
        content: {
          dialogId: content.dialogId,
          text: content.text,
          attach: content.attach,
          keyboard: content.keyboard,
          menu: content.menu,
          isSystem: content.isSystem,
          urlPreview: content.urlPreview,
          replyTo: content.replyTo,
        },
      },
    ];
  });
}
