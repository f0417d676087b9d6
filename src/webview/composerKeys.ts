import type { Format } from './formatting.ts';

export type ComposerAction = Format | 'preview' | 'toolbar' | 'mention' | 'emoji' | 'attach';

interface Combination {
  /** The key's place on the keyboard: what it types depends on the layout. */
  readonly code: string;
  readonly label: string;
  readonly shift: boolean;
}

/** Ctrl and a key, or Cmd on a Mac. While the composer has the focus VS Code does not see these. */
const COMBINATIONS: readonly (readonly [ComposerAction, Combination])[] = [
  ['bold', { code: 'KeyB', label: 'B', shift: false }],
  ['italic', { code: 'KeyI', label: 'I', shift: false }],
  ['underline', { code: 'KeyU', label: 'U', shift: false }],
  ['strike', { code: 'KeyX', label: 'X', shift: true }],
  ['code', { code: 'KeyE', label: 'E', shift: false }],
  ['codeBlock', { code: 'KeyE', label: 'E', shift: true }],
  ['link', { code: 'KeyK', label: 'K', shift: true }],
  ['quote', { code: 'Digit9', label: '9', shift: true }],
  ['list', { code: 'Digit8', label: '8', shift: true }],
  ['toolbar', { code: 'Digit7', label: '7', shift: true }],
  ['attach', { code: 'KeyA', label: 'A', shift: true }],
  ['preview', { code: 'KeyY', label: 'Y', shift: true }],
];

/** What is typed for the same. */
const SIGNS: Partial<Readonly<Record<ComposerAction, string>>> = { mention: '@', emoji: ':' };

const isMac = /mac|iphone|ipad/i.test(navigator.platform);

/** What a pressed key means to the composer; `undefined` where it means nothing. */
export function actionOf(event: KeyboardEvent): ComposerAction | undefined {
  const { code, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (event.isComposing || altKey || (isMac ? !metaKey || ctrlKey : !ctrlKey || metaKey)) return undefined;
  return COMBINATIONS.find(
    ([, combination]) => combination.code === code && combination.shift === shiftKey,
  )?.[0];
}

/** As the platform writes it: `Ctrl+Shift+X`, `⇧⌘X`; or the sign that is typed. */
export function keysOf(action: ComposerAction): string | undefined {
  const combination = COMBINATIONS.find(([name]) => name === action)?.[1];
  if (combination === undefined) return SIGNS[action];
  const { shift, label } = combination;
  return isMac ? `${shift ? '⇧' : ''}⌘${label}` : `Ctrl+${shift ? 'Shift+' : ''}${label}`;
}

/** For the send button. */
export function sendKeys(enterSends: boolean): string {
  if (enterSends) return 'Enter';
  return isMac ? '⌘Enter' : 'Ctrl+Enter';
}
