// Whether the portal would take a keyboard or a menu as it is meant (api-facts 4.3, 4.4).
import { COLOR_TOKENS } from './checkAttach.ts';
import {
  checkChoice,
  checkColor,
  checkLink,
  checkNumber,
  checkText,
  hasId,
  isGiven,
  join,
  requireList,
  requireRecord,
  requireText,
} from './partFields.ts';
import { PartFault } from './partProblem.ts';
import type { Fields } from './wireFields.ts';

const YES_NO = ['Y', 'N'];
const CONTEXTS = ['ALL', 'MOBILE', 'DESKTOP'];
const TYPES = ['BUTTON', 'NEWLINE'];
const DISPLAYS = ['BLOCK', 'LINE'];
const ACTIONS_WITH_VALUE = ['PUT', 'SEND', 'COPY', 'CALL', 'DIALOG'];
const ACTIONS = [...ACTIONS_WITH_VALUE, 'LIVECHAT', 'HELP'];
const ACTION_FIELDS = ['LINK', 'COMMAND', 'ACTION', 'APP_ID'];
const COLOR_FIELDS = ['BG_COLOR', 'TEXT_COLOR', 'OFF_BG_COLOR', 'OFF_TEXT_COLOR'];

/** Takes `{BUTTONS: [...], BOT_ID}` or the bare list; throws a `PartFault` at the first thing that is wrong. */
export function checkKeyboardValue(value: unknown): void {
  forEachItem(value, 'BUTTONS', (fields, path, hasBot) => {
    checkChoice(fields, 'TYPE', path, TYPES);
    if (fields['TYPE'] === 'NEWLINE') return;
    checkPressable(fields, path, hasBot);
    checkChoice(fields, 'BLOCK', path, YES_NO);
    checkChoice(fields, 'DISPLAY', path, DISPLAYS);
    checkNumber(fields, 'WIDTH', path);
    for (const name of COLOR_FIELDS) checkColor(fields, name, path);
    checkChoice(fields, 'BG_COLOR_TOKEN', path, COLOR_TOKENS);
  });
}

/** Takes `{ITEMS: [...], BOT_ID}` or the bare list; throws a `PartFault` at the first thing that is wrong. */
export function checkMenuValue(value: unknown): void {
  forEachItem(value, 'ITEMS', (fields, path, hasBot) => {
    checkPressable(fields, path, hasBot);
    if (!ACTION_FIELDS.some((name) => isGiven(fields[name]))) {
      throw new PartFault({ kind: 'noAction', path, detail: ACTION_FIELDS.join(', ') });
    }
  });
}

function forEachItem(
  value: unknown,
  listName: 'BUTTONS' | 'ITEMS',
  check: (fields: Fields, path: string, hasBot: boolean) => void,
): void {
  let items = value;
  let path = '';
  let hasBot = false;
  if (!Array.isArray(value)) {
    const fields = requireRecord(value, '');
    if (!isGiven(fields[listName])) throw new PartFault({ kind: 'missing', detail: listName });
    checkNumber(fields, 'BOT_ID', '');
    items = fields[listName];
    path = listName;
    hasBot = hasId(fields, 'BOT_ID');
  }
  requireList(items, path).forEach((item, index) => {
    const itemPath = `${path}[${index}]`;
    check(requireRecord(item, itemPath), itemPath, hasBot);
  });
}

function checkPressable(fields: Fields, path: string, hasBot: boolean): void {
  requireText(fields, 'TEXT', path);
  checkLink(fields, 'LINK', path);
  checkChoice(fields, 'CONTEXT', path, CONTEXTS);
  checkChoice(fields, 'DISABLED', path, YES_NO);
  checkChoice(fields, 'ACTION', path, ACTIONS);
  for (const name of ['ACTION_VALUE', 'COMMAND', 'COMMAND_PARAMS']) checkText(fields, name, path);
  for (const name of ['BOT_ID', 'APP_ID']) checkNumber(fields, name, path);

  if (ACTIONS_WITH_VALUE.some((name) => name === fields['ACTION'])) requireText(fields, 'ACTION_VALUE', path);
  if (isGiven(fields['COMMAND']) && !hasBot && !hasId(fields, 'BOT_ID')) {
    throw new PartFault({ kind: 'noBot', path: join(path, 'COMMAND') });
  }
}
