// What the composer and the extension say to each other.
import type { DialogId } from '../model/dialogId.ts';
import type { DraftContext, Mention } from '../model/draft.ts';
import type { RichText } from '../model/richText.ts';
import type { FaceRef } from './threadFiles.ts';

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

/** Where words to complete come from; `portal` are people who are not in the dialog. */
export type SuggestionSource = 'people' | 'portal' | 'emoji' | 'commands';

export interface Suggestion {
  /** Tells it from the others of its source. */
  readonly id: string;
  readonly label: string;
  /** '' where there is no more to say. */
  readonly detail: string;
  /** Drawn before the label: an emoji. */
  readonly glyph?: string;
  /** `#rrggbb` of a person. */
  readonly color?: string;
  readonly face?: FaceRef | undefined;
  /** What takes the place of what was typed. */
  readonly insert: string;
  readonly mention?: Mention;
}

export interface Preview {
  /** As everybody will see it. */
  readonly body: RichText;
  /** Characters as the portal counts them. */
  readonly length: number;
}

interface OneMessage extends FromDialog {
  readonly messageId: number;
}

export type ComposerRequests = {
  /** Accepted means: the text is held by the extension and stands in the thread as `sending`. */
  readonly send: {
    /** `files` are those of the tray that go with it. */
    readonly params: WrittenText & FromDialog & { readonly files?: readonly string[] };
    readonly result: SendOutcome;
  };
  /** Rewords an own message. Answered once the portal has it; the row shows it at once. */
  readonly edit: { readonly params: WrittenText & OneMessage; readonly result: SendOutcome };
  /** The words of a message as its author would type them. */
  readonly editSource: { readonly params: OneMessage; readonly result: EditSource };
  /** At most twenty, the best first. A newer question for the portal ends an older one. */
  readonly suggest: {
    readonly params: { readonly source: SuggestionSource; readonly query: string } & FromDialog;
    readonly result: { readonly suggestions: readonly Suggestion[] };
  };
  readonly preview: { readonly params: WrittenText; readonly result: Preview };
  /** The lines that quote a message; '' where there is nothing to quote. */
  readonly quoteOf: { readonly params: OneMessage; readonly result: { readonly text: string } };
};

export type ComposerCommands = {
  /** The text was changed by typing; the extension tells the others, now and then. */
  readonly typing: FromDialog;
  readonly choosePastedCode: { readonly choice: PastedCode };
  readonly draftChanged: { readonly text: string } & DraftContext & FromDialog;
};

export type ComposerNotifications = {
  /** Written elsewhere: in another window, or in another place that shows the dialog. Not to go over what is being typed. */
  readonly draft: { readonly dialogId: DialogId; readonly text: string; readonly context: DraftContext };
};
