import type { Attention } from '../pollSchedule.ts';
import type { WindowGroup } from '../windows/windowGroup.ts';

/** Of an account's windows the one with the focus tells what came, else the one that asks the portal. */
export function isTellingWindow(
  own: Attention,
  group: Pick<WindowGroup, 'role' | 'attention'> | undefined,
): boolean {
  if (group === undefined || own.isWindowFocused) return true;
  return group.role === 'leading' && !group.attention.some(({ isWindowFocused }) => isWindowFocused);
}
