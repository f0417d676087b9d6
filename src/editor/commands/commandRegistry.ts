import * as vscode from 'vscode';
import type { Logger } from '../../base/ports.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import type { CommandId } from '../commandIds.ts';
import { isDialogRow } from '../dialogs/dialogRow.ts';
import { errorText, remedyFor, ShownError } from '../errorText.ts';

const { t } = vscode.l10n;

/** `undefined` as an answer to a question: the person has thought better of it. */
export class Cancelled extends Error {}

type Run = (argument: unknown) => Promise<unknown>;

/**
 * Registers commands. With an argument a command asks nothing and rejects with a sentence fit to show; without one it
 * asks, and shows what went wrong itself.
 */
export class CommandRegistry implements vscode.Disposable {
  readonly #logger: Logger;
  readonly #registered: vscode.Disposable[] = [];

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** For commands about no single dialog: the view's title menu hands over whichever row has the focus. */
  register(id: CommandId, run: Run): void {
    this.#register(id, run, isDialogRow);
  }

  /** For commands that act on the row they are handed. */
  registerForRow(id: CommandId, run: Run): void {
    this.#register(id, run, () => false);
  }

  /** For commands about files: a menu hands over the one that was clicked, and all that are selected. */
  registerForFiles(
    id: CommandId,
    run: (argument: unknown, uris: readonly vscode.Uri[]) => Promise<unknown>,
  ): void {
    this.#registered.push(
      vscode.commands.registerCommand(id, (given?: unknown, selected?: unknown) => {
        if (!(given instanceof vscode.Uri)) {
          return this.#run(id, given ?? undefined, (argument) => run(argument, []));
        }
        const uris = Array.isArray(selected) ? selected.filter((each) => each instanceof vscode.Uri) : [];
        return this.#run(id, undefined, () => run(undefined, uris.length > 0 ? uris : [given]));
      }),
    );
  }

  dispose(): void {
    for (const command of this.#registered) command.dispose();
  }

  #register(id: CommandId, run: Run, isMeaningless: (given: unknown) => boolean): void {
    this.#registered.push(
      vscode.commands.registerCommand(id, async (given?: unknown) => {
        // An editor's own menu hands over the editor's file, which tells these commands nothing.
        const isNothing = given === null || given instanceof vscode.Uri || isMeaningless(given);
        const argument = isNothing ? undefined : given;
        return this.#run(id, argument, run);
      }),
    );
  }

  async #run(id: CommandId, argument: unknown, run: Run): Promise<unknown> {
    try {
      return await run(argument);
    } catch (error) {
      if (error instanceof Cancelled) return undefined;
      this.#log(id, error);
      if (argument !== undefined) throw new ShownError(errorText(error));
      await showError(error);
      return undefined;
    }
  }

  #log(id: CommandId, error: unknown): void {
    const what = isPortalError(error) ? `${error.kind} ${error.code} (${error.outcome})` : nameOf(error);
    this.#logger.info('A command failed', { id, error: what });
  }
}

/** Shows the sentence with the action that helps. */
export async function showError(error: unknown): Promise<void> {
  const remedy = remedyFor(error);
  const signIn = t('Sign in');
  const showLog = t('Show log');
  const actions = remedy === 'signIn' ? [signIn] : remedy === 'showLog' ? [showLog] : [];
  const chosen = await vscode.window.showErrorMessage(errorText(error), ...actions);
  if (chosen === signIn) await vscode.commands.executeCommand('bitrix24.signIn' satisfies CommandId);
  if (chosen === showLog) await vscode.commands.executeCommand('bitrix24.showLog' satisfies CommandId);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
}
