import * as vscode from 'vscode';
import {
  checkAttach,
  checkKeyboard,
  checkMenu,
  readAttach,
  readKeyboard,
  readMenu,
} from '../../bitrix24/markup/outgoingParts.ts';
import type { PartResult } from '../../bitrix24/markup/partProblem.ts';
import { type MessageContent, textContent } from '../../messenger/outgoing.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { pickDialog } from '../dialogPicker.ts';
import { ShownError } from '../errorText.ts';
import { type PartsToSend, partsToSend, sendInOrder } from '../longMessage.ts';
import { partProblemText } from '../partProblemText.ts';
import { readSendMessageArgument, type SendMessageArgument } from './commandArguments.ts';
import { Cancelled } from './commandRegistry.ts';

const { t } = vscode.l10n;

/** `im.message.add` with every parameter, from the palette or from a program. */
export async function sendMessage(sessions: SessionStore, argument: unknown): Promise<number | undefined> {
  if (argument === undefined) return sendAsked(sessions.all);
  const given = readSendMessageArgument(argument);
  const session = sessions.require(given.accountId);
  const { stored } = await session.send(contentOf(given), { keepFailed: false });
  return stored;
}

function contentOf(given: SendMessageArgument): MessageContent {
  return {
    kind: 'message',
    dialogId: given.dialogId,
    text: given.message,
    attach: checked('ATTACH', given.attach, checkAttach),
    keyboard: checked('KEYBOARD', given.keyboard, checkKeyboard),
    menu: checked('MENU', given.menu, checkMenu),
    isSystem: given.system,
    urlPreview: given.urlPreview,
    replyTo: given.replyTo,
  };
}

type PartName = 'ATTACH' | 'KEYBOARD' | 'MENU';

function checked(part: PartName, value: unknown, check: (value: unknown) => PartResult): unknown {
  if (value === undefined || value === null) return undefined;
  const result = check(value);
  if (!result.ok) throw new ShownError(partProblemText(part, result.problem));
  return result.value;
}

async function sendAsked(sessions: readonly Session[]): Promise<number | undefined> {
  const { session, dialogId, title } = await pickDialog(sessions, { title: t('Send message to') });
  let content = textContent(dialogId, '');
  let parts: PartsToSend;
  // Whoever does not want it in parts gets it back to shorten it.
  do {
    content = await askForMore({ ...content, text: await askForText(content.text, title) }, title);
    parts = await partsToSend(content.text);
  } while (parts.kind === 'refused');
  // Cards and buttons belong to the last part, where the reader ends.
  const messages = parts.texts.map((part, index) =>
    index === parts.texts.length - 1 ? { ...content, text: part } : textContent(dialogId, part),
  );
  const messageId = await sendInOrder(session, messages);
  if (messageId === undefined) return undefined;
  vscode.window.setStatusBarMessage(`$(check) ${t('Sent to {0}', title)}`, 5_000);
  return messageId;
}

async function askForText(before: string, title: string): Promise<string> {
  const text = await vscode.window.showInputBox({
    title: t('Message to {0}', title),
    placeHolder: t('Bitrix24’s own markup works: [B]bold[/B], [CODE]…[/CODE], [BR] for a new line'),
    value: before,
    ignoreFocusOut: true,
  });
  if (text === undefined) throw new Cancelled();
  return text;
}

type Choice = 'send' | 'attach' | 'keyboard' | 'menu' | 'system' | 'urlPreview' | 'replyTo';

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice: Choice;
}

/** Send is the first entry, so Enter sends; whatever else the portal takes can be added before. */
async function askForMore(given: MessageContent, title: string): Promise<MessageContent> {
  let content = given;
  for (;;) {
    const picked = await vscode.window.showQuickPick<ChoiceItem>(choicesOf(content), {
      title: t('Message to {0}', title),
      placeHolder: t('Enter sends'),
      ignoreFocusOut: true,
    });
    if (picked === undefined) throw new Cancelled();
    switch (picked.choice) {
      case 'send':
        return content;
      case 'attach':
        content = { ...content, attach: await askForPart('ATTACH', content.attach, readAttach) };
        break;
      case 'keyboard':
        content = { ...content, keyboard: await askForPart('KEYBOARD', content.keyboard, readKeyboard) };
        break;
      case 'menu':
        content = { ...content, menu: await askForPart('MENU', content.menu, readMenu) };
        break;
      case 'system':
        content = { ...content, isSystem: !content.isSystem };
        break;
      case 'urlPreview':
        content = { ...content, urlPreview: content.urlPreview === false };
        break;
      case 'replyTo':
        content = { ...content, replyTo: await askForReply(content.replyTo) };
        break;
    }
  }
}

function choicesOf(content: MessageContent): readonly ChoiceItem[] {
  const isSet = (value: unknown): string => (value === undefined ? '' : t('set'));
  return [
    { choice: 'send', label: `$(send) ${t('Send')}`, detail: content.text.slice(0, 200) },
    { choice: 'attach', label: `$(add) ${t('Cards (ATTACH)…')}`, description: isSet(content.attach) },
    { choice: 'keyboard', label: `$(add) ${t('Buttons (KEYBOARD)…')}`, description: isSet(content.keyboard) },
    { choice: 'menu', label: `$(add) ${t('Context menu (MENU)…')}`, description: isSet(content.menu) },
    {
      choice: 'replyTo',
      label: `$(reply) ${t('Reply to a message…')}`,
      description: String(content.replyTo ?? ''),
    },
    {
      choice: 'system',
      label: `$(info) ${t('System message (SYSTEM)')}`,
      description: content.isSystem ? t('yes') : t('no'),
    },
    {
      choice: 'urlPreview',
      label: `$(link) ${t('Link preview (URL_PREVIEW)')}`,
      description: content.urlPreview === false ? t('no') : t('yes'),
    },
  ];
}

async function askForPart(
  part: PartName,
  before: unknown,
  read: (jsonText: string) => PartResult,
): Promise<unknown> {
  const text = await vscode.window.showInputBox({
    title: part,
    prompt: t('JSON as Bitrix24’s documentation shows it; empty takes it away'),
    value: before === undefined ? '' : JSON.stringify(before),
    ignoreFocusOut: true,
    validateInput: (value) => {
      if (value.trim() === '') return undefined;
      const result = read(value);
      return result.ok ? undefined : partProblemText(part, result.problem);
    },
  });
  if (text === undefined) return before;
  const result = text.trim() === '' ? undefined : read(text);
  return result?.ok ? result.value : undefined;
}

async function askForReply(before: number | undefined): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('Reply to a message'),
    prompt: t('ID of a message of this dialog; empty takes it away'),
    value: before === undefined ? '' : String(before),
    ignoreFocusOut: true,
    validateInput: (value) => (/^\s*\d{0,15}\s*$/.test(value) ? undefined : t('A message ID is a number.')),
  });
  if (text === undefined) return before;
  return Number(text.trim()) || undefined;
}
