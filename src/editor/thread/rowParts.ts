// The parts of a message beside its text, as the page draws them.
import { assertNever } from '../../base/assertNever.ts';
import { readKeyboardButtons, readMenuItems } from '../../bitrix24/markup/keyboardButtons.ts';
import { parseMarkup } from '../../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../../bitrix24/markup/plainText.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { ButtonAction, KeyboardButton } from '../../model/keyboard.ts';
import { linkHost } from '../../model/linkHost.ts';
import type { ForwardOrigin, Message } from '../../model/message.ts';
import type { ButtonRow, ForwardRow, MenuRow, ReplyRow } from '../../protocol/messageParts.ts';

const REPLY_LENGTH = 140;

/** `pressed`: the places of those that wait for their bot. */
export function buttonRows(
  keyboard: readonly unknown[],
  pressed: ReadonlySet<number> = new Set(),
): readonly ButtonRow[] {
  return readKeyboardButtons(keyboard).map((button, place) => {
    const row = buttonRow(button);
    return row.kind === 'button' && pressed.has(place) ? { ...row, isLocked: true } : row;
  });
}

export function menuRows(menu: readonly unknown[] | undefined): readonly MenuRow[] {
  return readMenuItems(menu ?? []).map(({ text, action, isDisabled }) => ({
    label: text,
    puts: action.kind === 'put' ? action.value : undefined,
    isDisabled: isDisabled || action.kind === 'none',
  }));
}

/** `source` is the answered message, where it is loaded. */
export function replyRow(
  dialogId: DialogId,
  messageId: number,
  source: Message | undefined,
  nameOf: (message: Message) => string,
): ReplyRow {
  const isShown = source !== undefined && !source.isDeleted;
  return {
    source: { dialogId, messageId },
    author: source === undefined ? '' : nameOf(source),
    text: isShown ? firstWords(source) : '',
  };
}

export function forwardRow(
  origin: ForwardOrigin,
  nameOf: (userId: number) => string | undefined,
): ForwardRow {
  const { authorId, chatTitle, dialogId, messageId } = origin;
  return {
    author: (authorId === undefined ? undefined : nameOf(authorId)) ?? '',
    chatTitle,
    source: dialogId === undefined || messageId === undefined ? undefined : { dialogId, messageId },
  };
}

function firstWords(message: Message): string {
  const words = plainText(parseMarkup(message.text), { maxLength: REPLY_LENGTH });
  return words || (message.files[0]?.name ?? '');
}

function buttonRow(button: KeyboardButton): ButtonRow {
  if (button.kind === 'newline') return button;
  const { text, action, ...looks } = button;
  return {
    ...looks,
    label: text,
    action: action.kind,
    host: action.kind === 'link' ? linkHost(action.target) : undefined,
    value: valueOf(action),
    isDisabled: button.isDisabled || action.kind === 'none',
  };
}

function valueOf(action: ButtonAction): string | undefined {
  switch (action.kind) {
    case 'put':
    case 'send':
    case 'copy':
      return action.value;
    case 'call':
      return action.number;
    case 'link':
    case 'dialog':
    case 'command':
    case 'none':
      return undefined;
    default:
      return assertNever(action);
  }
}
