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
  #lastFile = activeFile();

  constructor() {
    this.#store.add(
      vscode.window.onDidChangeActiveTextEditor(() => {
        // A page that takes the focus leaves no editor active; the one before it is what the person means.
        this.#lastFile = activeFile() ?? this.#lastFile;
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
    const file = await this.#file();
    if (file === undefined) return;
    const { uri, viewColumn } = file;
    const shown = await vscode.window.showTextDocument(uri, {
      preserveFocus: false,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });
    const isDone = await shown.edit((edit) => {
      for (const selection of shown.selections) edit.replace(selection, text);
    });
    if (!isDone) throw new ShownError(t('The file cannot be changed. Open one that can be written.'));
  }

  async #compare(text: string): Promise<void> {
    const file = await this.#file();
    if (file === undefined) return;
    const { uri } = file;
    const name = nameOf(uri);
    const theirs = vscode.Uri.from({ scheme: SCHEME, path: `/${++lastSerial}/${name}` });
    this.#provide();
    this.#texts.set(theirs.path, text);
    for (const path of this.#texts.keys()) {
      if (this.#texts.size <= MAX_KEPT) break;
      this.#texts.delete(path);
    }
    await vscode.commands.executeCommand('vscode.diff', uri, theirs, t('{0} ↔ code from a message', name));
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

  /** The one that was used last, wherever it is now; `undefined` where the person was asked and chose none. */
  async #file(): Promise<FilePlace | undefined> {
    const { visibleTextEditors } = vscode.window;
    const last = this.#lastFile;
    const isThere = ({ uri }: FilePlace): boolean => last !== undefined && isSame(uri, last.uri);
    const shown = visibleTextEditors.filter(({ document }) => isFile(document.uri)).map(placeOf);
    const open = openFiles();
    // A file that was closed meanwhile would come back as a surprise.
    if (last !== undefined && (shown.some(isThere) || open.some(isThere))) return last;
    return shown[0] ?? pickFile(open);
  }
}

/** A file, and where it is shown. */
interface FilePlace {
  readonly uri: vscode.Uri;
  readonly viewColumn: vscode.ViewColumn | undefined;
}

function placeOf({ document, viewColumn }: vscode.TextEditor): FilePlace {
  return { uri: document.uri, viewColumn };
}

function activeFile(): FilePlace | undefined {
  const { activeTextEditor: active } = vscode.window;
  return active !== undefined && isFile(active.document.uri) ? placeOf(active) : undefined;
}

/** Output channels and the code of a message are text editors, too, and cannot be written. */
function isFile({ scheme }: vscode.Uri): boolean {
  return scheme !== SCHEME && scheme !== 'output';
}

/** What stands in tabs, seen or not: a page over a file hides its editor, and after a reload none was ever shown. */
function openFiles(): readonly FilePlace[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
    tabs.flatMap(({ input }) =>
      input instanceof vscode.TabInputText && isFile(input.uri) ? [{ uri: input.uri, viewColumn }] : [],
    ),
  );
}

async function pickFile(files: readonly FilePlace[]): Promise<FilePlace | undefined> {
  const [only] = files;
  if (only === undefined) throw new ShownError(t('No file is open. Open one in the editor first.'));
  if (files.length === 1) return only;
  const items = files.map((file) => ({
    label: nameOf(file.uri),
    description: vscode.workspace.asRelativePath(file.uri),
    file,
  }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: t('Which of the open files?') });
  return chosen?.file;
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? '';
}

function isSame(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
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
