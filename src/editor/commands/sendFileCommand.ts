import * as vscode from 'vscode';
import type { FileToSend } from '../../messenger/files/fileToSend.ts';
import { problemWith } from '../../messenger/files/fileToSend.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { pickDialog } from '../dialogPicker.ts';
import { filesFromUris } from '../files/filesFromUris.ts';
import { readSendFileArgument } from './commandArguments.ts';
import { Cancelled } from './commandRegistry.ts';

const { t } = vscode.l10n;

/** Files from this computer or the workspace, as one message where the portal has a way for that. */
export async function sendFile(
  sessions: SessionStore,
  argument: unknown,
  uris: readonly vscode.Uri[],
): Promise<number | undefined> {
  if (argument === undefined) return sendAsked(sessions.all, uris);
  const { accountId, dialogId, uri, comment } = readSendFileArgument(argument);
  const session = sessions.require(accountId);
  const files = await filesFromUris(uri);
  const { stored } = await session.fileOutbox.send({ dialogId, text: comment, files }, { keepFailed: false });
  return lastOf(stored);
}

async function sendAsked(
  sessions: readonly Session[],
  given: readonly vscode.Uri[],
): Promise<number | undefined> {
  const uris = given.length > 0 ? given : await pickFiles();
  const files = await filesFromUris(uris);
  // Said before anything is asked that would be in vain.
  const problem = problemWith(files);
  if (problem !== undefined) throw new MessengerError({ kind: 'file', problem });
  const what = nameOf(files);
  const { session, dialogId, title } = await pickDialog(sessions, { title: t('Send {0} to', what) });
  const comment = await vscode.window.showInputBox({
    title: t('Send {0} to {1}', what, title),
    placeHolder: t('A comment, if you like'),
    ignoreFocusOut: true,
  });
  if (comment === undefined) throw new Cancelled();
  const messageId = await sendWithProgress(session, dialogId, comment, files, t('Sending {0}', what));
  vscode.window.setStatusBarMessage(`$(check) ${t('Sent to {0}', title)}`, 5_000);
  return messageId;
}

async function pickFiles(): Promise<readonly vscode.Uri[]> {
  const uris = await vscode.window.showOpenDialog({
    canSelectMany: true,
    title: t('Files to send'),
    openLabel: t('Choose'),
  });
  if (uris === undefined || uris.length === 0) throw new Cancelled();
  return uris;
}

/** Cancelling leaves nothing waiting. */
async function sendWithProgress(
  session: Session,
  dialogId: DialogId,
  text: string,
  files: readonly FileToSend[],
  title: string,
): Promise<number | undefined> {
  const before = new Set(session.outgoing.of(dialogId).map(({ uuid }) => uuid));
  const { stored } = await session.fileOutbox.send({ dialogId, text, files }, { keepFailed: true });
  const own = session.outgoing.of(dialogId).filter(({ uuid }) => !before.has(uuid));
  const uuids = new Set(own.map(({ uuid }) => uuid));
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      let isCancelled = false;
      let shown = 0;
      const subscriptions = [
        session.fileOutbox.onDidProgress(({ uuid, sent, total }) => {
          if (!uuids.has(uuid)) return;
          const percent = (sent / total) * 100;
          progress.report({ increment: Math.max(0, percent - shown) });
          shown = Math.max(shown, percent);
        }),
        token.onCancellationRequested(() => {
          isCancelled = true;
          for (const uuid of uuids) void session.fileOutbox.cancel(uuid).catch(() => undefined);
        }),
      ];
      try {
        return await lastOf(stored);
      } catch (error) {
        if (isCancelled) throw new Cancelled();
        throw error;
      } finally {
        for (const subscription of subscriptions) subscription.dispose();
      }
    },
  );
}

async function lastOf(stored: readonly Promise<number>[]): Promise<number | undefined> {
  return (await Promise.all(stored)).at(-1);
}

function nameOf(files: readonly FileToSend[]): string {
  const [first] = files;
  return files.length === 1 && first !== undefined ? first.name : t('{0} files', String(files.length));
}
