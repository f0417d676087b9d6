// What a message that goes by itself waits for: one short sentence.
import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import { isPortalError, type PortalErrorKind } from '../bitrix24/rest/portalError.ts';
import { MessengerError } from '../messenger/messengerError.ts';
import { lookedForBefore, type Outgoing, repeatsAt, waitingError } from '../messenger/outgoing.ts';
import { formatTime } from './format.ts';

const { t } = vscode.l10n;

/** Why it has not gone; `undefined` for one that is on its way, or about to be. `waiting` is in order. */
export function heldText(item: Outgoing, waiting: readonly Outgoing[]): string | undefined {
  const until = repeatsAt(item);
  if (until !== undefined) {
    return t(
      'No answer came. It is being looked for on the portal; if it is not there by {0}, it is sent again.',
      formatTime(until),
    );
  }
  if (lookedForBefore(item, waiting) !== undefined) {
    return t('Waits until it is known whether the message before it has arrived.');
  }
  const error = waitingError(item, waiting);
  return error === undefined ? undefined : waitingText(error);
}

function waitingText(error: unknown): string {
  if (error instanceof MessengerError && error.problem.kind === 'notKept') {
    return t('The disk takes nothing at the moment. This is sent once it does.');
  }
  if (!isPortalError(error)) return t('Waits a moment, then goes by itself.');
  if (error.kind === 'budget' && error.retryAt !== undefined) {
    return t('The portal asks to slow down. This is sent at {0}.', formatTime(error.retryAt));
  }
  return textOf(error.kind);
}

function textOf(kind: PortalErrorKind): string {
  switch (kind) {
    case 'network':
      return t('No connection to the portal. This is sent once there is one.');
    case 'auth':
    case 'scope':
    case 'moved':
      return t('The sign-in is no longer accepted. This is sent once you have signed in again.');
    case 'rateLimit':
    case 'budget':
      return t('The portal asks to slow down. This is sent in a moment.');
    case 'timeout':
    case 'server':
    case 'malformed':
      return t('The portal has trouble of its own. This is sent once it answers again.');
    case 'plan':
      return t('The portal’s plan does not allow this at the moment. This is sent once it does.');
    case 'rejected':
    case 'aborted':
      return t('Waits a moment, then goes by itself.');
    default:
      return assertNever(kind);
  }
}
