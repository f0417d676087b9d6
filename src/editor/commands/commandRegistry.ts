import * as vscode from 'vscode';
import type { Logger } from '../../base/ports.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import type { CommandId } from '../commandIds.ts';
import { type AccountRow, isAccountRow, isDialogRow } from '../dialogs/dialogRow.ts';
// What words errors is loaded with the first of them.
import type { Remedy } from '../errorText.ts';

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

  /** For commands about accounts: the row of one is handed over apart, as the person is to be asked still. */
  registerForAccount(
    id: CommandId,
    run: (argument: unknown, row: AccountRow | undefined) => Promise<unknown>,
  ): void {
    this.#registered.push(
      vscode.commands.registerCommand(id, (given?: unknown) => {
        if (isAccountRow(given)) return this.#run(id, undefined, (argument) => run(argument, given));
        const argument = given === null || isDialogRow(given) ? undefined : given;
        return this.#run(id, argument, (asked) => run(asked, undefined));
      }),
    );
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
      if (argument !== undefined) {
        const { errorText, ShownError } = await import('../errorText.ts');
        throw new ShownError(errorText(error));
      }
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
  const { errorText, remedyFor } = await import('../errorText.ts');
  const actions: Readonly<Record<Remedy, readonly [label: string, command: CommandId] | undefined>> = {
    signIn: [t('Sign in'), 'bitrix24.signIn'],
    followMove: [t('Use the New Address'), 'bitrix24.followMove'],
    showLog: [t('Show log'), 'bitrix24.showLog'],
    none: undefined,
  };
  const action = actions[remedyFor(error)];
  const chosen = await vscode.window.showErrorMessage(
    errorText(error),
    ...(action === undefined ? [] : [action[0]]),
  );
  if (action !== undefined && chosen === action[0]) await vscode.commands.executeCommand(action[1]);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
}
