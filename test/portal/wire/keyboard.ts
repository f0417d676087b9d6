import { decodeStructure } from '../rest/params.ts';
import { isMap, toInt, toText, type PhpMap, type PhpValue } from '../rest/phpValue.ts';
import { isLink } from './attach.ts';

type Button = Readonly<Record<string, unknown>>;

const ACTIONS = ['PUT', 'SEND', 'COPY', 'CALL', 'DIALOG', 'LIVECHAT', 'HELP'];
const COLORS = ['BG_COLOR', 'TEXT_COLOR', 'OFF_BG_COLOR', 'OFF_TEXT_COLOR'];

/** KEYBOARD as the server stores it, `undefined` when no button is valid (api-facts 4.3). */
export function normalizeKeyboard(value: PhpValue | undefined): readonly Button[] | undefined {
  return normalize(value, 'BUTTONS', (item, botId) => {
    if (item['TYPE'] === 'NEWLINE') return { TYPE: 'NEWLINE' };
    const target = targetOf(item, botId);
    if (target === undefined) return undefined;
    const width = toInt(item['WIDTH']);
    const token = toText(item['BG_COLOR_TOKEN']);
    return {
      BOT_ID: botIdOf(item, botId),
      TYPE: 'BUTTON',
      TEXT: toText(item['TEXT']),
      ...target,
      CONTEXT: contextOf(item),
      DISPLAY: item['DISPLAY'] === 'LINE' ? 'LINE' : 'BLOCK',
      BLOCK: yes(item['BLOCK']),
      DISABLED: yes(item['DISABLED']),
      WAIT: yes(item['WAIT']),
      ...(width > 0 ? { WIDTH: width } : {}),
      ...Object.fromEntries(
        COLORS.filter((name) => /^#[0-9a-f]{3,6}$/i.test(toText(item[name]))).map((name) => [
          name,
          item[name],
        ]),
      ),
      ...(['primary', 'secondary', 'alert', 'base'].includes(token) ? { BG_COLOR_TOKEN: token } : {}),
    };
  });
}

/** MENU likewise (api-facts 4.4). */
export function normalizeMenu(value: PhpValue | undefined): readonly Button[] | undefined {
  return normalize(value, 'ITEMS', (item, botId) => {
    const target = targetOf(item, botId);
    if (target === undefined || Object.keys(target).length === 0) return undefined;
    return {
      BOT_ID: botIdOf(item, botId),
      TEXT: toText(item['TEXT']),
      ...target,
      CONTEXT: contextOf(item),
      DISABLED: yes(item['DISABLED']),
    };
  });
}

function normalize(
  value: PhpValue | undefined,
  listName: string,
  view: (item: PhpMap, botId: number) => Button | undefined,
): readonly Button[] | undefined {
  const raw = decodeStructure(value);
  if (raw === undefined) return undefined;
  const isWrapped = isMap(raw) && listName in raw;
  const list = isWrapped ? decodeStructure(raw[listName]) : raw;
  const botId = isMap(raw) ? toInt(raw['BOT_ID']) : 0;
  const items = Object.values(list ?? {}).flatMap((item: unknown): readonly Button[] => {
    const button = isMap(item) ? view(item as PhpMap, botId) : undefined;
    return button === undefined ? [] : [button];
  });
  return items.length === 0 ? undefined : items;
}

/** What a button does; `undefined` when the server drops it. */
function targetOf(item: PhpMap, botId: number): Button | undefined {
  if (toText(item['TEXT']).trim() === '') return undefined;
  if (item['LINK'] !== undefined) return isLink(item['LINK']) ? { LINK: item['LINK'] } : undefined;
  const action = toText(item['ACTION']);
  if (action !== '') {
    if (!ACTIONS.includes(action)) return undefined;
    return { ACTION: action, ACTION_VALUE: toText(item['ACTION_VALUE']) };
  }
  const command = toText(item['COMMAND']).replace(/^\//, '');
  if (command !== '') {
    if (botIdOf(item, botId) <= 0) return undefined;
    return { COMMAND: command, COMMAND_PARAMS: toText(item['COMMAND_PARAMS']) };
  }
  const appId = toInt(item['APP_ID']);
  return appId > 0 ? { APP_ID: appId, APP_PARAMS: toText(item['APP_PARAMS']) } : {};
}

function botIdOf(item: PhpMap, botId: number): number {
  return toInt(item['BOT_ID']) || botId;
}

function contextOf(item: PhpMap): string {
  const context = toText(item['CONTEXT']);
  return ['MOBILE', 'DESKTOP'].includes(context) ? context : 'ALL';
}

function yes(value: PhpValue | undefined): 'Y' | 'N' {
  return value === 'Y' ? 'Y' : 'N';
}
