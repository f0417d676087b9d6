// The buttons under a message.
import type { ColorToken, HexColor } from './attachCard.ts';
import type { DialogId } from './dialogId.ts';
import type { LinkTarget } from './richText.ts';

/** What a press does. Nothing of this may happen without a press, and `send` and `call` ask first. */
export type ButtonAction =
  | { readonly kind: 'link'; readonly target: LinkTarget }
  /** `put` fills the composer, `send` sends as this person, `copy` goes to the clipboard. */
  | { readonly kind: 'put' | 'send' | 'copy'; readonly value: string }
  | { readonly kind: 'call'; readonly number: string }
  | { readonly kind: 'dialog'; readonly dialogId: DialogId }
  /** `im.message.command` with the message's id. */
  | { readonly kind: 'command'; readonly botId: number; readonly command: string; readonly params: string }
  /** Something this client does not know. */
  | { readonly kind: 'none' };

/** How a button looks, and whether it can be pressed. */
export interface ButtonLook {
  readonly isDisabled: boolean;
  /** After a press the button waits until the bot changes it. */
  readonly locksOnPress: boolean;
  /** `block` fills a row of its own, `line` stands beside its neighbours. */
  readonly display: 'block' | 'line';
  /** Pixels. */
  readonly width: number | undefined;
  readonly backgroundColor: HexColor | undefined;
  readonly textColor: HexColor | undefined;
  readonly colorToken: ColorToken;
}

export type KeyboardButton =
  /** The next button starts a new row. */
  | { readonly kind: 'newline' }
  | ({
      readonly kind: 'button';
      /** Never empty. */
      readonly text: string;
      readonly action: ButtonAction;
    } & ButtonLook);

/** An item that a bot adds to the context menu of its message. */
export interface MenuItem {
  /** Never empty. */
  readonly text: string;
  readonly action: ButtonAction;
  readonly isDisabled: boolean;
}
