// What the composer and the extension say to each other.
import type { DialogId } from '../model/dialogId.ts';
import type { DraftContext, Mention } from '../model/draft.ts';

/** The dialog the page showed when it posted this: the extension may have given it another one meanwhile. */
export interface FromDialog {
  readonly dialogId?: DialogId;
}

/** As it stands in the composer: Markdown, `@name` for the people in `mentions`. */
export interface WrittenText {
  readonly text: string;
  readonly mentions?: readonly Mention[];
  readonly replyTo?: number;
  /** The words are no Markdown, whatever they look like. */
  readonly isPlain?: boolean;
}

export type SendOutcome =
  | { readonly kind: 'accepted' }
  /** Not taken: the composer keeps its text and shows the sentence. */
  | { readonly kind: 'refused'; readonly reason: string };

export type EditSource =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly mentions: readonly Mention[];
      readonly isPlain: boolean;
    }
  /** Cannot be reworded; the sentence says why. */
  | { readonly kind: 'refused'; readonly reason: string };

/** What happens to several lines of pasted code. */
export type PastedCode = 'ask' | 'always' | 'never';

interface OneMessage extends FromDialog {
  readonly messageId: number;
}

export type ComposerRequests = {
  /** Accepted means: the text is held by the extension and stands in the thread as `sending`. */
  readonly send: {
    readonly params: WrittenText & FromDialog;
    readonly result: SendOutcome;
  };
  /** Rewords an own message. Answered once the portal has it; the row shows it at once. */
  readonly edit: { readonly params: WrittenText & OneMessage; readonly result: SendOutcome };
  /** The words of a message as its author would type them. */
  readonly editSource: { readonly params: OneMessage; readonly result: EditSource };
  /** The lines that quote a message; '' where there is nothing to quote. */
  readonly quoteOf: { readonly params: OneMessage; readonly result: { readonly text: string } };
};

export type ComposerCommands = {
  readonly draftChanged: { readonly text: string } & DraftContext & FromDialog;
};
