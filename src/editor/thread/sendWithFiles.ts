import * as vscode from 'vscode';
import { type MessageContent, textContent } from '../../messenger/outgoing.ts';
import type { SendOptions } from '../../messenger/sender.ts';
import type { Session } from '../../messenger/session.ts';
import type { DialogId } from '../../model/dialogId.ts';
import { showError } from '../commands/commandRegistry.ts';
import { ShownError } from '../errorText.ts';

const { t } = vscode.l10n;

interface WordsAndFiles {
  readonly dialogId: DialogId;
  /** The words in the parts they go in. */
  readonly texts: readonly string[];
  readonly replyTo: number | undefined;
  readonly trayIds: readonly string[];
}

/** Words as they go without files; the first of them answers. */
export function textContents(
  dialogId: DialogId,
  texts: readonly string[],
  replyTo: number | undefined,
): readonly MessageContent[] {
  return texts.map((text, index) => ({
    ...textContent(dialogId, text),
    replyTo: index === 0 ? replyTo : undefined,
  }));
}

/**
 * Sends files of the tray with the words. Words that answer a message, or that are too many for one, go before them: a
 * message with files can do neither.
 */
export async function sendWithFiles(
  session: Session,
  what: WordsAndFiles,
  options: SendOptions,
): Promise<void> {
  const { dialogId, texts, replyTo, trayIds } = what;
  const items = session.fileOutbox.tray
    .of(dialogId)
    .filter((item) => trayIds.includes(item.id) && item.missing === 0);
  const words = texts.filter((text) => text.trim() !== '');
  // Without words nothing could carry the answer, and it would be lost in silence.
  if (words.length === 0 && replyTo !== undefined) {
    throw new ShownError(
      t(
        'Bitrix24 takes no files in a reply. Write some words: they go as the reply, and the files after them.',
      ),
    );
  }
  const goesBefore = words.length > 1 || (words.length === 1 && replyTo !== undefined);
  if (!goesBefore) {
    await session.fileOutbox.send({ dialogId, text: words[0] ?? '', files: items }, options);
    session.fileOutbox.tray.remove(...trayIds);
    return;
  }
  await session.sendAll(textContents(dialogId, words, replyTo), options);
  try {
    const { keepFailed } = options;
    await session.fileOutbox.send({ dialogId, text: '', files: items }, { keepFailed });
    session.fileOutbox.tray.remove(...trayIds);
  } catch (error) {
    // The words are on their way: they must not stay in the composer because of the files, which stay in the tray.
    void showError(error);
  }
}
