import { type DialogMode, isWithin, minuteOfDay, type NotificationRules } from './notificationRules.ts';

/** What came into a dialog, as far as telling of it depends on that. */
export interface Arrival {
  readonly isOwn: boolean;
  readonly isRead: boolean;
  /** The thread stands on a screen of this window. */
  readonly isOnScreen: boolean;
  /** A private dialog. */
  readonly isDirect: boolean;
  /** In Bitrix24. */
  readonly isMuted: boolean;
  /** Names this person, names all, or has one of the person's keywords. */
  readonly isNamed: boolean;
  /** Came before this window followed the portal. */
  readonly isFromBefore: boolean;
  /** The dialog's own rule. */
  readonly dialogMode: DialogMode | undefined;
}

/** The moment, and what the person is doing. */
export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly isDebugging: boolean;
  /** The person's own status in Bitrix24; `undefined` where it is not known. */
  readonly status: string | undefined;
}

/** `hold`: told later, together with whatever else was held. */
export type Verdict = 'tell' | 'hold' | 'nothing';

export type HoldReason = 'doNotDisturb' | 'debugging' | 'hours';

/** Decides whether a person is told of what came. */
export function verdictOn(arrival: Arrival, rules: NotificationRules, circumstances: Circumstances): Verdict {
  if (arrival.isOwn || arrival.isRead || arrival.isOnScreen) return 'nothing';
  const mode = modeOf(arrival, rules);
  if (mode === 'none' || (mode === 'mentions' && !arrival.isNamed)) return 'nothing';
  return arrival.isFromBefore || holdReason(rules, circumstances) !== undefined ? 'hold' : 'tell';
}

/** What keeps a person from being told anything right now. */
export function holdReason(
  rules: NotificationRules,
  { now, isDebugging, status }: Circumstances,
): HoldReason | undefined {
  if (status === 'dnd') return 'doNotDisturb';
  if (isDebugging && rules.holdsWhileDebugging) return 'debugging';
  return rules.hours === undefined || isWithin(rules.hours, minuteOfDay(now)) ? undefined : 'hours';
}

/** A dialog's own rule outweighs everything; then the general one, then the mute in Bitrix24. */
function modeOf(arrival: Arrival, rules: NotificationRules): DialogMode {
  if (arrival.dialogMode !== undefined) return arrival.dialogMode;
  if (rules.mode === 'none') return 'none';
  if (arrival.isMuted) return rules.tellsMutedMentions ? 'mentions' : 'none';
  return rules.mode === 'all' || arrival.isDirect ? 'all' : 'mentions';
}
