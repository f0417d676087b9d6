import * as vscode from 'vscode';

const DAY_MS = 86_400_000;

/** A whole number in the person's language. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(vscode.env.language).format(count);
}

/** Hours and minutes; `at` in milliseconds since 1970. */
export function formatTime(at: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { timeStyle: 'short' }).format(at);
}

/** As short as it stays clear: a time today, a weekday this week, else a date. */
export function formatMoment(at: number, now: number): string {
  const language = vscode.env.language;
  const startOfToday = new Date(now).setHours(0, 0, 0, 0);
  if (at >= startOfToday && at < startOfToday + DAY_MS) return formatTime(at);
  if (at >= startOfToday - 6 * DAY_MS && at < startOfToday) {
    return new Intl.DateTimeFormat(language, { weekday: 'short' }).format(at);
  }
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(
    language,
    isThisYear ? { day: 'numeric', month: 'short' } : { dateStyle: 'short' },
  ).format(at);
}

export function formatDateTime(at: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** Bytes as a person reads them. */
export function formatSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let value = bytes;
  let index = 0;
  while (value >= 1024 && index < units.length - 1) {
    value /= 1024;
    index += 1;
  }
  return new Intl.NumberFormat(vscode.env.language, {
    style: 'unit',
    unit: units[index] ?? 'byte',
    // "36 byte" is what the short form makes of a few.
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && index > 0 ? 1 : 0,
  }).format(value);
}
