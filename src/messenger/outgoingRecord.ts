// How what waits to be sent is kept: one file each, whose name says its place.
import * as v from 'valibot';
import type { Outgoing, OutgoingContent } from './outgoing.ts';
import { decodeError, encodeError, StoredError } from './storedError.ts';

const VERSION = 1;
const NAME = /^(\d{15})-([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.json$/;

const StoredFiles = v.object({
  way: v.picklist(['drive', 'single']),
  items: v.array(
    v.pipe(
      v.object({
        name: v.string(),
        size: v.number(),
        kind: v.picklist(['image', 'video', 'audio', 'file']),
        image: v.optional(v.object({ width: v.number(), height: v.number() })),
        blob: v.pipe(v.string(), v.regex(/^[\w-]+\.bin$/)),
      }),
      v.transform(({ image, ...file }) => ({ ...file, image })),
    ),
  ),
});

const StoredContent = v.variant('kind', [
  v.object({
    kind: v.literal('message'),
    dialogId: v.string(),
    text: v.string(),
    attach: v.optional(v.unknown()),
    keyboard: v.optional(v.unknown()),
    menu: v.optional(v.unknown()),
    isSystem: v.boolean(),
    urlPreview: v.optional(v.boolean()),
    replyTo: v.optional(v.number()),
    files: v.exactOptional(StoredFiles),
  }),
]);

const Error = v.fallback(v.optional(StoredError), undefined);

const StoredState = v.variant('kind', [
  v.object({ kind: v.literal('waiting'), error: Error, repeatsAt: v.exactOptional(v.number()) }),
  v.object({ kind: v.literal('failed'), error: Error }),
  v.object({ kind: v.literal('stored'), messageId: v.number() }),
]);

const StoredRecord = v.object({
  version: v.literal(VERSION),
  createdAt: v.number(),
  keepFailed: v.boolean(),
  attempts: v.number(),
  mayHaveArrived: v.boolean(),
  baselineId: v.number(),
  othersIds: v.array(v.number()),
  draftId: v.exactOptional(v.string()),
  state: StoredState,
  content: StoredContent,
});

/** Sorts as the messages are to go. */
export function recordName({ order, uuid }: Pick<Outgoing, 'order' | 'uuid'>): string {
  return `${String(order).padStart(15, '0')}-${uuid}.json`;
}

/** `undefined` where the file is something else. */
export function readRecordName(name: string): Pick<Outgoing, 'order' | 'uuid'> | undefined {
  const found = NAME.exec(name);
  return found?.[1] && found[2] ? { order: Number(found[1]), uuid: found[2] } : undefined;
}

export function encodeRecord(item: Outgoing): string {
  const { createdAt, keepFailed, attempts, mayHaveArrived, baselineId, othersIds, draftId, state, content } =
    item;
  const stored: v.InferInput<typeof StoredRecord> = {
    version: VERSION,
    createdAt,
    keepFailed,
    attempts,
    mayHaveArrived,
    baselineId,
    othersIds: [...othersIds],
    ...(draftId === undefined ? {} : { draftId }),
    state: encodeState(state),
    content: encodeContent(content),
  };
  return JSON.stringify(stored);
}

/** `newer`: another version of this extension wrote it and will read it. `damaged`: nobody can. */
export type ReadRecord =
  | { readonly kind: 'read'; readonly item: Outgoing }
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' };

export function decodeRecord(name: string, text: string): ReadRecord {
  const place = readRecordName(name);
  const value = parsed(text);
  if (place === undefined || value === undefined) return { kind: 'damaged' };
  const stored = v.safeParse(StoredRecord, value);
  if (!stored.success) {
    const version = v.safeParse(v.object({ version: v.number() }), value);
    return { kind: version.success && version.output.version > VERSION ? 'newer' : 'damaged' };
  }
  const { state, content, createdAt, keepFailed, attempts, mayHaveArrived, baselineId, othersIds, draftId } =
    stored.output;
  return {
    kind: 'read',
    item: {
      ...place,
      createdAt,
      keepFailed,
      attempts,
      mayHaveArrived,
      baselineId,
      othersIds,
      ...(draftId === undefined ? {} : { draftId }),
      state: decodeState(state),
      content: decodeContent(content),
    },
  };
}

function encodeContent({ files, ...words }: OutgoingContent): v.InferInput<typeof StoredContent> {
  if (files === undefined) return words;
  return { ...words, files: { way: files.way, items: [...files.items] } };
}

/** With every key there, so that what comes back equals what was written. */
function decodeContent(content: v.InferOutput<typeof StoredContent>): OutgoingContent {
  const { dialogId, text, attach, keyboard, menu, isSystem, urlPreview, replyTo, files } = content;
  const words = { dialogId, text, attach, keyboard, menu, isSystem, urlPreview, replyTo };
  return { kind: 'message', ...words, ...(files === undefined ? {} : { files }) };
}

function encodeState(state: Outgoing['state']): v.InferInput<typeof StoredState> {
  switch (state.kind) {
    case 'sending':
      return { ...state, kind: 'waiting' };
    case 'waiting':
    case 'failed':
      return { ...state, error: encodeError(state.error) };
    case 'stored':
      return state;
  }
}

function decodeState(state: v.InferOutput<typeof StoredState>): Outgoing['state'] {
  switch (state.kind) {
    case 'waiting':
      return { ...state, error: state.error && decodeError(state.error) };
    case 'failed':
      return { kind: 'failed', error: decodeError(state.error) };
    case 'stored':
      return state;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
