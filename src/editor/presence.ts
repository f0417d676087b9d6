import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import { isOnline as isOnlineAt, presenceOf } from '../model/presence.ts';
import type { User } from '../model/user.ts';
import { formatDateTime, formatMoment } from './format.ts';

const { t } = vscode.l10n;

/** Where somebody is, in words; empty where the portal does not tell. */
export function presenceText(user: User | undefined): string {
  const now = Date.now();
  const presence = presenceOf(user, now);
  switch (presence.kind) {
    case 'absent':
      return t('absent until {0}', formatDateTime(presence.until));
    case 'holiday':
      return t('on holiday');
    case 'dnd':
      return t('do not disturb');
    case 'away':
      return t('away');
    case 'break':
      return t('on a break');
    case 'mobile':
      return t('online on the phone');
    case 'online':
      return t('online');
    case 'offline':
      return t('last seen {0}', formatMoment(presence.lastSeenAt, now));
    case 'unknown':
      return '';
    default:
      return assertNever(presence);
  }
}

export function isOnline(user: User): boolean {
  return isOnlineAt(user, Date.now());
}
