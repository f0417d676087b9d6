import type { DialogId } from '../model/dialogId.ts';
import type { FileProblem } from './files/fileProblem.ts';

/** What the product itself refuses, before or without asking the portal. */
export type MessengerProblem =
  | { readonly kind: 'signedOut' }
  /** Others are signed in. */
  | { readonly kind: 'unknownAccount' }
  | { readonly kind: 'tooManyAccounts'; readonly limit: number }
  | { readonly kind: 'badDialogId' }
  | { readonly kind: 'unknownDialog'; readonly dialogId: DialogId }
  | { readonly kind: 'emptyMessage' }
  /** Code points over the portal's limit, which would cut the text without a word (api-facts 3.4). */
  | { readonly kind: 'tooLong'; readonly length: number; readonly limit: number }
  /** The window was closed before the portal answered; the message may have arrived. */
  | { readonly kind: 'interrupted' }
  /** The disk did not take it; so it does not go out either. */
  | { readonly kind: 'notKept' }
  /** The person took it back before it went out. */
  | { readonly kind: 'discarded' }
  | { readonly kind: 'missingScope'; readonly scope: string }
  /** The person's webhook belongs to another user than its address says. */
  | { readonly kind: 'wrongUser' }
  /** Where the portal is said to be now, another one answers. */
  | { readonly kind: 'otherPortal' }
  | { readonly kind: 'tooManyWaiting'; readonly limit: number }
  /** The portal pins no more (api-facts 3.2). */
  | { readonly kind: 'tooManyPinned'; readonly limit: number }
  | { readonly kind: 'file'; readonly problem: FileProblem }
  /** What was asked for is for groups, and this is a private dialog. */
  | { readonly kind: 'noGroup' }
  /** The portal said no without a reason. */
  | { readonly kind: 'refused' };

export class MessengerError extends Error {
  readonly problem: MessengerProblem;

  constructor(problem: MessengerProblem) {
    super(problem.kind);
    this.name = 'MessengerError';
    this.problem = problem;
  }
}
