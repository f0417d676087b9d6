// The parts of a message that people and programs write as JSON, checked before they are sent. Bitrix24 refuses some
// of what is wrong without saying where, and drops the rest in silence.
import { checkAttachValue } from './checkAttach.ts';
import { checkKeyboardValue, checkMenuValue } from './checkButtons.ts';
import { findJsonFault } from './jsonFault.ts';
import { PartFault, type PartResult } from './partProblem.ts';

/** Characters of JSON; at this length the portal says ATTACH_OVERSIZE or KEYBOARD_OVERSIZE. */
export const PART_LIMIT = 60_000;

export function readAttach(jsonText: string): PartResult {
  return readPart(jsonText, checkAttachValue);
}

export function readKeyboard(jsonText: string): PartResult {
  return readPart(jsonText, checkKeyboardValue);
}

export function readMenu(jsonText: string): PartResult {
  return readPart(jsonText, checkMenuValue);
}

/** As `readAttach` for a value that is already parsed; a string is taken for JSON, as the portal does. */
export function checkAttach(value: unknown): PartResult {
  return typeof value === 'string' ? readAttach(value) : checkPart(value, checkAttachValue);
}

export function checkKeyboard(value: unknown): PartResult {
  return typeof value === 'string' ? readKeyboard(value) : checkPart(value, checkKeyboardValue);
}

export function checkMenu(value: unknown): PartResult {
  return typeof value === 'string' ? readMenu(value) : checkPart(value, checkMenuValue);
}

function readPart(jsonText: string, check: (value: unknown) => void): PartResult {
  // Editors put a byte order mark before a file's text; JSON has none.
  const text = jsonText.startsWith('\ufeff') ? jsonText.slice(1) : jsonText;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { line, column } = findJsonFault(text) ?? { line: 1, column: 1 };
    return { ok: false, problem: { kind: 'syntax', detail: `${line}:${column}` } };
  }
  return checkPart(value, check);
}

function checkPart(value: unknown, check: (value: unknown) => void): PartResult {
  try {
    check(value);
  } catch (error) {
    if (error instanceof PartFault) return { ok: false, problem: error.problem };
    throw error;
  }
  const length = jsonLength(value);
  if (length === undefined) return { ok: false, problem: { kind: 'shape', detail: 'object' } };
  if (length >= PART_LIMIT) return { ok: false, problem: { kind: 'tooLong', detail: String(length) } };
  return { ok: true, value };
}

/** `undefined` for what cannot be written as JSON, such as a value that contains itself. */
function jsonLength(value: unknown): number | undefined {
  try {
    return JSON.stringify(value).length;
  } catch {
    return undefined;
  }
}
