// Checks of single fields of what is to be sent. Each throws a `PartFault` that says where.
import { isRecord } from '../../base/isRecord.ts';
import { wireNumber } from '../rest/wireNumber.ts';
import { readHexColor } from './hexColor.ts';
import { readWebTarget } from './linkTarget.ts';
import { PartFault } from './partProblem.ts';
import { type Fields, idOf, textOf } from './wireFields.ts';

export function requireRecord(value: unknown, path: string): Fields {
  if (isRecord(value)) return value;
  throw new PartFault({ kind: 'shape', ...at(path), detail: 'object' });
}

export function requireList(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new PartFault({ kind: 'shape', ...at(path), detail: 'list' });
  if (value.length === 0) throw new PartFault({ kind: 'shape', ...at(path), detail: 'notEmpty' });
  return value;
}

/** One object or a list of them, with the path of each. */
export function requireRecords(value: unknown, path: string): readonly (readonly [Fields, string])[] {
  if (isRecord(value)) return [[value, path]];
  return requireList(value, path).map((item, index) => {
    const itemPath = `${path}[${index}]`;
    return [requireRecord(item, itemPath), itemPath];
  });
}

export function requireText(fields: Fields, name: string, path: string): void {
  checkText(fields, name, path);
  if (textOf(fields[name]) === undefined) throw new PartFault({ kind: 'missing', ...at(path), detail: name });
}

export function checkText(fields: Fields, name: string, path: string): void {
  const value = fields[name];
  if (isGiven(value) && typeof value !== 'string' && typeof value !== 'number') {
    throw new PartFault({ kind: 'shape', path: join(path, name), detail: 'text' });
  }
}

export function checkNumber(fields: Fields, name: string, path: string): void {
  if (isGiven(fields[name]) && wireNumber(fields[name]) === undefined) {
    throw new PartFault({ kind: 'shape', path: join(path, name), detail: 'number' });
  }
}

export function checkLink(fields: Fields, name: string, path: string): void {
  checkText(fields, name, path);
  const text = textOf(fields[name]);
  if (text !== undefined && readWebTarget(text) === undefined) {
    throw new PartFault({ kind: 'link', path: join(path, name) });
  }
}

/** `words`, in upper case, are allowed beside the colours. */
export function checkColor(fields: Fields, name: string, path: string, words: readonly string[] = []): void {
  checkText(fields, name, path);
  const text = textOf(fields[name]);
  if (text === undefined || words.includes(text.toUpperCase()) || readHexColor(text) !== undefined) return;
  throw new PartFault({ kind: 'color', path: join(path, name) });
}

export function checkChoice(fields: Fields, name: string, path: string, words: readonly string[]): void {
  const value = fields[name];
  if (!isGiven(value) || (typeof value === 'string' && words.includes(value))) return;
  throw new PartFault({ kind: 'choice', path: join(path, name), detail: words.join(', ') });
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

export function hasId(fields: Fields, name: string): boolean {
  return idOf(fields[name]) !== undefined;
}

export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function at(path: string): { readonly path?: string } {
  return path === '' ? {} : { path };
}
