import * as vscode from 'vscode';
import type { User } from '../model/user.ts';
import { formatDateTime, formatMoment } from './format.ts';

const { t } = vscode.l10n;

const ONLINE_MS = 5 * 60_000;

/** Where somebody is, in words; empty where the portal does not tell. */
export function presenceText(user: User | undefined): string {
  if (user === undefined) return '';
  if (user.absentUntil !== undefined && user.absentUntil > Date.now()) {
    return t('absent until {0}', formatDateTime(user.absentUntil));
  }
  switch (user.status) {
    case 'dnd':
      return t('do not disturb');
    case 'away':
      return t('away');
    case 'break':
      return t('on a break');
    default:
      return lastSeen(user.lastActivityAt);
  }
}

/** Bitrix24 itself calls a person online who did something within the last five minutes. */
export function isOnline({ lastActivityAt }: User): boolean {
  return lastActivityAt !== undefined && Date.now() - lastActivityAt < ONLINE_MS;
}

function lastSeen(at: number | undefined): string {
  if (at === undefined) return '';
  const now = Date.now();
  return now - at < ONLINE_MS ? t('online') : t('last seen {0}', formatMoment(at, now));
}
