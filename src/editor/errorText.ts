// All wording of errors: one sentence that says what happened and what to do next, in the person's language.
import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import type { WebhookProblem } from '../bitrix24/auth/webhookUrl.ts';
import { isPortalError, type PortalError } from '../bitrix24/rest/portalError.ts';
import { isUnpaid } from '../messenger/syncStatus.ts';
import { MessengerError, type MessengerProblem } from '../messenger/messengerError.ts';
import { fileProblemText } from './files/fileProblemText.ts';
import { formatCount, formatTime } from './format.ts';
import { reachErrorText } from './reachErrorText.ts';

const { t } = vscode.l10n;

/** An error whose message is fit to show a person and carries no secret. */
export class ShownError extends Error {}

/** The sentence for whatever went wrong. Foreign errors give no detail of theirs: it may carry a secret. */
export function errorText(error: unknown): string {
  if (error instanceof ShownError) return error.message;
  if (error instanceof MessengerError) return messengerText(error.problem);
  if (isPortalError(error)) return portalText(error);
  return t('Something unexpected went wrong. Try again; the log (Bitrix24: Show Log) says more.');
}

/** What to offer beside the sentence. */
export type Remedy = 'signIn' | 'followMove' | 'showLog' | 'none';

export function remedyFor(error: unknown): Remedy {
  if (error instanceof MessengerError) return error.problem.kind === 'signedOut' ? 'signIn' : 'none';
  if (!isPortalError(error)) return error instanceof ShownError ? 'none' : 'showLog';
  switch (error.kind) {
    case 'auth':
    case 'scope':
      return 'signIn';
    case 'moved':
      return error.movedTo === undefined ? 'signIn' : 'followMove';
    case 'plan':
      return isUnpaid(error) ? 'signIn' : 'none';
    case 'malformed':
    case 'network':
    case 'server':
    case 'timeout':
      return 'showLog';
    case 'rateLimit':
    case 'budget':
    case 'rejected':
    case 'aborted':
      return 'none';
    default:
      return assertNever(error.kind);
  }
}

function messengerText(problem: MessengerProblem): string {
  switch (problem.kind) {
    case 'signedOut':
      return t('You are not signed in to Bitrix24. Sign in first.');
    case 'unknownAccount':
      return t('No such account is signed in. Give the accountId that signing in returned.');
    case 'tooManyAccounts':
      return t(
        '{0} accounts are signed in, which is the most there can be. Sign out of one first.',
        formatCount(problem.limit),
      );
    case 'badDialogId':
      return t('This is no dialog ID. Write a user’s number such as 7, or chat97, or sg12.');
    case 'unknownDialog':
      return t('The portal knows no dialog {0}, or it is not open to you. Check the ID.', problem.dialogId);
    case 'emptyMessage':
      return t('The message is empty. Write something, or attach something.');
    case 'tooLong':
      return t(
        'The message has {0} characters and Bitrix24 takes {1}. Shorten it, or send it in parts.',
        formatCount(problem.length),
        formatCount(problem.limit),
      );
    case 'interrupted':
      return t(
        'VS Code was closed before the portal answered. Retry looks first whether the message arrived.',
      );
    case 'notKept':
      return t(
        'The message could not be written to disk, so it was not sent. Free some space, then try again.',
      );
    case 'discarded':
      return t('The message was discarded before it was sent.');
    case 'missingScope':
      return t(
        'The webhook or application lacks the permission “{0}”. In Bitrix24 open it, tick the permission, save, and sign in again.',
        problem.scope,
      );
    case 'wrongUser':
      return t(
        'The portal says that this webhook belongs to another user. Copy its address from Bitrix24 once more.',
      );
    case 'tooManyPinned':
      return t('Bitrix24 pins {0} dialogs at most. Unpin another one first.', formatCount(problem.limit));
    case 'file':
      return fileProblemText(problem.problem);
    case 'otherPortal':
      return t(
        'At the new address another portal answers, so nothing was changed. Ask your administrator for the right address and sign in again.',
      );
    case 'noGroup':
      return t('This is a private dialog, and only groups can do that. Choose a group.');
    case 'refused':
      return t('The portal did not do this and gave no reason. Your rights in this dialog may not cover it.');
    case 'tooManyWaiting':
      return t(
        '{0} messages wait to be sent already. Let them go first, or discard some.',
        formatCount(problem.limit),
      );
    default:
      return assertNever(problem);
  }
}

function portalText(error: PortalError): string {
  switch (error.kind) {
    case 'auth':
    case 'scope':
    case 'plan':
    case 'network':
    case 'timeout':
    case 'server':
    case 'malformed':
    case 'moved':
      return reachErrorText(error, error.kind);
    case 'rateLimit':
      return t('The portal asks to slow down: too many requests from your address. Try again in a minute.');
    case 'budget':
      return error.retryAt === undefined
        ? t('The portal has had enough of this kind of request for now. Try again in ten minutes.')
        : t(
            'The portal has had enough of this kind of request. Try again at {0}.',
            formatTime(error.retryAt),
          );
    case 'aborted':
      return t('Cancelled.');
    case 'rejected':
      return rejectedText(error);
    default:
      return assertNever(error.kind);
  }
}

/** The portal's own codes (api-facts 3.0, 3.3, 3.4). */
function rejectedText(error: PortalError): string {
  switch (error.code.toUpperCase()) {
    case 'ACCESS_ERROR':
    case 'ERROR_NO_ACCESS':
    case 'CANCELED':
      return t('You have no access to this dialog. Ask one of its members to add you.');
    case 'ACCESS_DENIED':
      return t('The portal denies this: your plan or your rights do not cover it. Ask its administrator.');
    case 'ACCESS_DENIED_EXTEND':
      return t('The group lets you add nobody. Ask its owner.');
    case 'ACCESS_DENIED_KICK':
      return t('The group does not allow this to you. Ask its owner.');
    case 'LEAVE_OWNER_FORBIDDEN':
      return t('This group cannot be without its owner. Give it to somebody else first.');
    case 'DIALOG_ID_EMPTY':
    case 'CHAT_ID':
    case 'CHAT_ID_EMPTY':
    case 'USER_ID_EMPTY':
    case 'USER_NOT_FOUND':
    case 'USER_NOT_EXISTS':
      return t('The portal knows no such dialog. Check the ID.');
    case 'MESSAGE_EMPTY':
    case 'EMPTY_MESSAGE':
      return t('The message is empty. Write something, or attach something.');
    case 'ATTACH_ERROR':
      return t('The portal did not accept ATTACH. Check its blocks.');
    case 'ATTACH_OVERSIZE':
      return t('ATTACH is too large: the portal takes 60,000 characters. Make it smaller.');
    case 'KEYBOARD_ERROR':
      return t('The portal did not accept KEYBOARD. Check its buttons.');
    case 'MENU_ERROR':
      return t('The portal did not accept MENU. Check its items.');
    case 'REPLY_ACCESS_ERROR':
    case 'REPLY_FROM_OTHER_CHAT_ERROR':
      return t('The message to reply to is not in this dialog. Reply to another one.');
    case 'ERROR_METHOD_NOT_FOUND':
      return t('This portal does not know the method {0}. It may need an update.', error.method);
    default:
      return error.description === ''
        ? t('The portal refused: {0}.', error.code)
        : t('The portal refused: {0} ({1}).', error.description, error.code);
  }
}

/** What is wrong with a pasted webhook address. */
export function webhookProblemText(problem: WebhookProblem): string {
  switch (problem) {
    case 'empty':
      return t('Paste the webhook’s address, such as https://company.bitrix24.com/rest/7/abcdefgh12345678/.');
    case 'notAUrl':
      return t('This is no web address. Copy the webhook’s whole address from Bitrix24.');
    case 'httpsRequired':
      return t('The address must begin with https://: over http everybody on the way could read the secret.');
    case 'userInfo':
      return t(
        'The address has a name before its host (name@host). Copy the webhook’s address from Bitrix24.',
      );
    case 'noRestPath':
    case 'userIdMissing':
    case 'codeMissing':
      return t(
        'The address lacks /rest/, a user ID and a secret code. Copy the webhook’s whole address from Bitrix24.',
      );
    default:
      return assertNever(problem);
  }
}
