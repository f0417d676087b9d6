import { useRef } from 'preact/hooks';
import type { DraftKeeper } from './draftKeeper.ts';
import { usePageServices } from './pageServices.ts';

/** The extension has a longer pause of its own; this one only spares it most of the keys. */
const everyMs = 2_000;

/** Tells that this person is writing a new message; rewording an old one is nobody's business yet. */
export function useTypingReport(drafts: DraftKeeper, isWanted: boolean): () => void {
  const { post } = usePageServices();
  const last = useRef({ dialogId: '', at: 0 });
  return () => {
    const { dialogId, context, text } = drafts;
    const isRecent = last.current.dialogId === dialogId && performance.now() - last.current.at < everyMs;
    if (!isWanted || isRecent || context.edit !== undefined || text.trim() === '') return;
    last.current = { dialogId, at: performance.now() };
    post('typing', { dialogId });
  };
}
