// Reading single values of what a portal or a bot sent, where nothing can be relied upon.
import { isRecord } from '../../base/isRecord.ts';
import type { ColorToken, HexColor } from '../../model/attachCard.ts';
import { wireNumber } from '../rest/wireNumber.ts';
import { readHexColor } from './hexColor.ts';

export type Fields = Readonly<Record<string, unknown>>;

const COLOR_TOKENS: readonly ColorToken[] = ['primary', 'secondary', 'alert', 'base'];

/** The objects of a list; a single one counts as a list, and so does a list with holes that became an object. */
export function recordsOf(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.filter(isRecord);
  if (!isRecord(value)) return [];
  const keys = Object.keys(value);
  const isList = keys.length > 0 && keys.every((key) => /^[0-9]+$/.test(key));
  return isList ? Object.values(value).filter(isRecord) : [value];
}

/** A text with something in it; numbers count. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function idOf(value: unknown): number | undefined {
  const id = wireNumber(value);
  return id !== undefined && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Pixels or bytes: zero and less mean "not known". */
export function amountOf(value: unknown): number | undefined {
  const amount = wireNumber(value);
  return amount !== undefined && amount > 0 ? amount : undefined;
}

export function colorOf(value: unknown): HexColor | undefined {
  return typeof value === 'string' ? readHexColor(value) : undefined;
}

export function colorTokenOf(value: unknown): ColorToken {
  const wanted = typeof value === 'string' ? value.toLowerCase() : '';
  return COLOR_TOKENS.find((token) => token === wanted) ?? 'base';
}

export function isYes(value: unknown): boolean {
  return value === 'Y' || value === true;
}
