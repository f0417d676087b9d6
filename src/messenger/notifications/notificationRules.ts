// What a person wants to be told of.

/** For all dialogs that have no rule of their own. */
export type GeneralMode = 'all' | 'mentionsAndDirect' | 'none';

/** For one dialog. */
export type DialogMode = 'all' | 'mentions' | 'none';

/** Minutes after midnight; a span that ends before it begins goes over midnight. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

export interface NotificationRules {
  readonly mode: GeneralMode;
  /** Outside of these nothing is told; `undefined` for the whole day. */
  readonly hours: Hours | undefined;
  /** A message with one of these words counts as a mention. */
  readonly keywords: readonly string[];
  /** Whether a mention is told even in a dialog that is muted in Bitrix24. */
  readonly tellsMutedMentions: boolean;
  readonly holdsWhileDebugging: boolean;
}

export const usualRules: NotificationRules = {
  mode: 'mentionsAndDirect',
  hours: undefined,
  keywords: [],
  tellsMutedMentions: false,
  holdsWhileDebugging: true,
};

/** Reads `09:00-18:00`; `undefined` for the empty text and for what is no span of time. */
export function readHours(text: string): Hours | undefined {
  const match = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
  if (match === null) return undefined;
  const [, fromHour, fromMinute, toHour, toMinute] = match.map(Number);
  const from = minutesOf(fromHour, fromMinute);
  const to = minutesOf(toHour, toMinute);
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

export function isWithin({ from, to }: Hours, minuteOfDay: number): boolean {
  return from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
}

/** By the computer's own time zone. */
export function minuteOfDay(at: number): number {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
}

function minutesOf(hour = Number.NaN, minute = Number.NaN): number | undefined {
  const minutes = hour * 60 + minute;
  return minute < 60 && minutes <= 24 * 60 ? minutes : undefined;
}
