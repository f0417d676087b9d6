import { isMap, toInt, toText, type PhpMap, type PhpValue } from '../rest/phpValue.ts';
import { decodeStructure } from '../rest/params.ts';

export const MAX_ATTACH_LENGTH = 60_000;

type Block = Readonly<Record<string, unknown>>;

/** ATTACH as the server stores it: a fresh id, single values in lists, invalid blocks dropped without a word; `undefined` when nothing is left (api-facts 4.2). */
export function normalizeAttach(
  value: PhpValue | undefined,
  id: number,
): Record<string, unknown> | undefined {
  const raw = decodeStructure(value);
  if (raw === undefined) return undefined;
  const whole: PhpMap = isMap(raw) && 'BLOCKS' in raw ? raw : { BLOCKS: raw };
  const list = whole['BLOCKS'];
  const blocks = (isMap(list) || Array.isArray(list) ? Object.values(list) : []).flatMap((block: PhpValue) =>
    isMap(block) ? blockOf(block) : [],
  );
  if (blocks.length === 0) return undefined;
  const color = toText(whole['COLOR']);
  const token = toText(whole['COLOR_TOKEN']);
  const description = toText(whole['DESCRIPTION']);
  return {
    ID: id,
    BLOCKS: blocks,
    ...(description === '' ? {} : { DESCRIPTION: description }),
    ...(/^(#[0-9a-f]{3}|#[0-9a-f]{6}|TRANSPARENT|CHAT)$/i.test(color) ? { COLOR: color } : {}),
    COLOR_TOKEN: ['primary', 'secondary', 'alert', 'base'].includes(token) ? token : 'base',
  };
}

function blockOf(block: PhpMap): readonly Block[] {
  for (const [kind, value] of Object.entries(block)) {
    switch (kind) {
      case 'MESSAGE':
      case 'HTML': {
        const text = isMap(value) ? toText(value['TEXT']) : toText(value);
        return text === '' ? [] : [{ [kind]: text }];
      }
      case 'LINK':
      case 'RICH_LINK':
      case 'IMAGE':
      case 'FILE':
        return listBlock(kind, value, (item) => isLink(item['LINK']) || hasTarget(item));
      case 'USER':
        return listBlock(kind, value, (item) => toText(item['NAME']) !== '');
      case 'GRID':
        return listBlock(kind, value, isGridItem, gridItem);
      case 'DELIMITER': {
        const source = isMap(value) ? value : {};
        const color = toText(source['COLOR']);
        const size = toInt(source['SIZE']);
        return [{ DELIMITER: { SIZE: size > 0 ? size : 200, ...(color === '' ? {} : { COLOR: color }) } }];
      }
      default:
    }
  }
  return [];
}

function listBlock(
  kind: string,
  value: PhpValue,
  isValid: (item: PhpMap) => boolean,
  view: (item: PhpMap) => Block = cleanItem,
): readonly Block[] {
  const items: readonly PhpValue[] = Array.isArray(value) ? value : [value];
  const valid = items.filter((item): item is PhpMap => isMap(item)).filter(isValid);
  return valid.length === 0 ? [] : [{ [kind]: valid.map(view) }];
}

/** Links other than http(s) or portal paths go. */
function cleanItem(item: PhpMap): Block {
  return Object.fromEntries(
    Object.entries(item)
      .filter(([name, value]) => !['LINK', 'PREVIEW', 'AVATAR'].includes(name) || isLink(value))
      .map(([name, value]) => [name, /^(WIDTH|HEIGHT|SIZE|.*_ID)$/.test(name) ? toInt(value) : value]),
  );
}

function isGridItem(item: PhpMap): boolean {
  const display = toText(item['DISPLAY']);
  if (!['BLOCK', 'LINE', 'ROW', 'TABLE', 'COLUMN', 'CARD'].includes(display)) return false;
  return toText(item['NAME']) !== '' || toText(item['VALUE']) !== '';
}

function gridItem(item: PhpMap): Block {
  const renamed: Readonly<Record<string, string>> = { COLUMN: 'ROW', CARD: 'LINE' };
  const display = toText(item['DISPLAY']);
  return { ...cleanItem(item), DISPLAY: renamed[display] ?? display };
}

function hasTarget(item: PhpMap): boolean {
  return ['USER_ID', 'CHAT_ID', 'NETWORK_ID'].some((name) => toInt(item[name]) > 0);
}

export function isLink(value: PhpValue | undefined): boolean {
  return typeof value === 'string' && /^(https?:\/\/|\/)\S/i.test(value);
}
