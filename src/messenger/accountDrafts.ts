import { DraftFolder } from './draftFolder.ts';
import { DraftStore } from './draftStore.ts';
import { moveOldDrafts } from './oldDrafts.ts';
import type { OutgoingStore } from './outgoingStore.ts';
import type { SessionPorts } from './sessionPorts.ts';

/** A message that names a draft is that draft: one that a crash has left beside its message would be sent twice. */
export function accountDrafts(
  accountId: string,
  outgoing: Pick<OutgoingStore, 'load' | 'takenDrafts'>,
  { folder, state, clock, logger }: Pick<SessionPorts, 'folder' | 'state' | 'clock' | 'logger'>,
): DraftStore {
  const drafts = new DraftFolder(folder.subfolder('drafts'), logger);
  const prepare = async (): Promise<void> => {
    await moveOldDrafts(state, accountId, drafts);
    await outgoing.load();
    for (const { dialogId, draftId } of outgoing.takenDrafts) await drafts.removeThis(dialogId, draftId);
  };
  const isTaken = (id: string): boolean => outgoing.takenDrafts.some(({ draftId }) => draftId === id);
  return new DraftStore(drafts, { prepare, isTaken }, clock, logger);
}
