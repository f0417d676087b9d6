import * as vscode from 'vscode';
import type { Notice } from '../../model/notice.ts';
import type { Session } from '../../messenger/session.ts';
import { accountNameIfSeveral } from '../accountName.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { onEach } from '../commands/onEach.ts';
import { formatMoment } from '../format.ts';
import { noticeIcon, noticeLine, noticeTitle } from './noticeText.ts';

const { t } = vscode.l10n;

export interface PickedNotice {
  readonly session: Session;
  readonly notice: Notice;
}

/** Asks for one of the newest notifications that the action fits; with several accounts each row says whose it is. */
export async function pickNotice(
  accounts: readonly Session[],
  fits: (notice: Notice) => boolean,
): Promise<PickedNotice> {
  await onEach(accounts, ({ inbox }) => inbox.notices.refresh());
  const rows = accounts.flatMap((session) =>
    session.inbox.notices.notices.filter(fits).map((notice) => ({
      session,
      notice,
      label: `$(${noticeIcon(notice)}) ${noticeTitle(notice, session)}`,
      description: [formatMoment(notice.date, Date.now()), accountNameIfSeveral(session, accounts) ?? '']
        .filter(Boolean)
        .join(' · '),
      detail: noticeLine(notice),
    })),
  );
  const picked = await vscode.window.showQuickPick(rows, {
    title: t('Which notification?'),
    placeHolder: rows.length === 0 ? t('There is none that this fits') : '',
    matchOnDetail: true,
  });
  if (picked === undefined) throw new Cancelled();
  return picked;
}
