/** What decides how soon the portal is asked again. */
export interface Attention {
  readonly isWindowFocused: boolean;
  readonly isThreadVisible: boolean;
  readonly isListVisible: boolean;
  /** Ticks that failed in a row. */
  readonly failures: number;
}

const SECOND = 1_000;
const LONGEST_BACK_OFF = 300 * SECOND;
// Whoever comes back to a window wants to know soon whether the portal is back as well.
const LONGEST_BACK_OFF_IN_FOCUS = 60 * SECOND;

/**
 * Milliseconds until the next tick. `random` is 0 to 1 and spreads retries of many windows, so that a portal that comes
 * back is not met by all of them at once.
 */
export function pollDelayMs(attention: Attention, random: number): number {
  const usual = usualDelayMs(attention);
  if (attention.failures === 0) return usual;
  const longest = attention.isWindowFocused ? LONGEST_BACK_OFF_IN_FOCUS : LONGEST_BACK_OFF;
  const doubled = Math.max(usual, 2 * SECOND) * 2 ** Math.min(attention.failures, 10);
  return Math.round(Math.min(longest, doubled) * (0.75 + 0.25 * random));
}

function usualDelayMs(attention: Attention): number {
  if (!attention.isWindowFocused)
    return attention.isThreadVisible || attention.isListVisible ? 15 * SECOND : 60 * SECOND;
  if (attention.isThreadVisible) return 2 * SECOND;
  return attention.isListVisible ? 5 * SECOND : 15 * SECOND;
}
