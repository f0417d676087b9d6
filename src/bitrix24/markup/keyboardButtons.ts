// What `params.KEYBOARD` and `params.MENU` of a message hold, read for drawing (api-facts 4.3, 4.4).
import { isRecord } from '../../base/isRecord.ts';
import { parseDialogId } from '../../model/dialogId.ts';
import type { ButtonAction, KeyboardButton, MenuItem } from '../../model/keyboard.ts';
import { isPhoneNumber, readLinkTarget } from './linkTarget.ts';
import {
  amountOf,
  colorOf,
  colorTokenOf,
  type Fields,
  idOf,
  isYes,
  recordsOf,
  textOf,
} from './wireFields.ts';

/** Reads the buttons of a message. Accepts whatever comes and never throws; buttons for phones are left out. */
export function readKeyboardButtons(keyboard: unknown): readonly KeyboardButton[] {
  const isWrapped = isRecord(keyboard) && 'BUTTONS' in keyboard;
  const botId = isWrapped ? idOf(keyboard['BOT_ID']) : undefined;
  const buttons: KeyboardButton[] = [];
  for (const fields of recordsOf(isWrapped ? keyboard['BUTTONS'] : keyboard)) {
    const button = readButton(fields, botId);
    if (button !== undefined) buttons.push(button);
  }
  return buttons.some(({ kind }) => kind === 'button') ? buttons : [];
}

/** Reads a bot's items for the context menu of a message, as tolerant as the buttons are read. */
export function readMenuItems(menu: unknown): readonly MenuItem[] {
  const isWrapped = isRecord(menu) && 'ITEMS' in menu;
  const botId = isWrapped ? idOf(menu['BOT_ID']) : undefined;
  return recordsOf(isWrapped ? menu['ITEMS'] : menu).flatMap((fields): readonly MenuItem[] => {
    const text = textOf(fields['TEXT']);
    if (text === undefined || wordOf(fields['CONTEXT']) === 'MOBILE') return [];
    return [{ text, action: readAction(fields, botId), isDisabled: isYes(fields['DISABLED']) }];
  });
}

function readButton(fields: Fields, commonBotId: number | undefined): KeyboardButton | undefined {
  if (wordOf(fields['TYPE']) === 'NEWLINE') return { kind: 'newline' };
  const text = textOf(fields['TEXT']);
  if (text === undefined || wordOf(fields['CONTEXT']) === 'MOBILE') return undefined;
  return {
    kind: 'button',
    text,
    action: readAction(fields, commonBotId),
    isDisabled: isYes(fields['DISABLED']),
    locksOnPress: isYes(fields['BLOCK']),
    display: wordOf(fields['DISPLAY']) === 'LINE' ? 'line' : 'block',
    width: amountOf(fields['WIDTH']),
    backgroundColor: colorOf(fields['BG_COLOR']),
    textColor: colorOf(fields['TEXT_COLOR']),
    colorToken: colorTokenOf(fields['BG_COLOR_TOKEN']),
  };
}

function readAction(fields: Fields, commonBotId: number | undefined): ButtonAction {
  const target = readLinkTarget(textOf(fields['LINK']) ?? '');
  if (target !== undefined) return { kind: 'link', target };

  const command = textOf(fields['COMMAND']);
  const botId = idOf(fields['BOT_ID']) ?? commonBotId;
  if (command !== undefined && botId !== undefined) {
    return { kind: 'command', botId, command, params: textOf(fields['COMMAND_PARAMS']) ?? '' };
  }

  const value = textOf(fields['ACTION_VALUE']);
  return value === undefined ? { kind: 'none' } : readNamedAction(wordOf(fields['ACTION']), value);
}

function readNamedAction(name: string, value: string): ButtonAction {
  switch (name) {
    case 'PUT':
      return { kind: 'put', value };
    case 'SEND':
      return { kind: 'send', value };
    case 'COPY':
      return { kind: 'copy', value };
    case 'CALL':
      return isPhoneNumber(value) ? { kind: 'call', number: value.trim() } : { kind: 'none' };
    case 'DIALOG': {
      const dialogId = parseDialogId(value);
      return dialogId === undefined ? { kind: 'none' } : { kind: 'dialog', dialogId };
    }
    default:
      return { kind: 'none' };
  }
}

function wordOf(value: unknown): string {
  return textOf(value)?.trim().toUpperCase() ?? '';
}
