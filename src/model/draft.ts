// What stands half-written in a composer, beyond its words.

/** Says that `@name` in the text means this person; where the name is no longer in the text it means nothing. */
export interface Mention {
  readonly userId: number | 'all';
  /** As it stands in the text, without the `@`. */
  readonly name: string;
}

/** A message that something is written about, so far as the composer shows it. */
export interface MessageExcerpt {
  readonly messageId: number;
  readonly author: string;
  readonly excerpt: string;
}

/** An older message being reworded. What was half-written before stays the draft's text and comes back after it. */
export interface MessageEdit extends MessageExcerpt {
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** Its words are not to be read as Markdown: they were not written as such. */
  readonly isPlain?: boolean;
}

/** All absent for a plain new message. */
export interface DraftContext {
  readonly mentions?: readonly Mention[];
  readonly replyTo?: MessageExcerpt;
  readonly edit?: MessageEdit;
}
