// The pure half of `batch`: commands to the wire, and its odd answers back (api-facts 1.3).
import { isRecord } from '../../base/isRecord.ts';
import { type PortalRefusal, type PortalResult, readFailure, readTime } from './envelope.ts';
import type { PortalError } from './portalError.ts';
import { encodeQuery } from './queryEncoding.ts';
import { wireNumber } from './wireNumber.ts';

export interface Command {
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export type BatchItem =
  | {
      readonly ok: true;
      readonly result: unknown;
      readonly next: number | undefined;
      readonly total: number | undefined;
    }
  | { readonly ok: false; readonly error: PortalError };

/** What one command came to, as far as the wire tells. */
export type CommandAnswer = PortalResult | PortalRefusal | { readonly kind: 'missing' };

/** The portal runs no more than these in one request. */
export const BATCH_LIMIT = 50;

export function encodeCommand(command: Command): string {
  const query = encodeQuery(command.params ?? {});
  return query === '' ? command.method : `${command.method}?${query}`;
}

/** Reads the five maps by key: each is `[]` when empty, and a list where the keys are numbers without a hole. */
export function readBatch(result: unknown): ((key: string) => CommandAnswer) | undefined {
  if (!isRecord(result) || !('result' in result)) return undefined;
  return (key) => {
    const failure = at(result['result_error'], key);
    if (failure !== undefined) return readFailure(isRecord(failure) ? failure : { error: failure });
    const value = at(result['result'], key);
    if (value === undefined) return { kind: 'missing' };
    return {
      kind: 'result',
      result: value,
      next: wireNumber(at(result['result_next'], key)),
      total: wireNumber(at(result['result_total'], key)),
      time: readTime(at(result['result_time'], key)),
    };
  };
}

/** JSON has no undefined, so it stands for a key that is not there. */
function at(map: unknown, key: string): unknown {
  if (Array.isArray(map)) return /^\d+$/.test(key) ? map[Number(key)] : undefined;
  return isRecord(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}
