import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { ThreadPage } from './threadPage.ts';
import { pageRoots, threadHtml } from './threadHtml.ts';

/** A dialog in an editor tab. Closing the tab ends it. */
export class ThreadPanel implements vscode.Disposable {
  readonly page: ThreadPage;
  readonly #panel: vscode.WebviewPanel;
  readonly #store = new DisposableStore();

  /** Takes the panel over; `createPage` is given its webview and a way to name the tab. */
  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    createPage: (webview: vscode.Webview, onTitle: (title: string) => void) => ThreadPage,
    onDidClose: () => void,
  ) {
    this.#panel = panel;
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'tab-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'tab-dark.svg'),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(extensionUri) };
    this.page = this.#store.add(
      createPage(panel.webview, (title) => {
        if (panel.title !== title) panel.title = title;
      }),
    );
    this.#store.add(panel.onDidChangeViewState(() => this.page.setVisible(panel.visible)));
    this.#store.add(
      panel.onDidDispose(() => {
        this.#store.dispose();
        onDidClose();
      }),
    );
    panel.webview.html = threadHtml(panel.webview, extensionUri, panel.title);
    this.page.setVisible(panel.visible);
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  reveal(isBeside: boolean): void {
    this.#panel.reveal(isBeside ? vscode.ViewColumn.Beside : this.#panel.viewColumn);
  }

  dispose(): void {
    this.#panel.dispose();
  }
}
