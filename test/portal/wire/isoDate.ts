/** `2026-03-04T14:48:32+01:00`: the portal's own offset, never `Z`, no fraction. */
export function isoDate(ms: number, utcOffsetMinutes: number): string {
  const local = new Date(Math.floor(ms / 1000) * 1000 + utcOffsetMinutes * 60_000).toISOString().slice(0, 19);
  const sign = utcOffsetMinutes < 0 ? '-' : '+';
  const hours = String(Math.floor(Math.abs(utcOffsetMinutes) / 60)).padStart(2, '0');
  const minutes = String(Math.abs(utcOffsetMinutes) % 60).padStart(2, '0');
  return `${local}${sign}${hours}:${minutes}`;
}

/** PHP's ATOM format, strictly: a fraction, or a space where the `+` was, makes the date unreadable. */
export function parseAtom(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
