import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { CodeUse } from '../../protocol/reading.ts';
import { ShownError } from '../errorText.ts';

const { t } = vscode.l10n;

const SCHEME = 'bitrix24-code';
const MAX_KEPT = 30;

let lastSerial = 0;

/** Takes code out of a message into the editor. */
export class CodeActions implements vscode.Disposable {
  readonly #store = new DisposableStore();
  /** What is compared, by its address; the oldest give way. */
  readonly #texts = new Map<string, string>();
  #isProviding = false;
  #lastEditor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];

  constructor() {
    this.#store.add(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        // A page that takes the focus leaves no editor active; the one before it is what the person means.
        if (editor !== undefined) this.#lastEditor = editor;
      }),
    );
  }

  async run(use: CodeUse, text: string, languageId: string | undefined): Promise<void> {
    switch (use) {
      case 'insert':
        return this.#insert(text);
      case 'open':
        return open(text, await knownLanguage(languageId));
      case 'compare':
        return this.#compare(text);
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** In place of the selection of the editor that was used last; undo takes it back. */
  async #insert(text: string): Promise<void> {
    const { document, viewColumn } = this.#editor();
    const shown = await vscode.window.showTextDocument(document, {
      preserveFocus: false,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });
    const isDone = await shown.edit((edit) => {
      for (const selection of shown.selections) edit.replace(selection, text);
    });
    if (!isDone) throw new ShownError(t('The file cannot be changed. Open one that can be written.'));
  }

  async #compare(text: string): Promise<void> {
    const { document } = this.#editor();
    const name = document.uri.path.split('/').at(-1) ?? '';
    const theirs = vscode.Uri.from({ scheme: SCHEME, path: `/${++lastSerial}/${name}` });
    this.#provide();
    this.#texts.set(theirs.path, text);
    for (const path of this.#texts.keys()) {
      if (this.#texts.size <= MAX_KEPT) break;
      this.#texts.delete(path);
    }
    await vscode.commands.executeCommand(
      'vscode.diff',
      document.uri,
      theirs,
      t('{0} ↔ code from a message', name),
    );
  }

  #provide(): void {
    if (this.#isProviding) return;
    this.#isProviding = true;
    this.#store.add(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        provideTextDocumentContent: (uri) => this.#texts.get(uri.path),
      }),
    );
  }

  #editor(): vscode.TextEditor {
    const editor = vscode.window.activeTextEditor ?? this.#lastEditor;
    const isOpen = editor !== undefined && !editor.document.isClosed;
    const found = isOpen ? editor : vscode.window.visibleTextEditors[0];
    if (found === undefined) throw new ShownError(t('No file is open. Open one in the editor first.'));
    return found;
  }
}

async function open(content: string, language: string | undefined): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    content,
    ...(language === undefined ? {} : { language }),
  });
  await vscode.window.showTextDocument(document, { preview: false });
}

async function knownLanguage(languageId: string | undefined): Promise<string | undefined> {
  if (languageId === undefined) return undefined;
  const known = await vscode.languages.getLanguages();
  return known.includes(languageId) ? languageId : undefined;
}
