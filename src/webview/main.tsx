// The thread page: listens to the extension, keeps the state, draws it.
import { render } from 'preact';
import { ThreadChannel } from './channel.ts';
import { DraftKeeper } from './draftKeeper.ts';
import { PageFiles } from './files/pageFiles.ts';
import { FilesRoom } from './files/FilesRoom.tsx';
import type { OpenPage, ThreadPatch } from '../protocol/thread.ts';
import { acquireHost } from './hostApi.ts';
import { loadMessageParts, loadOverlays, partsFor } from './pageParts.ts';
import { watchForPerson } from './personSigns.ts';
import { reportFaults } from './reportFaults.ts';
import { SavedPageStore } from './savedPage.ts';
import { ThreadPage } from './ThreadPage.tsx';
import { type PageEvent, patchSteps, reducePage, waitingPage } from './threadState.ts';
import { Turns } from './turns.ts';

const host = acquireHost();
const root = document.getElementById('root') ?? document.body.appendChild(document.createElement('div'));
const { account } = root.dataset;
const channel = new ThreadChannel(host, account);
const saved = new SavedPageStore(host, account);
const drafts = new DraftKeeper(saved, (draft) => channel.post('draftChanged', draft));
const files = new PageFiles(channel);
const turns = new Turns();
let state = waitingPage;

// Drawn at once and one event at a time: the list keeps its place by what changed between two drawings.
function update(event: PageEvent): void {
  state = reducePage(state, event);
  if (state.kind === 'waiting') return;
  root.className = 'page';
  render(
    <FilesRoom page={state} channel={channel} files={files}>
      <ThreadPage page={state} channel={channel} drafts={drafts} saved={saved} jumpTo={jumpTo} />
    </FilesRoom>,
    root,
  );
}

/** First the wish, so that the list shows no other place of the rows that come for it. */
function jumpTo(messageId: number, offset?: number): void {
  update({ kind: 'reveal', messageId, ...(offset !== undefined && { offset }) });
  const isHere = state.kind === 'opened' && state.thread.rows.some((row) => row.messageId === messageId);
  // Why it is not found the extension tells.
  if (!isHere) channel.request('showAround', { messageId }).catch(() => undefined);
}

function inTurn(act: () => void): void {
  turns.take(undefined, act);
}

function flushWhenHidden(): void {
  if (document.visibilityState === 'hidden') drafts.flush();
}

function open(page: OpenPage): void {
  files.clear();
  const { dialogId } = page.state.header;
  drafts.open(dialogId, page.draft, page.draftContext);
  if (page.place !== undefined) saved.place(dialogId, page.place);
  update({ kind: 'open', page });
  loadOverlays();
}

function patch(change: ThreadPatch): void {
  const rows = state.kind === 'opened' ? state.thread.rows : [];
  for (const step of patchSteps(rows, change)) update({ kind: 'patch', patch: step });
}

reportFaults(channel.post);
channel.listen({
  open: (page) => turns.take(partsFor(page.state.rows), () => open(page)),
  patch: (change) => turns.take(partsFor(change.upserts ?? []), () => patch(change)),
  settings: (settings) => inTurn(() => update({ kind: 'settings', settings })),
  focusComposer: () => inTurn(() => update({ kind: 'focusComposer' })),
  draft: ({ dialogId, text, context }) =>
    inTurn(() => {
      if (drafts.take(dialogId, text, context)) update({ kind: 'draft' });
    }),
  tray: (tray) => inTurn(() => files.tray.set(tray)),
  uploadProgress: (progress) => inTurn(() => files.noteProgress(progress)),
  reveal: ({ messageId }) => inTurn(() => update({ kind: 'reveal', messageId })),
});
document.addEventListener('visibilitychange', flushWhenHidden);
watchForPerson(document, () => channel.post('acted', {}));
window.addEventListener('pagehide', () => drafts.flush());
channel.post('ready', saved.ready);
loadMessageParts();
