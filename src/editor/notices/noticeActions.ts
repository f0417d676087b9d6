// What a person does with a notification.
import * as vscode from 'vscode';
import type { Notice, NoticeButton } from '../../model/notice.ts';
import type { Session } from '../../messenger/session.ts';
import { Cancelled, showError } from '../commands/commandRegistry.ts';
import { ShownError } from '../errorText.ts';
import type { OpenNews } from '../notifications/messageToasts.ts';
import { askText } from '../textBox.ts';
import { openLink } from '../thread/openLink.ts';
import { type NoticeLink, noticeLinks } from './noticeLinks.ts';
import { noticeLine, noticeTitle } from './noticeText.ts';

const { t } = vscode.l10n;

/** Follows its link, if it has one, and marks it read. */
export async function openNotice(session: Session, notice: Notice, open: OpenNews): Promise<void> {
  // Reading comes of looking; that it could not be marked stops nobody.
  session.inbox.notices.mark(notice.id, true).catch(showError);
  const links = noticeLinks(notice.text);
  const [first] = links;
  const link = links.length > 1 ? await pickLink(links) : first;
  if (link === undefined) return;
  if (link.kind === 'dialog') await open(session, link.dialogId, link.messageId);
  else await openLink(session, link.target, { words: link.words });
}

/** The button of a role, or the one picked of those that have another. */
export async function pressNotice(
  session: Session,
  notice: Notice,
  role: NoticeButton['role'],
): Promise<void> {
  const fitting = notice.buttons.filter((button) => button.role === role);
  const button = role === 'other' ? await pickButton(notice, session, fitting) : fitting[0];
  if (button === undefined) throw new ShownError(t('This notification has no such button.'));
  const reply = await session.inbox.notices.confirm(notice.id, button.value);
  say(reply || button.title);
}

/** Without a text it asks for one. */
export async function answerNotice(
  session: Session,
  notice: Notice,
  given: string | undefined,
): Promise<void> {
  if (!notice.canAnswer) throw new ShownError(t('This notification takes no answer.'));
  const text =
    given ??
    (await askText({
      title: t('Answer {0}', noticeTitle(notice, session)),
      prompt: noticeLine(notice),
      check: (written) => (written.trim() === '' ? t('Write something first.') : undefined),
    }));
  say(await session.inbox.notices.answer(notice.id, text));
}

async function pickLink(links: readonly NoticeLink[]): Promise<NoticeLink | undefined> {
  const rows = links.map((link) => ({ label: link.words, link }));
  const picked = await vscode.window.showQuickPick(rows, { title: t('Which link?') });
  return picked?.link;
}

async function pickButton(
  notice: Notice,
  session: Session,
  buttons: readonly NoticeButton[],
): Promise<NoticeButton | undefined> {
  if (buttons.length === 0) return undefined;
  const rows = buttons.map((button) => ({ label: button.title, button }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: noticeTitle(notice, session),
    placeHolder: noticeLine(notice),
  });
  if (picked === undefined) throw new Cancelled();
  return picked.button;
}

function say(reply: string): void {
  if (reply !== '') vscode.window.setStatusBarMessage(`$(check) ${reply}`, 6_000);
}
