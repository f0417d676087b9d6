import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { ThreadPage } from './threadPage.ts';
import { pageRoots, threadHtml } from './threadHtml.ts';

/** A dialog in an editor tab. Closing the tab ends it. */
export class ThreadPanel implements vscode.Disposable {
  readonly page: ThreadPage;
  readonly #panel: vscode.WebviewPanel;
  readonly #titleOf: (dialogTitle: string) => string;
  readonly #store = new DisposableStore();
  #dialogTitle: string | undefined;

  /** Takes the panel over; `createPage` is given its webview and a way to name the dialog, `titleOf` makes the tab's name of it. */
  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    accountId: string,
    createPage: (webview: vscode.Webview, onTitle: (title: string) => void) => ThreadPage,
    titleOf: (dialogTitle: string) => string,
    onDidClose: () => void,
  ) {
    this.#panel = panel;
    this.#titleOf = titleOf;
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'tab-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'tab-dark.svg'),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(extensionUri) };
    this.page = this.#store.add(
      createPage(panel.webview, (title) => {
        this.#dialogTitle = title;
        this.rename();
      }),
    );
    this.#store.add(panel.onDidChangeViewState(() => this.page.setVisible(panel.visible)));
    this.#store.add(
      panel.onDidDispose(() => {
        this.#store.dispose();
        onDidClose();
      }),
    );
    panel.webview.html = threadHtml(panel.webview, extensionUri, panel.title, accountId);
    this.page.setVisible(panel.visible);
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  reveal(isBeside: boolean): void {
    this.#panel.reveal(isBeside ? vscode.ViewColumn.Beside : this.#panel.viewColumn);
  }

  /** Where the tab's name may be another now, of the same dialog. */
  rename(): void {
    if (this.#dialogTitle === undefined) return;
    const title = this.#titleOf(this.#dialogTitle);
    if (this.#panel.title !== title) this.#panel.title = title;
  }

  /** Ends the page and leaves the tab, empty, to whoever calls. */
  release(): vscode.WebviewPanel {
    this.#store.dispose();
    return this.#panel;
  }

  dispose(): void {
    this.#panel.dispose();
  }
}
