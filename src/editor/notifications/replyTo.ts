import * as vscode from 'vscode';
import { composeMarkup } from '../../bitrix24/markup/composeMarkup.ts';
import { textContent } from '../../messenger/outgoing.ts';
import type { NewsItem } from '../../messenger/notifications/newsItem.ts';
import type { Session } from '../../messenger/session.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { errorText } from '../errorText.ts';
import { type PartsToSend, partsToSend, sendInOrder } from '../longMessage.ts';
import { readSettings } from '../settings.ts';
import { askText } from '../textBox.ts';
import { newsLine } from './toastText.ts';

const { t } = vscode.l10n;

/** Asks for an answer and sends it. Words are never lost: what is not sent becomes the dialog's draft, or waits to go. */
export async function replyTo(session: Session, item: NewsItem): Promise<void> {
  const { dialogId, title } = item;
  let written = '';
  let trouble: string | undefined;
  for (;;) {
    const texts = await askForTexts(session, item, written, trouble);
    if (texts === undefined) return;
    written = texts.written;
    const contents = texts.parts.map((part, index) => ({
      ...textContent(dialogId, part),
      // In a group the others see what is answered; in a private dialog there is no doubt.
      replyTo: index === 0 && !item.isDirect ? item.messageId : undefined,
    }));
    try {
      const messageId = await sendInOrder(session, contents);
      if (messageId !== undefined) {
        vscode.window.setStatusBarMessage(`$(check) ${t('Sent to {0}', title)}`, 5_000);
      }
      return;
    } catch (error) {
      // Held for the person to decide: the thread and the status bar show it, the box would send it twice.
      if (session.outgoing.of(dialogId).length > 0) throw error;
      trouble = errorText(error);
    }
  }
}

async function askForTexts(
  session: Session,
  item: NewsItem,
  before: string,
  trouble: string | undefined,
): Promise<{ readonly written: string; readonly parts: readonly string[] } | undefined> {
  let written = before;
  let parts: PartsToSend;
  do {
    try {
      written = await askText({
        title: t('Reply to {0}', item.title),
        prompt: newsLine(item, readSettings().notifications.hidesText),
        placeholder: t('Enter sends, Esc keeps it as a draft'),
        value: written,
        trouble,
        check: (text) => (text.trim() === '' ? t('Write something first.') : undefined),
        onClosed: (text) => void keepAsDraft(session, item.dialogId, text),
      });
    } catch (error) {
      if (error instanceof Cancelled) return undefined;
      throw error;
    }
    const { readsMarkdown } = readSettings();
    parts = await partsToSend(composeMarkup(written, { isMarkdown: readsMarkdown }));
  } while (parts.kind === 'refused');
  return { written, parts: parts.texts };
}

/** What stands in the composer already is not overwritten. */
async function keepAsDraft(session: Session, dialogId: DialogId, text: string): Promise<void> {
  if (text.trim() === '') return;
  await session.drafts.read(dialogId);
  if (session.drafts.get(dialogId) === '') session.drafts.set(dialogId, text);
}
