// Gives the written talks their times, relative to the portal's clock so that the demo is always of today.
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import type { Anchor, Talk, TalkEntry } from './talkScript.ts';

export type DatedEntry = { readonly dialogId: string; readonly dateMs: number; readonly entry: TalkEntry };

export type Now = { readonly ms: number; readonly utcOffsetMinutes: number };

export function scheduleTalk(talk: Talk, now: Now, random: () => number): readonly DatedEntry[] {
  const dated: DatedEntry[] = [];
  let dateMs = 0;
  for (const part of talk.parts) {
    // A clock that would go back (the demo starts at night) goes on from where the talk is.
    dateMs = Math.max(dateMs + SECOND_MS, anchorMs(part.anchor, now));
    for (const [index, entry] of part.entries.entries()) {
      if (index > 0) dateMs += gapMs(entry, random);
      dated.push({ dialogId: talk.dialogId, dateMs, entry });
    }
  }
  return dated;
}

/** Spreads topics over past working days, oldest first, one topic after the other. */
export function scheduleTopics(
  topics: readonly (readonly TalkEntry[])[],
  dialogId: string,
  days: { readonly from: number; readonly to: number },
  now: Now,
  random: () => number,
): readonly DatedEntry[] {
  const workdays = workdaysBetween(days.from, days.to, now);
  const perDay = topics.length / workdays.length;
  const dated: DatedEntry[] = [];
  let dateMs = 0;
  for (const [index, topic] of topics.entries()) {
    const slot = index / perDay;
    const daysAgo = workdays[Math.min(Math.floor(slot), workdays.length - 1)] ?? days.to;
    const minute = 8.7 * 60 + (slot % 1) * 8 * 60 + random() * 40;
    dateMs = Math.max(dateMs + 3 * MINUTE_MS, midnightMs(daysAgo, now) + minute * MINUTE_MS);
    const values = slotValues(random);
    for (const [position, entry] of topic.entries()) {
      if (position > 0) dateMs += gapMs(entry, random);
      dated.push({ dialogId, dateMs, entry: { ...entry, text: fillSlots(entry.text, values) } });
    }
  }
  return dated;
}

/** Every topic once in random order; in further rounds only those with slots come, with other values. */
export function shuffledTopics(
  topics: readonly (readonly TalkEntry[])[],
  rounds: number,
  random: () => number,
): readonly (readonly TalkEntry[])[] {
  const varied = topics.filter((topic) => topic.some((entry) => SLOT.test(entry.text)));
  return Array.from({ length: rounds }, (_, round) => shuffled(round === 0 ? topics : varied, random)).flat();
}

const SLOT = /\{(service|host|page|ms2|ms|pct|n|p)\}| N\}/;

function fillSlots(text: string, values: ReadonlyMap<string, string>): string {
  return text
    .replace(/\{(service|host|page|ms2|ms|pct|n|p)\}/g, (all, slot: string) => values.get(slot) ?? all)
    .replace(/ N\}/g, ` ${values.get('link') ?? '1'}}`);
}

/** Numbers of which Russian says "заказов", "секунд": the talks inflect nothing. */
const COUNTS = [5, 6, 7, 8, 9, 11, 12, 14, 15, 17, 18, 20, 25, 27, 30, 36, 38, 40, 45, 48];

function slotValues(random: () => number): ReadonlyMap<string, string> {
  const between = (low: number, high: number, step = 1): string =>
    String(low + step * Math.floor((random() * (high - low)) / step));
  const one = (...choices: readonly (string | number)[]): string =>
    String(choices[Math.floor(random() * choices.length)] ?? '');
  return new Map([
    ['service', one('kite-sync', 'gateway', 'courier-eta', 'invoice-pdf', 'stock-api', 'mailer', 'search')],
    ['host', one('build-3', 'db-2', 'edge-1', 'queue-4', 'worker-7')],
    ['page', one('orders', 'stock', 'sign-in', 'reports', 'settings', 'couriers', 'invoices')],
    ['ms', between(240, 900, 5)],
    ['ms2', between(40, 230, 5)],
    ['pct', between(21, 94)],
    ['n', one(...COUNTS)],
    ['p', between(2, 9)],
    ['link', between(1_190, 1_282)],
  ]);
}

function gapMs(entry: TalkEntry, random: () => number): number {
  return entry.gap === undefined
    ? (30 + random() * 150) * SECOND_MS
    : entry.gap * MINUTE_MS + random() * 40 * SECOND_MS;
}

function anchorMs(anchor: Anchor, now: Now): number {
  if (anchor.kind === 'ago') return now.ms - anchor.minutes * MINUTE_MS;
  return midnightMs(anchor.daysAgo, now) + anchor.minute * MINUTE_MS;
}

/** The portal's midnight. */
function midnightMs(daysAgo: number, now: Now): number {
  const offsetMs = now.utcOffsetMinutes * MINUTE_MS;
  return Math.floor((now.ms + offsetMs) / DAY_MS) * DAY_MS - offsetMs - daysAgo * DAY_MS;
}

function workdaysBetween(from: number, to: number, now: Now): readonly number[] {
  const days: number[] = [];
  for (let daysAgo = from; daysAgo >= to; daysAgo -= 1) {
    const noon = new Date(midnightMs(daysAgo, now) + DAY_MS / 2 + now.utcOffsetMinutes * MINUTE_MS);
    if (noon.getUTCDay() !== 0 && noon.getUTCDay() !== 6) days.push(daysAgo);
  }
  return days;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [result[at], result[other]];
    if (a !== undefined && b !== undefined) [result[at], result[other]] = [b, a];
  }
  return result;
}
