// PHP's arrays on the wire: one type for lists and maps, an empty one is always `[]`.

export type PhpValue = string | number | boolean | null | readonly PhpValue[] | PhpMap;
export type PhpMap = { readonly [name: string]: PhpValue };

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A PHP object without members, unlike an empty array: `{}`. */
export const emptyObject: Readonly<Record<string, never>> = Object.freeze({});

/** A PHP array from ordered entries: a list while the keys run 0..n-1, an object otherwise, `[]` when empty. */
export function phpArray<T>(entries: Iterable<readonly [string, T]>): readonly T[] | Record<string, T> {
  const all = [...entries];
  if (all.every(([key], index) => key === String(index))) return all.map(([, value]) => value);
  return Object.fromEntries(all);
}

/** What json_encode makes of a value: empty objects come out as `[]`, `undefined` members are left out. */
export function toWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => toWire(item));
  if (!isMap(value) || value === emptyObject) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return [];
  return Object.fromEntries(entries.map(([key, item]) => [key, toWire(item)]));
}

/** PHP's idea of true: "false" and "N" are, "0" and an empty array are not. */
export function isTruthy(value: PhpValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === '0') return false;
  if (value === 0) return false;
  if (Array.isArray(value)) return value.length > 0;
  return isMap(value) ? Object.keys(value).length > 0 : true;
}

/** PHP's intval: the leading digits of a string, 0 for everything hopeless. */
export function toInt(value: PhpValue | undefined): number {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') return Number.parseInt(/^\s*[+-]?\d+/.exec(value)?.[0] ?? '0', 10);
  return isTruthy(value) ? 1 : 0;
}

export function toText(value: PhpValue | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return value === true ? '1' : '';
}
