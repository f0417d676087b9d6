import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';

const { t } = vscode.l10n;

const SCHEME = 'bitrix24-diagnostics';
const REFRESH_MS = 2_000;

/** A read-only document that stays up to date while somebody looks at it. */
export class DiagnosticsDocument implements vscode.Disposable {
  readonly #textOf: () => Promise<string>;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #store = new DisposableStore();
  readonly #uri = vscode.Uri.from({ scheme: SCHEME, path: `/${t('Bitrix24 diagnostics')}.txt` });
  #timer: NodeJS.Timeout | undefined;

  constructor(textOf: () => Promise<string>) {
    this.#textOf = textOf;
    this.#store.add(this.#changed);
    this.#store.add(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: () => this.#textOf(),
      }),
    );
    this.#store.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#noteVisibility()));
  }

  async show(): Promise<void> {
    // What was shown before may still be remembered.
    this.#changed.fire(this.#uri);
    await vscode.window.showTextDocument(this.#uri, { preview: true });
    this.#noteVisibility();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#store.dispose();
  }

  #noteVisibility(): void {
    const isVisible = vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === SCHEME);
    if (isVisible === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = isVisible ? setInterval(() => this.#changed.fire(this.#uri), REFRESH_MS) : undefined;
  }
}
