import * as vscode from 'vscode';
import type { Notice } from '../../model/notice.ts';
import type { Session } from '../../messenger/session.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { formatMoment } from '../format.ts';
import { noticeIcon, noticeLine, noticeTitle } from './noticeText.ts';

const { t } = vscode.l10n;

/** Asks for one of the newest notifications that the action fits. */
export async function pickNotice(session: Session, fits: (notice: Notice) => boolean): Promise<Notice> {
  const { notices } = session.inbox;
  await notices.refresh();
  const rows = notices.notices.filter(fits).map((notice) => ({
    notice,
    label: `$(${noticeIcon(notice)}) ${noticeTitle(notice, session)}`,
    description: formatMoment(notice.date, Date.now()),
    detail: noticeLine(notice),
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: t('Which notification?'),
    placeHolder: rows.length === 0 ? t('There is none that this fits') : '',
    matchOnDetail: true,
  });
  if (picked === undefined) throw new Cancelled();
  return picked.notice;
}
