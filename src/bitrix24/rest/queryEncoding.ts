import { isRecord } from '../../base/isRecord.ts';

/**
 * Encodes parameters as PHP reads them back: `USERS[0]=1&ORDER[ID]=ASC`. Members without a value are left out, and so
 * are empty lists and objects, which this form cannot say.
 */
export function encodeQuery(params: Readonly<Record<string, unknown>>): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(params)) addPairs(pairs, escape(name), value);
  return pairs.join('&');
}

function addPairs(pairs: string[], name: string, value: unknown): void {
  if (isRecord(value) || Array.isArray(value)) {
    for (const [key, member] of Object.entries(value)) addPairs(pairs, `${name}[${escape(key)}]`, member);
    return;
  }
  const text = scalar(value);
  if (text !== undefined) pairs.push(`${name}=${escape(text)}`);
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function escape(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
