// What a person does with one message: one function for each, all of them reject with an error fit for `showError`.
import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import { portalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import type { SharedAs } from '../../bitrix24/api/messageActionsApi.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { textContent } from '../../messenger/outgoing.ts';
import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import type { MessageAct } from '../../protocol/navigation.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import type { CommandId } from '../commandIds.ts';
import { partsToSend } from '../longMessage.ts';
import { ShownError } from '../errorText.ts';
import { quoteOf } from './composerHandlers.ts';

const { t } = vscode.l10n;

export async function messageAct(
  session: Session,
  thread: Thread,
  messageId: number,
  act: MessageAct,
): Promise<void> {
  const { dialogId } = thread;
  switch (act) {
    case 'copyLink':
      return copyDialogLink(session, dialogId, messageId);
    case 'copyId':
      return copy(String(messageId), t('Message ID {0} copied', messageId));
    case 'markUnread':
      return session.markUnread(dialogId, messageId);
    case 'openInPortal':
      return openInPortal(session, dialogId);
    case 'like':
    case 'unlike':
      return session.actions.like(dialogId, messageId, act === 'like');
    case 'delete':
      return remove(session, dialogId, messageId);
    case 'forward':
      return forward(session, thread, messageId);
    case 'shareAsTask':
      return share(session, dialogId, messageId, 'task', t('A task was made of the message'));
    case 'shareAsPost':
      return share(session, dialogId, messageId, 'post', t('A feed post was made of the message'));
    case 'shareAsEvent':
      return share(session, dialogId, messageId, 'event', t('A calendar event was made of the message'));
    default:
      return assertNever(act);
  }
}

/** The portal's own page for a dialog; no address is known to lead to one message of it. */
export async function openInPortal(session: Session, dialogId: DialogId): Promise<void> {
  const address = new URL(`${portalAddress(session.account.portal)}/online/`);
  address.searchParams.set('IM_DIALOG', dialogId);
  await vscode.env.openExternal(vscode.Uri.parse(address.href, true));
}

export async function copyDialogLink(
  { account }: Session,
  dialogId: DialogId,
  messageId?: number,
): Promise<void> {
  const place = { accountId: account.id, dialogId, messageId };
  await vscode.commands.executeCommand('bitrix24.copyLink' satisfies CommandId, place);
}

async function copy(text: string, said: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  say(said);
}

/** Everybody loses it, so it is asked. */
async function remove(session: Session, dialogId: DialogId, messageId: number): Promise<void> {
  const yes = t('Delete');
  const chosen = await vscode.window.showWarningMessage(
    t('Delete this message?'),
    { modal: true, detail: t('It disappears for everybody in the dialog, and cannot be brought back.') },
    yes,
  );
  if (chosen === yes) await session.actions.delete(dialogId, messageId);
}

/** There is no documented call for it: a quote with a link to where it comes from (api-facts 4.6). */
async function forward(session: Session, thread: Thread, messageId: number): Promise<void> {
  const text = quoteOf(session, thread, messageId).trim();
  if (text === '') throw new ShownError(t('There is nothing in this message that can be forwarded.'));
  const { pickDialog } = await import('../dialogPicker.ts');
  try {
    const target = await pickDialog([session], { title: t('Forward to') });
    const parts = await partsToSend(text);
    if (parts.kind === 'refused') throw new ShownError(parts.reason);
    const contents = parts.texts.map((part) => textContent(target.dialogId, part));
    await session.sendAll(contents, { keepFailed: true });
    say(t('Forwarded to {0}', target.title));
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

async function share(
  session: Session,
  dialogId: DialogId,
  messageId: number,
  as: SharedAs,
  said: string,
): Promise<void> {
  await session.actions.share(dialogId, messageId, as);
  say(said);
}

function say(text: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${text}`, 5_000);
}
