// Whether the portal would take an attach as it is meant (api-facts 4.2). It drops what it does not understand without
// a word, so that has to be found before it is sent.
import { isRecord } from '../../base/isRecord.ts';
import {
  checkChoice,
  checkColor,
  checkLink,
  checkNumber,
  checkText,
  isGiven,
  join,
  requireList,
  requireRecord,
  requireRecords,
  requireText,
} from './partFields.ts';
import { PartFault } from './partProblem.ts';
import type { Fields } from './wireFields.ts';

const CARD_COLORS = ['TRANSPARENT', 'CHAT'];
export const COLOR_TOKENS = ['primary', 'secondary', 'alert', 'base'];
const AVATAR_TYPES = ['USER', 'CHAT', 'BOT'];
const DISPLAYS = ['BLOCK', 'LINE', 'ROW', 'TABLE', 'COLUMN', 'CARD'];

const BLOCK_CHECKS: ReadonlyMap<string, (value: unknown, path: string) => void> = new Map([
  ['MESSAGE', checkMessage],
  ['LINK', eachOf(checkLinkItem)],
  ['RICH_LINK', eachOf(checkLinkItem)],
  ['USER', eachOf(checkUser)],
  ['GRID', eachOf(checkCell)],
  ['IMAGE', eachOf(checkImage)],
  ['FILE', eachOf(checkFile)],
  ['DELIMITER', checkDelimiter],
  ['HTML', checkHtml],
]);

/** Takes `{BLOCKS: [...]}` or the bare list of blocks; throws a `PartFault` at the first thing that is wrong. */
export function checkAttachValue(value: unknown): void {
  if (Array.isArray(value)) return checkBlocks(value, '');
  const fields = requireRecord(value, '');
  if (!isGiven(fields['BLOCKS'])) throw new PartFault({ kind: 'missing', detail: 'BLOCKS' });
  checkNumber(fields, 'ID', '');
  checkColor(fields, 'COLOR', '', CARD_COLORS);
  checkChoice(fields, 'COLOR_TOKEN', '', COLOR_TOKENS);
  checkText(fields, 'DESCRIPTION', '');
  checkBlocks(fields['BLOCKS'], 'BLOCKS');
}

function checkBlocks(value: unknown, path: string): void {
  requireList(value, path).forEach((item, index) => {
    const blockPath = `${path}[${index}]`;
    const block = requireRecord(item, blockPath);
    const [name, ...others] = Object.keys(block);
    if (name === undefined || others.length > 0) {
      throw new PartFault({ kind: 'shape', path: blockPath, detail: 'oneKey' });
    }
    const check = BLOCK_CHECKS.get(name);
    if (check === undefined) throw new PartFault({ kind: 'unknownBlock', path: blockPath, detail: name });
    check(block[name], join(blockPath, name));
  });
}

function eachOf(check: (fields: Fields, path: string) => void): (value: unknown, path: string) => void {
  return (value, path) => {
    for (const [fields, itemPath] of requireRecords(value, path)) check(fields, itemPath);
  };
}

function checkMessage(value: unknown, path: string): void {
  if (isRecord(value)) return requireText(value, 'TEXT', path);
  requireFilledText(value, path);
}

function checkHtml(value: unknown, path: string): void {
  requireFilledText(value, path);
}

function requireFilledText(value: unknown, path: string): void {
  if (typeof value !== 'string') throw new PartFault({ kind: 'shape', path, detail: 'text' });
  if (value.trim() === '') throw new PartFault({ kind: 'shape', path, detail: 'notEmpty' });
}

function checkLinkItem(fields: Fields, path: string): void {
  requireText(fields, 'LINK', path);
  for (const name of ['LINK', 'PREVIEW', 'EXTRA_IMAGE']) checkLink(fields, name, path);
  for (const name of ['NAME', 'DESC', 'HTML']) checkText(fields, name, path);
  for (const name of ['WIDTH', 'HEIGHT', 'USER_ID', 'CHAT_ID']) checkNumber(fields, name, path);
  const size = fields['PREVIEW_SIZE'];
  if (!isGiven(size)) return;
  const sizePath = join(path, 'PREVIEW_SIZE');
  const sizes = requireRecord(size, sizePath);
  for (const name of ['WIDTH', 'HEIGHT']) checkNumber(sizes, name, sizePath);
}

function checkUser(fields: Fields, path: string): void {
  requireText(fields, 'NAME', path);
  for (const name of ['AVATAR', 'LINK']) checkLink(fields, name, path);
  checkChoice(fields, 'AVATAR_TYPE', path, AVATAR_TYPES);
  for (const name of ['USER_ID', 'CHAT_ID', 'BOT_ID']) checkNumber(fields, name, path);
}

function checkCell(fields: Fields, path: string): void {
  requireText(fields, 'DISPLAY', path);
  checkChoice(fields, 'DISPLAY', path, DISPLAYS);
  for (const name of ['NAME', 'VALUE']) checkText(fields, name, path);
  if (!isGiven(fields['NAME']) && !isGiven(fields['VALUE'])) {
    throw new PartFault({ kind: 'missing', path, detail: 'NAME' });
  }
  checkColor(fields, 'COLOR', path);
  checkChoice(fields, 'COLOR_TOKEN', path, COLOR_TOKENS);
  checkLink(fields, 'LINK', path);
  for (const name of ['WIDTH', 'HEIGHT', 'USER_ID', 'CHAT_ID']) checkNumber(fields, name, path);
}

function checkImage(fields: Fields, path: string): void {
  requireText(fields, 'LINK', path);
  for (const name of ['LINK', 'PREVIEW']) checkLink(fields, name, path);
  checkText(fields, 'NAME', path);
  for (const name of ['WIDTH', 'HEIGHT']) checkNumber(fields, name, path);
}

function checkFile(fields: Fields, path: string): void {
  requireText(fields, 'LINK', path);
  checkLink(fields, 'LINK', path);
  checkText(fields, 'NAME', path);
  checkNumber(fields, 'SIZE', path);
}

function checkDelimiter(value: unknown, path: string): void {
  // An empty object arrives as an empty list where PHP had it in between.
  if (Array.isArray(value) && value.length === 0) return;
  const fields = requireRecord(value, path);
  checkNumber(fields, 'SIZE', path);
  checkColor(fields, 'COLOR', path);
}
