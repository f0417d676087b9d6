// What a person does with a file of a message: open it, keep it, find it.
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { safeFileName } from '../../messenger/files/fileName.ts';
import { shownTypeOf } from '../../messenger/files/fileKind.ts';
import type { Session } from '../../messenger/session.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { MessageFile } from '../../model/message.ts';
import { canReveal } from './canReveal.ts';
import { ShownError } from '../errorText.ts';
import { fileErrorText } from './fileErrorText.ts';
import { fileNatureOf } from './fileNature.ts';
import { placeOpenedFile, readHead, writeWhole } from './openedFiles.ts';

const { t } = vscode.l10n;

/** Text and pictures in VS Code; anything else with the system's program for it, after asking. */
export async function openFile(session: Session, dialogId: DialogId, file: MessageFile): Promise<void> {
  const path = await placed(session, dialogId, file);
  const head = await readHead(path);
  const isImage = shownTypeOf(head, false)?.startsWith('image/') === true;
  const uri = vscode.Uri.file(path);
  switch (fileNatureOf(file.name, head, isImage)) {
    case 'text':
    case 'image':
      await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
      return;
    case 'program':
      return offerToSave(session, dialogId, file, programWarning(file));
    case 'other':
      return openElsewhere(session, dialogId, file, uri);
  }
}

/** Asks where to; the bytes are written as they come, so a large file needs no memory. */
export async function saveFile(session: Session, dialogId: DialogId, file: MessageFile): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(defaultFolder(), safeFileName(file.name)),
    title: t('Save {0}', file.name),
  });
  if (target === undefined) return;
  await fetching(file, t('Saving {0}', file.name), async (signal, onProgress) => {
    const options = { lane: 'person', signal, onProgress } as const;
    if (target.scheme === 'file') {
      await writeWhole(target.fsPath, (take) => session.files.stream(dialogId, file, take, options));
    } else {
      await vscode.workspace.fs.writeFile(target, await session.files.bytes(dialogId, file, options));
    }
  });
  const open = t('Open');
  const reveal = t('Show in folder');
  const actions = canReveal() && target.scheme === 'file' ? [open, reveal] : [open];
  const chosen = await vscode.window.showInformationMessage(t('{0} was saved.', file.name), ...actions);
  if (chosen === reveal) await vscode.commands.executeCommand('revealFileInOS', target);
  if (chosen === open) await openFile(session, dialogId, file);
}

export async function revealFile(session: Session, dialogId: DialogId, file: MessageFile): Promise<void> {
  const path = await placed(session, dialogId, file);
  await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
}

async function placed(session: Session, dialogId: DialogId, file: MessageFile): Promise<string> {
  const folder = join(session.folder.path, 'opened');
  return fetching(file, t('Opening {0}', file.name), (signal, onProgress) =>
    placeOpenedFile(folder, file, (take) =>
      session.files.stream(dialogId, file, take, { lane: 'person', signal, onProgress }),
    ),
  );
}

async function openElsewhere(
  session: Session,
  dialogId: DialogId,
  file: MessageFile,
  uri: vscode.Uri,
): Promise<void> {
  if (!canReveal()) {
    return offerToSave(
      session,
      dialogId,
      file,
      t('VS Code cannot show {0}. Save it and open it on your computer.', file.name),
    );
  }
  const open = t('Open');
  const save = t('Save as…');
  const chosen = await vscode.window.showWarningMessage(
    t('Open {0} with another program?', file.name),
    { modal: true, detail: t('Files from others can do harm. Open it only if you expect it from them.') },
    open,
    save,
  );
  if (chosen === open) await vscode.env.openExternal(uri);
  if (chosen === save) await saveFile(session, dialogId, file);
}

function programWarning(file: MessageFile): string {
  return t('{0} is a program or may run one, so it is not opened from a message.', file.name);
}

async function offerToSave(
  session: Session,
  dialogId: DialogId,
  file: MessageFile,
  message: string,
): Promise<void> {
  const save = t('Save as…');
  if ((await vscode.window.showWarningMessage(message, save)) === save) {
    await saveFile(session, dialogId, file);
  }
}

type Work<T> = (
  signal: AbortSignal,
  onProgress: (received: number, total: number | undefined) => void,
) => Promise<T>;

/** Shows how far it is once it takes long enough to be noticed, and can be cancelled. */
function fetching<T>(file: MessageFile, title: string, work: Work<T>): Promise<T> {
  const progressing = vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      const subscription = token.onCancellationRequested(() => controller.abort());
      let shown = 0;
      try {
        return await work(controller.signal, (received, total = file.size) => {
          const percent = total > 0 ? Math.min(100, (received / total) * 100) : 0;
          progress.report({ increment: percent - shown });
          shown = percent;
        });
      } catch (error) {
        if (controller.signal.aborted) throw new ShownError(t('Cancelled.'));
        throw new ShownError(fileErrorText(error), { cause: error });
      } finally {
        subscription.dispose();
      }
    },
  );
  return Promise.resolve(progressing);
}

function defaultFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
}
