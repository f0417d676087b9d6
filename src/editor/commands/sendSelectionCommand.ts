import * as vscode from 'vscode';
import { codeMessage } from '../../bitrix24/markup/codeMessage.ts';
import { textContent } from '../../messenger/outgoing.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { pickDialog } from '../dialogPicker.ts';
import { ShownError } from '../errorText.ts';
import { partsToSend, sendInOrder } from '../longMessage.ts';
import type { ThreadPanels } from '../thread/threadPanels.ts';
import { readSendSelectionArgument } from './commandArguments.ts';
import { Cancelled } from './commandRegistry.ts';

const { t } = vscode.l10n;

/** The active editor's selection as a message with its file, lines and language. */
export async function sendSelection(
  sessions: SessionStore,
  panels: ThreadPanels,
  argument: unknown,
): Promise<number | undefined> {
  const snippet = snippetOf(vscode.window.activeTextEditor);
  if (argument === undefined) return sendAsked(sessions.all, panels, snippet);
  const { accountId, dialogId, comment } = readSendSelectionArgument(argument);
  const session = sessions.require(accountId);
  const text = codeMessage({ ...snippet, comment });
  const { stored } = await session.send(textContent(dialogId, text), { keepFailed: false });
  return stored;
}

async function sendAsked(
  sessions: readonly Session[],
  panels: ThreadPanels,
  snippet: Snippet,
): Promise<number | undefined> {
  const { session, dialogId, title } = await pickDialog(sessions, {
    title: t('Send {0} to', placeOf(snippet)),
  });
  const comment = await vscode.window.showInputBox({
    title: t('Send {0} to {1}', placeOf(snippet), title),
    placeHolder: t('A comment, if you like'),
    ignoreFocusOut: true,
  });
  if (comment === undefined) throw new Cancelled();
  const parts = await partsToSend(codeMessage({ ...snippet, comment }));
  if (parts.kind === 'refused') throw new ShownError(parts.reason);
  const messages = parts.texts.map((part) => textContent(dialogId, part));
  const messageId = await sendInOrder(session, messages);
  if (messageId === undefined) return undefined;
  void offerToOpen(title, () => panels.open(session, dialogId, { messageId, isBeside: true }));
  return messageId;
}

interface Snippet {
  readonly fileName: string;
  readonly languageId: string;
  /** From 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
  readonly code: string;
}

/** The selection, or the whole line where nothing is selected. */
function snippetOf(editor: vscode.TextEditor | undefined): Snippet {
  if (editor === undefined)
    throw new ShownError(t('No editor is open. Open a file and select what you want to send.'));
  const { document, selection } = editor;
  const range = selection.isEmpty ? document.lineAt(selection.active.line).range : selection;
  const code = document.getText(range);
  if (code.trim() === '')
    throw new ShownError(t('There is nothing on this line. Select what you want to send.'));
  // A selection that ends before the first character of a line does not take that line in.
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  return {
    fileName: nameOf(document.uri),
    languageId: document.languageId,
    startLine: range.start.line + 1,
    endLine: range.end.line + (endsBefore ? 0 : 1),
    code,
  };
}

/** As the workspace names it. A file from elsewhere goes without its folders: they tell of this computer, not of the code. */
function nameOf(uri: vscode.Uri): string {
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return isInWorkspace
    ? vscode.workspace.asRelativePath(uri, false)
    : (uri.path.split('/').at(-1) ?? uri.path);
}

function placeOf({ fileName, startLine, endLine }: Snippet): string {
  const name = fileName.split('/').at(-1) ?? fileName;
  return startLine === endLine ? `${name}:${startLine}` : `${name}:${startLine}-${endLine}`;
}

async function offerToOpen(title: string, open: () => Promise<void>): Promise<void> {
  const openIt = t('Open dialog');
  const chosen = await vscode.window.showInformationMessage(t('Sent to {0}.', title), openIt);
  if (chosen === openIt) await open();
}
