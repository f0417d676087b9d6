import * as vscode from 'vscode';
import type { Notice } from '../../model/notice.ts';
import type { Session } from '../../messenger/session.ts';
import { noticeIcon } from './noticeText.ts';

const { t } = vscode.l10n;

/** What the view shows of the notifications. */
export interface NoticeFilter {
  /** Stands in the view's title; empty for all of them. */
  readonly name: string;
  isShown(notice: Notice): boolean;
}

export const allNotices: NoticeFilter = { name: '', isShown: () => true };

interface FilterRow extends vscode.QuickPickItem {
  readonly filter?: NoticeFilter;
}

/** Asks for a kind: unread, to be decided, or a part of Bitrix24 that has notified. */
export async function askForFilter(sessions: readonly Session[]): Promise<NoticeFilter | undefined> {
  const names = new Map<string, string>();
  for (const session of sessions)
    for (const [id, name] of await session.inbox.notices.modules()) names.set(id, name);
  const modules = new Set(
    sessions.flatMap((session) => session.inbox.notices.notices.map(({ module }) => module)),
  );
  const filters: readonly FilterRow[] = [
    { label: `$(list-unordered) ${t('All notifications')}`, filter: allNotices },
    rowOf('circle-filled', t('Unread only'), ({ isRead }) => !isRead),
    rowOf('question', t('To be decided'), ({ kind }) => kind === 'confirm'),
    rowOf('account', t('From people'), ({ authorId }) => authorId > 0),
    { label: t('By origin'), kind: vscode.QuickPickItemKind.Separator },
    ...[...modules]
      .filter((module) => module !== '')
      .map((module) =>
        rowOf(
          noticeIcon({ kind: 'system', module }),
          names.get(module) ?? module,
          (notice) => notice.module === module,
        ),
      ),
  ];
  const picked = await vscode.window.showQuickPick(filters, { title: t('Show notifications of a kind') });
  return picked?.filter;
}

function rowOf(icon: string, name: string, isShown: (notice: Notice) => boolean): FilterRow {
  return { label: `$(${icon}) ${name}`, filter: { name, isShown } };
}
