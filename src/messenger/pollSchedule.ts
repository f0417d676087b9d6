/** What a window shows, and whether somebody looks at it. */
export interface Attention {
  readonly isWindowFocused: boolean;
  readonly isThreadVisible: boolean;
  readonly isListVisible: boolean;
}

/** What decides how soon the portal is asked again. */
export interface PollState {
  /** Every window that is served; the one that needs it soonest decides. */
  readonly windows: readonly Attention[];
  /** Ticks that failed in a row. */
  readonly failures: number;
  /** The last tick never reached the portal, so asking again costs the portal nothing. */
  readonly isOutOfReach: boolean;
  /** The person's own lower limit. */
  readonly fastestMs: number;
}

const SECOND = 1_000;
/** Where the person has set none. */
export const USUAL_FASTEST_MS = 2 * SECOND;
const LONGEST = 60 * SECOND;
const LONGEST_BACK_OFF = 300 * SECOND;
// The network may be back at any moment, and whoever sits in front of the window wants to see that soon.
const LONGEST_WITHOUT_NETWORK_IN_FOCUS = 60 * SECOND;

/**
 * Milliseconds until the next tick. `random` is 0 to 1 and spreads retries of many computers, so that a portal that
 * comes back is not met by all of them at once.
 */
export function pollDelayMs(state: PollState, random: number): number {
  const { windows, failures, isOutOfReach, fastestMs } = state;
  const soonest = Math.min(LONGEST, ...windows.map((window) => usualDelayMs(window, fastestMs)));
  const usual = Math.max(soonest, fastestMs);
  if (failures === 0) return usual;
  const isInFocus = windows.some((window) => window.isWindowFocused);
  const longest = isOutOfReach && isInFocus ? LONGEST_WITHOUT_NETWORK_IN_FOCUS : LONGEST_BACK_OFF;
  const doubled = Math.max(usual, 2 * SECOND) * 2 ** Math.min(failures, 10);
  return Math.max(usual, Math.round(Math.min(longest, doubled) * (0.75 + 0.25 * random)));
}

function usualDelayMs(window: Attention, fastestMs: number): number {
  const { isWindowFocused, isThreadVisible, isListVisible } = window;
  if (!isWindowFocused) return isThreadVisible || isListVisible ? 15 * SECOND : LONGEST;
  if (isThreadVisible) return fastestMs;
  return isListVisible ? 5 * SECOND : 15 * SECOND;
}
