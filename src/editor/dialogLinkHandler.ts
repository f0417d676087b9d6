import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import type { DialogId } from '../model/dialogId.ts';
import { MessengerError } from '../messenger/messengerError.ts';
import type { SessionStore } from '../messenger/sessionStore.ts';
import { showError } from './commands/commandRegistry.ts';
import { readDialogLink } from './dialogLink.ts';
import { ShownError } from './errorText.ts';

type OpenPlace = (dialogId: DialogId, messageId: number | undefined) => Promise<void>;

/** Follows links to dialogs and messages from anywhere on the computer, also those that started VS Code. */
export class DialogLinkHandler implements vscode.UriHandler {
  readonly #sessions: SessionStore;
  readonly #open: OpenPlace;

  constructor(sessions: SessionStore, open: OpenPlace) {
    this.#sessions = sessions;
    this.#open = open;
  }

  async handleUri(uri: vscode.Uri): Promise<void> {
    try {
      const place = readDialogLink(uri.path);
      if (place === undefined) {
        throw new ShownError(
          vscode.l10n.t('This link leads to no dialog. It may have been cut when copied.'),
        );
      }
      await this.#requireSession();
      await this.#open(place.dialogId, place.messageId);
    } catch (error) {
      await showError(error);
    }
  }

  async #requireSession(): Promise<void> {
    const { current } = this.#sessions;
    const state = current.kind === 'restoring' ? await this.#sessions.restore() : current;
    switch (state.kind) {
      case 'signedIn':
        return;
      case 'restoring':
      case 'signedOut':
        throw new MessengerError({ kind: 'signedOut' });
      default:
        assertNever(state);
    }
  }
}
