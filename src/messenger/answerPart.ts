import type { BatchItem } from '../bitrix24/rest/batch.ts';

/** Parts of a request may fail without the rest. */
export type Part<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

export function part<T>(item: BatchItem | undefined, decode: (result: unknown) => T): Part<T> {
  try {
    return { ok: true, value: decode(valueOf(item)) };
  } catch (error) {
    return { ok: false, error };
  }
}

/** Throws what went wrong with it. */
export function valueOf(item: BatchItem | undefined): unknown {
  if (item === undefined) throw new Error('A command was left without an answer');
  if (!item.ok) throw item.error;
  return item.result;
}
