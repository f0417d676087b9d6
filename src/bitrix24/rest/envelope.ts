import { isRecord } from '../../base/isRecord.ts';
import { wireNumber } from './wireNumber.ts';

/** What an answer says about the portal's clock and the method's use of it. Unix seconds, and seconds. */
export interface PortalTime {
  readonly finish: number | undefined;
  readonly operating: number | undefined;
  readonly operatingResetAt: number | undefined;
}

export interface PortalRefusal {
  readonly kind: 'error';
  readonly code: string;
  readonly description: string;
  /** Rarely there (api-facts 1.2). */
  readonly time: PortalTime | undefined;
}

export interface PortalResult {
  readonly kind: 'result';
  readonly result: unknown;
  readonly next: number | undefined;
  readonly total: number | undefined;
  readonly time: PortalTime | undefined;
}

export type Envelope =
  | PortalResult
  | PortalRefusal
  /** Not an answer of the portal's REST: a gateway's page, a captive portal, a cut body. */
  | { readonly kind: 'foreign' };

/** Reads an answer's body. `time`, `next` and `total` may be missing or odd without harm (api-facts 5). */
export function readEnvelope(text: string): Envelope {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: 'foreign' };
  }
  if (!isRecord(body)) return { kind: 'foreign' };

  // Beside a result an empty `error` counts as none.
  if ('error' in body && (isCode(body['error']) || !('result' in body))) return readFailure(body);
  if (!('result' in body)) return { kind: 'foreign' };
  return {
    kind: 'result',
    result: body['result'],
    next: wireNumber(body['next']),
    total: wireNumber(body['total']),
    time: readTime(body['time']),
  };
}

/** A failure as `{error, error_description}` states it; `error` may be a number or empty (api-facts 1.2). */
export function readFailure(body: Readonly<Record<string, unknown>>): PortalRefusal {
  const { error, error_description: description, time } = body;
  return {
    kind: 'error',
    code: isCode(error) ? String(error).slice(0, 100) : 'UNNAMED_ERROR',
    description: typeof description === 'string' ? description : '',
    time: readTime(time),
  };
}

function isCode(error: unknown): boolean {
  return (typeof error === 'string' && error !== '') || (typeof error === 'number' && error !== 0);
}

export function readTime(value: unknown): PortalTime | undefined {
  if (!isRecord(value)) return undefined;
  return {
    finish: wireNumber(value['finish']),
    operating: wireNumber(value['operating']),
    operatingResetAt: wireNumber(value['operating_reset_at']),
  };
}
