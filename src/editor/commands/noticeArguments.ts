import * as vscode from 'vscode';
import * as v from 'valibot';
import type { Notice } from '../../model/notice.ts';
import type { Session } from '../../messenger/session.ts';
import { ShownError } from '../errorText.ts';

const Id = v.pipe(v.number(), v.integer(), v.minValue(1));
const Row = v.object({ kind: v.literal('notification'), noticeId: Id, accountId: v.string() });
const Given = v.object({
  notificationId: Id,
  text: v.optional(v.string()),
  accountId: v.optional(v.string()),
});

export interface NoticeArgument {
  /** The default one where none is named. */
  readonly accountId: string | undefined;
  readonly noticeId: number;
  /** Of a quick answer. */
  readonly text: string | undefined;
}

/** A notification's number, `{ notificationId, text?, accountId? }` or a row of the view; `undefined` where nothing is given. */
export function readNoticeArgument(argument: unknown): NoticeArgument | undefined {
  if (argument === undefined) return undefined;
  const row = v.safeParse(Row, argument);
  if (row.success) return { ...row.output, text: undefined };
  const id = v.safeParse(Id, argument);
  if (id.success) return { noticeId: id.output, accountId: undefined, text: undefined };
  const given = v.safeParse(Given, argument);
  if (given.success) {
    const { notificationId: noticeId, accountId, text } = given.output;
    return { noticeId, accountId, text };
  }
  throw new ShownError(vscode.l10n.t('A notification is given by its number. Check the argument.'));
}

/** The notification as it is known, or as the portal gives it now. */
export async function requireNotice({ inbox }: Session, noticeId: number): Promise<Notice> {
  const known = inbox.notices.get(noticeId);
  if (known !== undefined) return known;
  await inbox.notices.refresh();
  const notice = inbox.notices.get(noticeId);
  if (notice === undefined) {
    throw new ShownError(
      vscode.l10n.t('This notification is not among the newest ones, or is no longer there.'),
    );
  }
  return notice;
}
