/** The words of the composer. `{0}` stands for a value. */
export interface ComposerWording {
  /** `{0}` author of the message that is answered. */
  readonly replyingTo: string;
  readonly leaveReply: string;
  /** Said where files are to go with an answer. */
  readonly filesFollow: string;
  readonly editing: string;
  readonly leaveEdit: string;
  readonly saveEdit: string;
  /** A control's name `{0}` and the keys `{1}` that do the same. */
  readonly withKeys: string;
  readonly formatting: string;
  readonly bold: string;
  readonly italic: string;
  readonly underline: string;
  readonly strike: string;
  readonly code: string;
  readonly codeBlock: string;
  readonly link: string;
  readonly quote: string;
  readonly list: string;
  readonly mention: string;
  readonly emoji: string;
  readonly preview: string;
  readonly suggestions: string;
  /** `{0}` of them. */
  readonly suggestionCount: string;
  /** `{0}` names. */
  readonly notifies: string;
  readonly pastedCode: string;
  readonly makeCodeBlock: string;
  readonly alwaysCodeBlock: string;
  readonly neverCodeBlock: string;
  readonly nothingToPreview: string;
}
