// What the first version kept in one value of the editor's own storage, brought over to the outbox's folder once.
import * as v from 'valibot';
import type { StateStore } from '../base/ports.ts';
import type { OutboxFolder } from './outboxFolder.ts';
import type { Outgoing } from './outgoing.ts';
import { outgoingKey } from './stateKeys.ts';
import { decodeError, StoredError } from './storedError.ts';

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

/** The old value goes once everything has a record, so that a crash in between repeats it and loses nothing. */
export async function moveOldOutgoing(
  state: StateStore,
  accountId: string,
  outbox: OutboxFolder,
): Promise<void> {
  const key = outgoingKey(accountId);
  const value = state.get(key);
  if (value === undefined) return;
  for (const item of decodeOld(value)) await outbox.write(item);
  await state.set(key, undefined);
}

/** All of them as failed, for that is how they stood: none goes out before the person says so. */
function decodeOld(value: unknown): readonly Outgoing[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const stored = v.safeParse(StoredOutgoing, entry);
    if (!stored.success) return [];
    const { uuid, createdAt, baselineId, othersIds, mayHaveArrived, error, content } = stored.output;
    const { dialogId, text, attach, keyboard, menu, isSystem, urlPreview, replyTo } = content;
    const item: Outgoing = {
      uuid,
      order: Math.max(0, Math.trunc(createdAt)),
      createdAt,
      keepFailed: true,
      attempts: 1,
      mayHaveArrived,
      baselineId,
      othersIds,
      state: { kind: 'failed', error: decodeError(error) },
      content: { kind: 'message', dialogId, text, attach, keyboard, menu, isSystem, urlPreview, replyTo },
    };
    return [item];
  });
}
