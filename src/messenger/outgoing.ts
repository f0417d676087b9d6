import * as v from 'valibot';
import { isPortalError, PortalError } from '../bitrix24/rest/portalError.ts';
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
  /** The newest message known in the dialog before the first attempt; what is newer may be this one. 0 for none. */
  readonly baselineId: number;
  /** Newer ones that are known to be other messages of this person. */
  readonly othersIds: readonly number[];
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

const errorKinds = [
  'auth',
  'scope',
  'plan',
  'rateLimit',
  'budget',
  'network',
  'timeout',
  'server',
  'rejected',
  'malformed',
  'moved',
  'aborted',
] as const;

// Where a portal moved to is left out: its address is kept with the secret and nowhere else.
const StoredError = v.object({
  kind: v.picklist(errorKinds),
  code: v.string(),
  outcome: v.picklist(['not-executed', 'rejected', 'unknown']),
  method: v.string(),
  status: v.optional(v.number()),
  description: v.optional(v.string()),
  retryAt: v.optional(v.number()),
});

const StoredOutgoing = v.object({
  uuid: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  createdAt: v.number(),
  baselineId: v.number(),
  othersIds: v.array(v.number()),
  mayHaveArrived: v.boolean(),
  error: v.fallback(v.optional(StoredError), undefined),
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
  return items.map(({ uuid, createdAt, baselineId, othersIds, content, state }) => ({
    uuid,
    createdAt,
    baselineId,
    othersIds,
    mayHaveArrived: state.kind === 'sending' || state.mayHaveArrived,
    error: state.kind === 'failed' && isPortalError(state.error) ? encodeError(state.error) : undefined,
    content,
  }));
}

/**
 * Oldest first; drops what cannot be read. Everything comes back as failed, until the person decides; `interrupted` is the reason
 * where none was kept.
 */
export function decodeOutgoing(value: unknown, interrupted: unknown): readonly Outgoing[] {
  if (!Array.isArray(value)) return [];
  const items = new Map<string, Outgoing>();
  for (const entry of value) {
    const stored = v.safeParse(StoredOutgoing, entry);
    if (!stored.success) continue;
    const { uuid, createdAt, baselineId, othersIds, mayHaveArrived, error, content } = stored.output;
    items.set(uuid, {
      uuid,
      createdAt,
      baselineId,
      othersIds,
      state: { kind: 'failed', error: error ? new PortalError(error) : interrupted, mayHaveArrived },
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
    });
  }
  return [...items.values()].sort((a, b) => a.createdAt - b.createdAt);
}

function encodeError(error: PortalError): v.InferInput<typeof StoredError> {
  const { kind, code, outcome, method, status, description, retryAt } = error;
  return { kind, code, outcome, method, status, description, retryAt };
}
