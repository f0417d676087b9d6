import { isoDate } from '../wire/isoDate.ts';
import type { Operating } from './operatingMeter.ts';

export type TimeStyle = 'int' | 'float';

export type Span = { readonly startMs: number; readonly durationSeconds: number };

/** The `time` object of a success; builds of 2026 give an int `start` and 0 as `processing`, older ones floats (api-facts 1.2). */
export function timeEnvelope(
  span: Span,
  style: TimeStyle,
  utcOffsetMinutes: number,
  operating: Operating | undefined,
): Record<string, unknown> {
  const exactStart = span.startMs / 1000;
  const start = style === 'int' ? Math.floor(exactStart) : exactStart;
  const finish = exactStart + span.durationSeconds;
  return {
    start,
    finish,
    duration: finish - start,
    processing: style === 'int' ? 0 : span.durationSeconds,
    date_start: isoDate(span.startMs, utcOffsetMinutes),
    date_finish: isoDate(finish * 1000, utcOffsetMinutes),
    ...(operating === undefined
      ? {}
      : { operating_reset_at: operating.operating_reset_at, operating: operating.operating }),
  };
}
