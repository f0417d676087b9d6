import type * as vscode from 'vscode';
import type { Logger } from '../../base/ports.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { Session } from '../../messenger/session.ts';
import type { OpenDialog } from './threadHandlers.ts';
import { ThreadPage } from './threadPage.ts';
import { ThreadPanel } from './threadPanel.ts';

/** Fills a panel with a dialog's page. The panel owns the page; closing the tab disposes both. */
export function createThreadPanel(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  session: Session,
  dialogId: DialogId,
  openDialog: OpenDialog,
  logger: Logger,
  titleOf: (dialogTitle: string) => string,
  onDidClose: () => void,
): ThreadPanel {
  return new ThreadPanel(
    panel,
    extensionUri,
    session.account.id,
    (webview, onTitle) => new ThreadPage(webview, session, dialogId, openDialog, logger, onTitle),
    titleOf,
    onDidClose,
  );
}
