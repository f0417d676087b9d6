// What a person does with one message: one function for each, all of them reject with an error fit for `showError`.
import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import { portalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { MessageAct } from '../../protocol/thread.ts';
import { dialogLink } from '../dialogLink.ts';

const { t } = vscode.l10n;

export async function messageAct(
  session: Session,
  dialogId: DialogId,
  messageId: number,
  act: MessageAct,
): Promise<void> {
  switch (act) {
    case 'copyLink':
      return copy(dialogLink({ dialogId, messageId }), t('Link copied'));
    case 'copyId':
      return copy(String(messageId), t('Message ID {0} copied', messageId));
    case 'markUnread':
      return session.markUnread(dialogId, messageId);
    case 'openInPortal':
      return openInPortal(session, dialogId, messageId);
    default:
      return assertNever(act);
  }
}

/** The portal's own page for a dialog, at a message where one is given. */
async function openInPortal(
  session: Session,
  dialogId: DialogId,
  messageId: number | undefined,
): Promise<void> {
  const address = new URL(`${portalAddress(session.account.portal)}/online/`);
  address.searchParams.set('IM_DIALOG', dialogId);
  if (messageId !== undefined) address.searchParams.set('IM_MESSAGE', String(messageId));
  await vscode.env.openExternal(vscode.Uri.parse(address.href, true));
}

async function copy(text: string, said: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${said}`, 5_000);
}
