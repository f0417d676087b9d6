import { isMap, type PhpValue } from '../rest/phpValue.ts';
import { RestError } from '../rest/restError.ts';
import { MAX_ATTACH_LENGTH, normalizeAttach } from '../wire/attach.ts';
import { normalizeKeyboard, normalizeMenu } from '../wire/keyboard.ts';
import type { Call } from './call.ts';

type ExtraName = 'ATTACH' | 'KEYBOARD' | 'MENU';

/** Whether the parameter asks for content, as opposed to being left out or empty. */
export function hasExtra({ params }: Call, name: ExtraName): boolean {
  return params.has(name) && !isRemoval(params.value(name));
}

/** 'N' or something empty, which removes the part when a message is updated. */
export function isRemoval(value: PhpValue | undefined): boolean {
  if (typeof value === 'string') return value === '' || value === 'N';
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) ? Object.keys(value).length === 0 : value === false;
}

export function attachParam(call: Call): readonly unknown[] {
  const attach = normalizeAttach(call.params.value('ATTACH'), call.world.nextFolderId());
  if (attach === undefined) throw new RestError(400, 'ATTACH_ERROR', 'Incorrect attach params');
  if (JSON.stringify(attach).length >= MAX_ATTACH_LENGTH) {
    throw new RestError(400, 'ATTACH_OVERSIZE', 'You have exceeded the maximum allowable size of attach');
  }
  return [attach];
}

export function keyboardParam({ params }: Call): readonly unknown[] {
  const keyboard = normalizeKeyboard(params.value('KEYBOARD'));
  if (keyboard === undefined) throw new RestError(400, 'KEYBOARD_ERROR', 'Incorrect keyboard params');
  return keyboard;
}

export function menuParam({ params }: Call, errorCode: 'MENU_ERROR' | 'menu_ERROR'): readonly unknown[] {
  const menu = normalizeMenu(params.value('MENU'));
  if (menu === undefined) throw new RestError(400, errorCode, 'Incorrect menu params');
  return menu;
}

/** On update keyboards and menus are measured too; on add they are not. */
export function refuseOversize(name: 'KEYBOARD' | 'MENU', value: readonly unknown[]): readonly unknown[] {
  if (JSON.stringify(value).length < MAX_ATTACH_LENGTH) return value;
  const what = name.toLowerCase();
  throw new RestError(400, `${name}_OVERSIZE`, `You have exceeded the maximum allowable size of ${what}`);
}
