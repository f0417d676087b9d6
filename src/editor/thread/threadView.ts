import * as vscode from 'vscode';
import type { Dialog } from '../../model/dialog.ts';
import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import { messageById } from '../../messenger/timeline.ts';
import type { ThreadHeader, ThreadPatch, ThreadPhase, ThreadState } from '../../protocol/thread.ts';
import type { ReaderRow } from '../../protocol/navigation.ts';
import { kindName } from '../dialogs/dialogItem.ts';
import { syncStatus } from '../../messenger/syncStatus.ts';
import { errorText } from '../errorText.ts';
import { formatCount, formatMoment, formatSize } from '../format.ts';
import { presenceText } from '../presence.ts';
import { troubleText } from '../statusText.ts';
import { heldText } from '../heldText.ts';
import { type RowContext, rowChanges, type ThreadRows } from './threadRows.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';

const { t } = vscode.l10n;

/** The thread as the page is to show it now. */
export function threadState(session: Session, thread: Thread, rows: ThreadRows): ThreadState {
  const dialog = session.dialogs.get(thread.dialogId);
  return {
    phase: phaseOf(thread),
    header: headerOf(session, thread, dialog),
    rows: rows.of(
      thread.shown.messages,
      // What waits to be sent stands after the newest message, not after a gap.
      thread.hasNewer ? [] : session.outgoing.of(thread.dialogId),
      rowContext(session, thread),
    ),
    hasOlder: thread.shown.hasOlder,
    hasNewer: thread.hasNewer,
    newestId: thread.newestId,
    firstUnreadId: thread.firstUnreadId,
    unreadCount: dialog?.unread ?? thread.details?.unread ?? 0,
    notice: noticeOf(session, thread),
    readers: readersOf(session, thread),
    cannotWrite:
      (thread.details?.canWrite ?? dialog?.canWrite ?? true)
        ? undefined
        : t('Only some members may write here. Ask one of the dialog’s managers.'),
  };
}

/** What changed between two states; `undefined` when nothing a person can see has. */
export function threadPatch(before: ThreadState, after: ThreadState): ThreadPatch | undefined {
  const patch: ThreadPatch = {
    ...(isSame(before.phase, after.phase) ? {} : { phase: after.phase }),
    ...(isSame(before.header, after.header) ? {} : { header: after.header }),
    ...rowChanges(before.rows, after.rows),
    ...(before.hasOlder === after.hasOlder ? {} : { hasOlder: after.hasOlder }),
    ...(before.hasNewer === after.hasNewer ? {} : { hasNewer: after.hasNewer }),
    ...(before.newestId === after.newestId || after.newestId === undefined
      ? {}
      : { newestId: after.newestId }),
    ...(before.firstUnreadId === after.firstUnreadId ? {} : { firstUnreadId: after.firstUnreadId ?? null }),
    ...(before.unreadCount === after.unreadCount ? {} : { unreadCount: after.unreadCount }),
    ...(before.notice === after.notice ? {} : { notice: after.notice ?? null }),
    ...(isSame(before.readers, after.readers) ? {} : { readers: after.readers }),
    ...(before.cannotWrite === after.cannotWrite ? {} : { cannotWrite: after.cannotWrite ?? null }),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function phaseOf(thread: Thread): ThreadPhase {
  if (thread.load.kind === 'stale') return { kind: 'ready' };
  if (thread.load.kind !== 'failed') return thread.load;
  const { error } = thread.load;
  const canRetry = !isPortalError(error) || error.kind !== 'rejected';
  return { kind: 'failed', message: errorText(error), canRetry };
}

/** What is shown may be of an earlier session, or of before the portal went out of reach. */
function noticeOf({ connection }: Session, { load }: Thread): string | undefined {
  const trouble = troubleText(syncStatus(connection));
  if (load.kind === 'ready') return trouble;
  if (load.kind !== 'stale') return undefined;
  const asOf = formatMoment(load.asOf, Date.now());
  const reason = load.error === undefined ? trouble : errorText(load.error);
  return reason === undefined ? t('As of {0}, being refreshed…', asOf) : t('As of {0}. {1}', asOf, reason);
}

function headerOf(session: Session, thread: Thread, dialog: Dialog | undefined): ThreadHeader {
  const { details, dialogId } = thread;
  const peerId = /^\d+$/.test(dialogId) ? Number(dialogId) : undefined;
  const peer = peerId === undefined ? undefined : session.users.get(peerId);
  const kind = dialog?.kind ?? details?.kind ?? 'chat';
  return {
    dialogId,
    title: dialog?.title ?? peer?.name ?? (details?.title || dialogId),
    subtitle: subtitleOf(kind, dialog?.memberCount ?? details?.memberCount, peer),
    kind,
    color: dialog?.color ?? peer?.color ?? details?.color,
    face: session.faces.refOf((peer ?? dialog)?.avatarUrl || dialog?.avatarUrl || details?.avatarUrl),
    isPinned: dialog?.isPinned ?? false,
    isMuted: dialog?.isMuted ?? details?.isMuted ?? false,
  };
}

function subtitleOf(
  kind: Dialog['kind'],
  memberCount: number | undefined,
  peer: ReturnType<Session['users']['get']>,
): string {
  if (kind !== 'person') {
    return memberCount === undefined
      ? kindName(kind)
      : `${kindName(kind)} · ${t('{0} members', formatCount(memberCount))}`;
  }
  return [peer?.position, presenceText(peer)].filter(Boolean).join(' · ');
}

/** In a private dialog the one other, in a group whoever has read something. */
function readersOf(session: Session, thread: Thread): readonly ReaderRow[] {
  return (thread.details?.readBy ?? []).map(({ userId, userName, messageId }) => {
    const user = session.users.get(userId);
    const face = session.faces.refOf(user?.avatarUrl);
    return { userId, name: user?.name ?? userName, color: user?.color, face, messageId };
  });
}

function rowContext(session: Session, thread: Thread): RowContext {
  return {
    dialogId: thread.dialogId,
    ownId: session.ownId,
    ownName: session.account.userName,
    readId: thread.readId,
    pendingText: (messageId) => session.edits.pendingText(messageId),
    userOf: (userId) => session.users.get(userId),
    messageOf: (messageId) => messageById(thread.shown, messageId),
    unknownAuthor: t('Unknown person'),
    systemAuthor: t('System'),
    missingFile: t('File that is no longer there'),
    pressedIn: (message) => thread.pressed.of(message),
    faceOf: (url) => session.faces.refOf(url),
    sizeOf: formatSize,
    reasonOf: errorText,
    heldReasonOf: heldText,
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
