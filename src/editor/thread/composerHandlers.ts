import * as vscode from 'vscode';
import { composeMarkup } from '../../bitrix24/markup/composeMarkup.ts';
import { parseMarkup } from '../../bitrix24/markup/parseMarkup.ts';
import { MESSAGE_LIMIT, messageLength } from '../../bitrix24/markup/splitMessage.ts';
import { quoteMessage } from '../../bitrix24/markup/quoteMessage.ts';
import { writtenForm } from '../../bitrix24/markup/writtenForm.ts';
import { editObstacle } from '../../messenger/messageEdits.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import type { Session } from '../../messenger/session.ts';
import type { Thread } from '../../messenger/thread.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { CommandHandlers, RequestHandlers } from '../../protocol/channel.ts';
import type {
  ComposerCommands,
  ComposerRequests,
  EditSource,
  PastedCode,
  SendOutcome,
  WrittenText,
} from '../../protocol/composer.ts';
import type { ThreadContract } from '../../protocol/thread.ts';
import { showError } from '../commands/commandRegistry.ts';
import { errorText } from '../errorText.ts';
import { formatDateTime } from '../format.ts';
import { partsToSend } from '../longMessage.ts';
import { readSettings } from '../settings.ts';
import { sendWithFiles, textContents } from './sendWithFiles.ts';
import { Suggester } from './suggester.ts';

const { t } = vscode.l10n;

type Requests = RequestHandlers<ThreadContract>;
type Commands = CommandHandlers<ThreadContract>;

/** What the composer asks. A text belongs to the dialog it was written in, also where the page shows another one now. */
export function composerRequests(session: Session, thread: Thread): Pick<Requests, keyof ComposerRequests> {
  const suggester = new Suggester(session, thread);
  return {
    send: async ({ dialogId = thread.dialogId, files, ...written }) => {
      const outcome = await send(session, dialogId, written, files ?? []);
      // What was written stands after the newest message, so that is where the person wants to be.
      if (outcome.kind === 'accepted' && dialogId === thread.dialogId) thread.showNewest();
      return outcome;
    },
    edit: ({ dialogId = thread.dialogId, messageId, ...written }) =>
      edit(session, dialogId, messageId, written),
    editSource: async ({ messageId }) => editSource(session, thread, messageId),
    suggest: async ({ source, query }) => ({ suggestions: await suggester.suggest(source, query) }),
    preview: async (written) => {
      const markup = markupOf(written).trim();
      return { body: parseMarkup(markup, { ownUserId: session.ownId }), length: messageLength(markup) };
    },
    quoteOf: async ({ messageId }) => ({ text: quoteOf(session, thread, messageId) }),
  };
}

export function composerCommands(session: Session, thread: Thread): Pick<Commands, keyof ComposerCommands> {
  return {
    typing: ({ dialogId = thread.dialogId }) => {
      if (readSettings().tellsTyping) session.typing.typed(dialogId);
    },
    choosePastedCode: ({ choice }) => void storePastedCode(choice).then(undefined, showError),
    draftChanged: ({ text, dialogId = thread.dialogId, ...context }) =>
      session.drafts.set(dialogId, text, context),
  };
}

async function send(
  session: Session,
  dialogId: DialogId,
  written: WrittenText,
  trayIds: readonly string[],
): Promise<SendOutcome> {
  const parts = await partsToSend(markupOf(written));
  if (parts.kind === 'refused') return { kind: 'refused', reason: parts.reason };
  const draft = await session.drafts.hold(dialogId, written);
  try {
    const options = { keepFailed: true, draft };
    if (trayIds.length > 0) {
      const { replyTo } = written;
      await sendWithFiles(session, { dialogId, texts: parts.texts, replyTo, trayIds }, options);
    } else {
      await session.sendAll(textContents(dialogId, parts.texts, written.replyTo), options);
    }
  } catch (error) {
    return { kind: 'refused', reason: errorText(error) };
  } finally {
    draft.release();
  }
  return { kind: 'accepted' };
}

async function edit(
  session: Session,
  dialogId: DialogId,
  messageId: number,
  written: WrittenText,
): Promise<SendOutcome> {
  const text = markupOf(written);
  const length = messageLength(text);
  try {
    // An empty text would delete the message (api-facts 3.4).
    if (text.trim() === '') throw new MessengerError({ kind: 'emptyMessage' });
    if (length > MESSAGE_LIMIT) throw new MessengerError({ kind: 'tooLong', length, limit: MESSAGE_LIMIT });
    await session.edits.edit(dialogId, messageId, text);
  } catch (error) {
    return { kind: 'refused', reason: errorText(error) };
  }
  // A page that was torn down meanwhile must not come back to an edit that is done.
  const { edit: reworded, ...context } = session.drafts.contextOf(dialogId);
  if (reworded?.messageId === messageId && reworded.text === written.text) {
    session.drafts.set(dialogId, session.drafts.get(dialogId), context);
  }
  return { kind: 'accepted' };
}

function editSource(session: Session, thread: Thread, messageId: number): EditSource {
  const message = thread.shown.messages.find(({ id }) => id === messageId);
  const obstacle = message === undefined ? 'deleted' : editObstacle(message, session.ownId, Date.now());
  switch (obstacle) {
    case 'notOwn':
      return { kind: 'refused', reason: t('Only its author can edit a message.') };
    case 'deleted':
      return { kind: 'refused', reason: t('This message is no longer there.') };
    case 'tooOld':
      return {
        kind: 'refused',
        reason: t('Bitrix24 lets you edit a message for three days. Write a new one instead.'),
      };
    case undefined:
      return { kind: 'text', ...writtenForm(message?.text ?? '', readSettings().readsMarkdown) };
  }
}

/** The lines that quote a message, with the way back to it; '' where there is nothing to quote. */
export function quoteOf(session: Session, thread: Thread, messageId: number): string {
  const message = thread.shown.messages.find(({ id }) => id === messageId);
  if (message === undefined || message.isDeleted) return '';
  const author = session.users.get(message.authorId)?.name ?? t('Unknown person');
  return quoteMessage(message.text, {
    author: message.authorId === 0 ? t('System') : author,
    date: formatDateTime(message.date),
    dialogId: thread.dialogId,
    messageId,
    ownId: session.ownId,
    fileNames: message.files.map(({ name }) => name),
  });
}

function markupOf({ text, mentions = [], isPlain = false }: WrittenText): string {
  return composeMarkup(text, { mentions, isMarkdown: !isPlain && readSettings().readsMarkdown });
}

/** For this person, everywhere. */
async function storePastedCode(choice: PastedCode): Promise<void> {
  const section = vscode.workspace.getConfiguration('bitrix24');
  await section.update('composer.pastedCode', choice, vscode.ConfigurationTarget.Global);
}
