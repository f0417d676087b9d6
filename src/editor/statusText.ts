// The state of things in one or two sentences, the same wherever it is shown.
import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import type { Session } from '../messenger/session.ts';
import { type SyncStatus, syncStatus } from '../messenger/syncStatus.ts';
import { errorText } from './errorText.ts';
import { formatMoment } from './format.ts';

const { t } = vscode.l10n;

/** What keeps the portal from being heard; `undefined` where nothing does. */
export function troubleText(status: SyncStatus): string | undefined {
  switch (status.kind) {
    case 'connecting':
    case 'online':
      return undefined;
    case 'offline':
      return `${t('Offline since {0}.', formatMoment(status.since, Date.now()))} ${errorText(status.error)}`;
    case 'failing':
    case 'slowedDown':
    case 'signInNeeded':
      return errorText(status.error);
    default:
      return assertNever(status);
  }
}

/** The line above the list; `undefined` while all is well. */
export function listMessage(session: Session): string | undefined {
  const { isLoaded, staleSince } = session.dialogs;
  const trouble = troubleText(syncStatus(session.connection));
  if (isLoaded) return trouble;
  const asOf = staleSince === undefined ? undefined : formatMoment(staleSince, Date.now());
  if (trouble !== undefined) {
    return asOf === undefined ? trouble : `${trouble} ${t('The list is as of {0}.', asOf)}`;
  }
  return asOf === undefined ? t('Loading…') : t('The list is as of {0} and is being refreshed…', asOf);
}
