/** The words of the composer. `{0}` stands for a value. */
export interface ComposerWording {
  /** `{0}` author of the message that is answered. */
  readonly replyingTo: string;
  readonly leaveReply: string;
  readonly editing: string;
  readonly leaveEdit: string;
  /** A control's name `{0}` and the keys `{1}` that do the same. */
  readonly withKeys: string;
}
