// A notification in words, for rows, tips and questions.
import * as vscode from 'vscode';
import { parseMarkup } from '../../bitrix24/markup/parseMarkup.ts';
import { plainText } from '../../bitrix24/markup/plainText.ts';
import type { Notice } from '../../model/notice.ts';
import type { Session } from '../../messenger/session.ts';

const { t } = vscode.l10n;

const LONGEST_LINE = 200;

/** Whom or what it is from. */
export function noticeTitle(notice: Notice, session: Session): string {
  const author = session.users.get(notice.authorId)?.name;
  return author ?? (notice.title || (notice.authorId === 0 ? 'Bitrix24' : t('Unknown person')));
}

/** One line without markup. */
export function noticeLine(notice: Notice, maxLength: number = LONGEST_LINE): string {
  const text = plainText(parseMarkup(notice.text), { maxLength });
  return text === '' ? notice.title : text;
}

/** The codicon. */
export function noticeIcon({ kind, module }: Pick<Notice, 'kind' | 'module'>): string {
  if (kind === 'confirm') return 'question';
  switch (module) {
    case 'tasks':
      return 'tasklist';
    case 'calendar':
      return 'calendar';
    case 'crm':
      return 'briefcase';
    case 'socialnetwork':
    case 'intranet':
      return 'organization';
    case 'rest':
      return 'plug';
    default:
      return kind === 'person' ? 'account' : 'info';
  }
}
