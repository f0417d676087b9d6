// The portal's values as they may come (api-facts 5), read once: numbers as strings, `false` for nothing, `[]` for `{}`.
import * as v from 'valibot';
import type { Logger } from '../../base/ports.ts';
import { isRecord } from '../../base/isRecord.ts';
import type { ReplyLinks } from '../../model/replyLinks.ts';
import { PortalError } from '../rest/portalError.ts';
import { wireNumber } from '../rest/wireNumber.ts';

/** What a decoder needs beside the answer itself. */
export interface DecodeContext {
  /** Whose webhook it is: mute lists and the notes dialog go by it. */
  readonly ownUserId: number;
  readonly logger: Logger;
  /** Where given, learns what answers what, and tells it to the messages whose answer does not. */
  readonly replies?: ReplyLinks;
}

// A key that is missing reads as null.
const anything = v.optional(v.unknown(), null);

function reading<T>(read: (value: unknown) => T) {
  return v.pipe(anything, v.transform(read));
}

/** Positive; the row that lacks it is no row. */
export const id = v.pipe(reading(readInteger), v.number(), v.minValue(1));

/** 0 where the portal says nothing. */
export const count = reading((value) => Math.max(0, readInteger(value) ?? 0));

/** `undefined` where the portal says nothing. */
export const maybeCount = reading(readInteger);

/** Empty where the portal says nothing. */
export const text = reading(readText);

export const maybeText = reading((value) => readText(value) || undefined);

/**
 * Where the picture of a person or a dialog lies; '' for none, also where a blank one stands for it, and `undefined`
 * where nothing is said.
 */
export const picture = reading((value) => {
  if (value === false) return '';
  if (typeof value !== 'string') return undefined;
  return /(?:^|\/)blank\.gif(?:[?#]|$)|\/bitrix\/js\/im\/images\//i.test(value) ? '' : value;
});

export const flag = reading((value) => readFlag(value) ?? false);

export const maybeFlag = reading(readFlag);

/** Milliseconds since 1970; `undefined` for `false`, '' and null. */
export const maybeDate = reading((value) => {
  const date = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
});

/** Empty for `[]`, null and `false`. */
export const map = reading((value) => (isRecord(value) ? value : {}));

/** The values of a list, also of one with holes, which comes as an object. */
export const list = reading((value): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? Object.values(value) : [];
});

/** An object of a controller, which spells `chat_id` as `chatId` (api-facts 3.0), or a classic one. */
export const inEitherSpelling = reading((value): unknown => {
  if (!isRecord(value)) return value;
  const camel = Object.entries(value).filter(([key]) => /[a-z][A-Z]/.test(key));
  return { ...Object.fromEntries(camel.map(([key, entry]) => [snakeCased(key), entry])), ...value };
});

function snakeCased(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export const ids = reading((value) => {
  const values = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
  return values.flatMap((entry) => readInteger(entry) ?? []).filter((entry) => entry > 0);
});

export function readInteger(value: unknown): number | undefined {
  const number = wireNumber(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

function readText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

function readFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'Y' || value === 'true' || value === '1' || value === 1) return true;
  if (value === 'N' || value === 'false' || value === '0' || value === 0) return false;
  return undefined;
}

type Decoder<T> = v.GenericSchema<unknown, T>;

/** Decodes row by row; those that cannot be read are left out and noted in one line, without their content. */
export function decodeRows<T>(
  decoder: Decoder<T>,
  rows: readonly unknown[],
  what: string,
  logger: Logger,
): T[] {
  let count = 0;
  let field = '';
  const decodedRows = rows.flatMap((row) => {
    // A map of users holds null for the ones that are gone.
    if (row === null || row === false) return [];
    const decoded = v.safeParse(decoder, row);
    if (decoded.success) return [decoded.output];
    count += 1;
    field = v.getDotPath(decoded.issues[0]) ?? '';
    return [];
  });
  if (count > 0) logger.warn('The portal sent rows that cannot be read', { what, count, field });
  return decodedRows;
}

/** Decodes an answer that has to make sense as a whole. */
export function decodeWhole<T>(decoder: Decoder<T>, result: unknown, method: string): T {
  const decoded = v.safeParse(decoder, result);
  if (decoded.success) return decoded.output;
  throw unreadable(method);
}

/** The portal took the call and answered with something else than documented. */
export function unreadable(method: string): PortalError {
  return new PortalError({ kind: 'malformed', code: 'BAD_RESULT', outcome: 'unknown', method, status: 200 });
}
