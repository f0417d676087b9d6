// What a message carries beside its text, as the page draws it.
import type { ButtonAction, ButtonLook } from '../model/keyboard.ts';
import type { LinkHost } from '../model/linkHost.ts';
import type { MessageRef } from '../model/richText.ts';
import type { FaceRef } from './threadFiles.ts';

/** A bot's button. What it does stays with the extension, which looks it up when the button is pressed. */
export type ButtonRow =
  /** The next button starts a new row. */
  | { readonly kind: 'newline' }
  | ({
      readonly kind: 'button';
      readonly label: string;
      readonly action: ButtonAction['kind'];
      /** Where a link leads; `undefined` for everything else and for places of the portal. */
      readonly host: LinkHost | undefined;
      /** What `put` puts into the composer, `send` says, `copy` copies, and the number of a call. */
      readonly value: string | undefined;
      /** It was pressed, and waits for its bot. */
      readonly isLocked?: boolean;
    } & ButtonLook);

/** An item that a bot adds to the message's context menu. */
export interface MenuRow {
  readonly label: string;
  /** What it puts into the composer; `undefined` for everything else, which the extension does. */
  readonly puts: string | undefined;
  readonly isDisabled: boolean;
}

export type PressOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'copied' }
  /** The person thought better of it. */
  | { readonly kind: 'cancelled' }
  /** The sentence stands at the button. */
  | { readonly kind: 'failed'; readonly reason: string };

/** The message that this one answers. */
export interface ReplyRow {
  readonly source: MessageRef;
  /** Empty where the message is not loaded. */
  readonly author: string;
  /** Its first line without markup; empty where it is not loaded or has no words. */
  readonly text: string;
}

export interface ForwardRow {
  /** Who wrote it first; empty where that is not known. */
  readonly author: string;
  /** Where it was written; empty where that is not known. */
  readonly chatTitle: string;
  readonly source: MessageRef | undefined;
}

/** A person as their card shows them; every text is in the language of whoever reads it. */
export interface PersonRow {
  readonly userId: number;
  readonly name: string;
  readonly color: string | undefined;
  readonly face?: FaceRef | undefined;
  readonly position: string;
  /** Presence, last seen or absence. */
  readonly presence: string;
  readonly isOnline: boolean;
  readonly isBot: boolean;
  readonly isOwn: boolean;
  readonly phones: readonly { readonly label: string; readonly number: string }[];
  readonly email: string | undefined;
}
