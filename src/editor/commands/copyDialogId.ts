import * as vscode from 'vscode';
import type { Session } from '../../messenger/session.ts';
import type { DialogId } from '../../model/dialogId.ts';

const { t } = vscode.l10n;

/** Says so in the status bar rather than as a notification: there is nothing to decide. */
export async function copyDialogId(session: Session, dialogId: DialogId): Promise<DialogId> {
  await vscode.env.clipboard.writeText(dialogId);
  const title = session.dialogs.get(dialogId)?.title;
  const text =
    title === undefined
      ? t('Dialog ID {0} copied', dialogId)
      : t('Dialog ID {0} of “{1}” copied', dialogId, title);
  vscode.window.setStatusBarMessage(`$(check) ${text}`, 5_000);
  return dialogId;
}
