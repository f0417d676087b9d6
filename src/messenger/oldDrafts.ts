// What former versions kept in one value of the editor's own storage, brought over to the drafts' folder once.
import * as v from 'valibot';
import type { StateStore } from '../base/ports.ts';
import { type DialogId, parseDialogId } from '../model/dialogId.ts';
import type { DraftFolder } from './draftFolder.ts';
import { type Draft, draftOf, StoredContext } from './draftRecord.ts';
import { draftsKey } from './stateKeys.ts';

const Stored = v.array(
  v.union([
    v.strictTuple([v.string(), v.string()]),
    v.strictTuple([v.string(), v.string(), v.fallback(StoredContext, {})]),
  ]),
);

/**
 * The editor writes its storage late: a value that was removed may be there again at the next start, when its texts have
 * long been sent. So the folder remembers that they came.
 */
export async function moveOldDrafts(
  state: StateStore,
  accountId: string,
  folder: DraftFolder,
): Promise<void> {
  const key = draftsKey(accountId);
  const value = state.get(key);
  if (value === undefined) return;
  if (!(await folder.hasMoved())) {
    for (const [dialogId, draft] of decodeOld(value)) await folder.create(dialogId, draft);
    await folder.noteMoved();
  }
  await state.set(key, undefined);
}

function decodeOld(value: unknown): readonly (readonly [DialogId, Draft])[] {
  const stored = v.safeParse(Stored, value);
  if (!stored.success) return [];
  return stored.output.flatMap(([id, text, context = {}]) => {
    const dialogId = parseDialogId(id);
    const draft = draftOf(crypto.randomUUID(), text, context);
    return dialogId === undefined || draft === undefined ? [] : [[dialogId, draft] as const];
  });
}
