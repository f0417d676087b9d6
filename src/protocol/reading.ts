// What a person who reads does with what a message holds.
import type { LinkTarget } from '../model/richText.ts';
import type { PersonRow, PressOutcome } from './messageParts.ts';

/** What can be done with a code block in the editor. */
export type CodeUse = 'insert' | 'open' | 'compare';

export type ReadingRequests = {
  /** A button of the message's keyboard, or an item of its menu, by its place; asks the person where it must. */
  readonly press: {
    readonly params: { readonly key: string; readonly part: 'keyboard' | 'menu'; readonly index: number };
    readonly result: PressOutcome;
  };
  /** What the text of a message offers to say (`[send=...]`): the person is asked first. */
  readonly sendOffered: { readonly params: { readonly text: string }; readonly result: PressOutcome };
  /** Rejects with a sentence where the portal does not show this person. */
  readonly person: { readonly params: { readonly userId: number }; readonly result: PersonRow };
};

export type ReadingCommands = {
  /** `words` are what the link shows: where they name another host than it leads to, the person is asked. */
  readonly openLink: { readonly target: LinkTarget; readonly words?: string };
  readonly useCode: {
    readonly use: CodeUse;
    readonly text: string;
    readonly languageId: string | undefined;
  };
};
