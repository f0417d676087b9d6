import * as vscode from 'vscode';
import type { Logger } from '../../base/ports.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { CommandId } from '../commandIds.ts';
import { emptyHtml, pageRoots, threadHtml } from './threadHtml.ts';
import type { OpenDialog } from './threadHandlers.ts';
import { ThreadPage } from './threadPage.ts';

const { t } = vscode.l10n;

/** Fills the sidebar chat with a dialog's page. The caller disposes the page. */
export function fillChat(
  view: vscode.WebviewView,
  extensionUri: vscode.Uri,
  session: Session,
  dialogId: DialogId,
  openDialog: OpenDialog,
  logger: Logger,
  onTitle: (title: string) => void,
): ThreadPage {
  const title = session.dialogs.get(dialogId)?.title ?? dialogId;
  onTitle(title);
  view.webview.options = { enableScripts: true, localResourceRoots: pageRoots(extensionUri) };
  const page = new ThreadPage(view.webview, session, dialogId, openDialog, logger, onTitle);
  view.webview.html = threadHtml(view.webview, extensionUri, title, session.account.id);
  return page;
}

/** What the empty chat may run. */
export const emptyChatCommands = [
  'bitrix24.openChat',
  'bitrix24.signIn',
] as const satisfies readonly CommandId[];

/** What the chat says as long as no dialog is chosen. */
export function emptyChatHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  isSignedIn: boolean,
): string {
  const [choose, signIn] = emptyChatCommands;
  return isSignedIn
    ? emptyHtml(webview, extensionUri, t('No dialog is shown here yet.'), {
        label: t('Choose a dialog'),
        command: choose,
      })
    : emptyHtml(webview, extensionUri, t('Sign in to Bitrix24 to chat here.'), {
        label: t('Sign in'),
        command: signIn,
      });
}
