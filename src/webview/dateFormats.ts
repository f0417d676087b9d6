import { formatBytes } from './formatBytes.ts';
import type { ThreadWording } from '../protocol/threadWording.ts';

/** Dates and numbers as the person's language writes them, in the person's zone. A date out of range gives ''. */
export interface DateFormats {
  readonly time: (date: number) => string;
  /** Hours and minutes alone, for a narrow place beside others with the part of the day. */
  readonly shortTime: (date: number) => string;
  /** Day and time to the second. */
  readonly full: (date: number) => string;
  /** For a separator between days; `today` is any moment of today. */
  readonly day: (date: number, today: number, wording: ThreadWording) => string;
  /** `format` as Bitrix24 names it (api-facts 4.1); an unknown one gives date and time. */
  readonly stamp: (date: number, format: string) => string;
  readonly count: (value: number) => string;
  /** `a, b and c`. */
  readonly list: (words: readonly string[]) => string;
  readonly size: (bytes: number) => string;
}

export function createDateFormats(locale: string): DateFormats {
  const locales = supportedLocales(locale);
  const format = (options: Intl.DateTimeFormatOptions): ((date: number) => string) => {
    const formatter = whenNeeded(() => new Intl.DateTimeFormat(locales, options));
    return (date) => (Math.abs(date) <= maxDate ? formatter().format(date) : '');
  };
  const times = whenNeeded(() => new Intl.DateTimeFormat(locales, timeOptions));
  const stamps = new Map<string, (date: number) => string>();
  const dayOfThisYear = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayOfOtherYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const lists = whenNeeded(() => new Intl.ListFormat(locales));
  const numbers = whenNeeded(() => new Intl.NumberFormat(locales));

  return {
    time: format(timeOptions),
    shortTime: (date) => digitsOf(times(), date),
    full: format({ dateStyle: 'full', timeStyle: 'medium' }),
    day: (date, today, wording) => {
      const daysAgo = daysBetween(date, today);
      if (daysAgo === 0) return wording.today;
      if (daysAgo === 1) return wording.yesterday;
      return isSameYear(date, today) ? dayOfThisYear(date) : dayOfOtherYear(date);
    },
    stamp: (date, name) => {
      let known = stamps.get(name);
      if (!known) stamps.set(name, (known = format(stampOptions(name))));
      return known(date);
    },
    count: (value) => numbers().format(value),
    list: (words) => lists().format(words),
    size: (bytes) => formatBytes(bytes, locales),
  };
}

/** A formatter takes a millisecond or so to be made, and the first painting needs few of them. */
function whenNeeded<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const maxDate = 8.64e15;
const timeOptions = { hour: 'numeric', minute: '2-digit' } as const;

function digitsOf(times: Intl.DateTimeFormat, date: number): string {
  if (!(Math.abs(date) <= maxDate)) return '';
  const parts = times.formatToParts(date).filter(({ type }) => type !== 'dayPeriod');
  return parts
    .map(({ value }) => value)
    .join('')
    .trim();
}

/** An unknown tag means the language of the system. */
function supportedLocales(locale: string): readonly string[] {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale);
  } catch {
    return [];
  }
}

function stampOptions(name: string): Intl.DateTimeFormatOptions {
  switch (name) {
    case 'FORMAT_DATE':
    case 'SHORT_DATE_FORMAT':
      return { dateStyle: 'short' };
    case 'MEDIUM_DATE_FORMAT':
      return { dateStyle: 'medium' };
    case 'LONG_DATE_FORMAT':
      return { dateStyle: 'long' };
    case 'FULL_DATE_FORMAT':
      return { dateStyle: 'full' };
    case 'DAY_MONTH_FORMAT':
      return { day: 'numeric', month: 'long' };
    case 'DAY_SHORT_MONTH_FORMAT':
      return { day: 'numeric', month: 'short' };
    case 'SHORT_DAY_OF_WEEK_MONTH_FORMAT':
      return { weekday: 'short', day: 'numeric', month: 'long' };
    case 'SHORT_DAY_OF_WEEK_SHORT_MONTH_FORMAT':
      return { weekday: 'short', day: 'numeric', month: 'short' };
    case 'DAY_OF_WEEK_MONTH_FORMAT':
      return { weekday: 'long', day: 'numeric', month: 'long' };
    case 'SHORT_TIME_FORMAT':
      return { timeStyle: 'short' };
    case 'LONG_TIME_FORMAT':
      return { timeStyle: 'medium' };
    default:
      return { dateStyle: 'medium', timeStyle: 'short' };
  }
}

function daysBetween(date: number, today: number): number {
  return Math.round((startOfDay(today) - startOfDay(date)) / 86_400_000);
}

function startOfDay(date: number): number {
  return new Date(date).setHours(0, 0, 0, 0);
}

function isSameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}
