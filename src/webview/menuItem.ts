import type { RareIconName } from './RareIcon.tsx';

/** One line of a menu. Whoever has something to offer makes these; the menu draws and drives them. */
export interface MenuItem<Icon extends RareIconName = RareIconName> {
  /** Stable, for tests and for telling items apart. */
  readonly id: string;
  readonly label: string;
  readonly icon?: Icon;
  /** The key that does the same without the menu, as `KeyboardEvent.key` names it. */
  readonly key?: string;
  /** A line is drawn above. */
  readonly startsGroup?: boolean;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** Runs after the menu has closed and the focus is back. */
  readonly run: () => void;
}

/** A menu that is to be shown. */
export interface MenuRequest {
  /** What the menu belongs to, for screen readers. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** A control's box, or the point under the mouse as a box without size. */
  readonly anchor: DOMRectReadOnly;
  /** Gets the focus when the menu closes. */
  readonly returnTo: HTMLElement | null;
}

/** As a person reads it on the keyboard. */
export function keyLabel(key: string): string {
  return key.length === 1 ? key.toLocaleUpperCase('en') : key;
}

/**
 * Whether a key was pressed, alone. On a keyboard that writes no Latin letters the key's place counts, as it does for
 * VS Code's own bindings.
 */
export function isKey(event: KeyboardEvent, key: string): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  if (event.key.toLowerCase() === key.toLowerCase()) return true;
  const isForeign = event.key.length === 1 && event.key > '\u{7f}';
  return isForeign && key.length === 1 && event.code === `Key${key.toUpperCase()}`;
}

/** The key everybody presses to search. */
export function isFindKey(event: KeyboardEvent): boolean {
  const isModified = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
  return isModified && (event.key.toLowerCase() === 'f' || event.code === 'KeyF');
}
