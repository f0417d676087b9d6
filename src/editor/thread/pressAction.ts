// What happens when a person presses what a bot offers, or what a text offers to say.
import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import { readKeyboardButtons, readMenuItems } from '../../bitrix24/markup/keyboardButtons.ts';
import type { ButtonAction } from '../../model/keyboard.ts';
import type { Message } from '../../model/message.ts';
import { textContent } from '../../messenger/outgoing.ts';
import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import type { PressOutcome } from '../../protocol/messageParts.ts';
import { showError } from '../commands/commandRegistry.ts';
import { errorText } from '../errorText.ts';
import { callNumber, openLink } from './openLink.ts';
import type { OpenDialog } from './threadHandlers.ts';

const { t } = vscode.l10n;

const DONE: PressOutcome = { kind: 'done' };
const CANCELLED: PressOutcome = { kind: 'cancelled' };

export interface Press {
  readonly key: string;
  readonly part: 'keyboard' | 'menu';
  readonly index: number;
}

/**
 * Does what the message itself says at that place: the page names a place and never an action, so that nothing but the
 * bot's own message decides what a press can do.
 */
export async function press(
  session: Session,
  thread: Thread,
  openDialog: OpenDialog,
  { key, part, index }: Press,
): Promise<PressOutcome> {
  const message = thread.shown.messages.find(({ id, uuid }) => uuid === key || String(id) === key);
  const action = message && actionAt(message, part, index);
  if (message === undefined || action === undefined) {
    return { kind: 'failed', reason: t('This button is no longer there.') };
  }
  try {
    const outcome = await act(session, thread, openDialog, message, action);
    const locks = part === 'keyboard' && outcome.kind === 'done' && locksAt(message, index);
    if (locks) thread.notePressed(message, index);
    return outcome;
  } catch (error) {
    // A button says beside itself what went wrong; a menu has closed by now.
    if (part === 'menu') void showError(error);
    return { kind: 'failed', reason: errorText(error) };
  }
}

/** Sends what somebody else's message offers to say, once this person has read it and agreed. */
export async function sendOffered(session: Session, thread: Thread, text: string): Promise<PressOutcome> {
  const send = t('Send');
  const chosen = await vscode.window.showInformationMessage(
    t('Send this message as yourself?'),
    { modal: true, detail: text },
    send,
  );
  if (chosen !== send) return CANCELLED;
  try {
    await session.send(textContent(thread.dialogId, text), { keepFailed: true });
    return DONE;
  } catch (error) {
    return { kind: 'failed', reason: errorText(error) };
  }
}

function actionAt(message: Message, part: Press['part'], index: number): ButtonAction | undefined {
  if (part === 'menu') {
    const item = readMenuItems(message.menu ?? [])[index];
    return item?.isDisabled === false ? item.action : undefined;
  }
  const button = readKeyboardButtons(message.keyboard)[index];
  return button?.kind === 'button' && !button.isDisabled ? button.action : undefined;
}

function locksAt({ keyboard }: Message, index: number): boolean {
  const button = readKeyboardButtons(keyboard)[index];
  return button?.kind === 'button' && button.locksOnPress;
}

async function act(
  session: Session,
  thread: Thread,
  openDialog: OpenDialog,
  message: Message,
  action: ButtonAction,
): Promise<PressOutcome> {
  switch (action.kind) {
    case 'link':
      return doneIf(await openLink(session, action.target, { isButton: true }));
    case 'call':
      return doneIf(await callNumber(action.number));
    case 'copy':
      await vscode.env.clipboard.writeText(action.value);
      return { kind: 'copied' };
    case 'send':
      return sendOffered(session, thread, action.value);
    case 'dialog':
      await openDialog(action.dialogId, undefined);
      return DONE;
    case 'command': {
      const { botId, command, params } = action;
      await session.portal.bots.press({ messageId: message.id, botId, command, params }, { lane: 'person' });
      return DONE;
    }
    // The page itself fills the composer.
    case 'put':
    case 'none':
      return DONE;
    default:
      return assertNever(action);
  }
}

function doneIf(isDone: boolean): PressOutcome {
  return isDone ? DONE : CANCELLED;
}
