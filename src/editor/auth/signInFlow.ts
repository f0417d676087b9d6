import * as vscode from 'vscode';
import { portalAddress, readWebhook, type Webhook } from '../../bitrix24/auth/webhookUrl.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { CheckedWebhook } from '../../messenger/signIn.ts';
import { readSignInArgument } from '../commands/commandArguments.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { errorText, ShownError, webhookProblemText } from '../errorText.ts';
import { askForWebhook } from './askForWebhook.ts';

const { t } = vscode.l10n;

/** What `bitrix24.signIn` resolves to. */
export interface SignedIn {
  readonly accountId: string;
  readonly portal: string;
  readonly userId: number;
  readonly userName: string;
}

export type CheckWebhook = (webhook: Webhook, signal: AbortSignal) => Promise<CheckedWebhook>;

/** The person's way through signing in with a webhook. Nothing is stored before the portal has said yes. */
export class SignInFlow {
  readonly #sessions: SessionStore;
  readonly #check: CheckWebhook;
  readonly #remember: (secret: string) => void;

  /** `remember` tells the log's redactor what must never appear. */
  constructor(sessions: SessionStore, check: CheckWebhook, remember: (secret: string) => void) {
    this.#sessions = sessions;
    this.#check = check;
    this.#remember = remember;
  }

  /** For programs: nothing is asked. */
  async signIn(given: unknown): Promise<SignedIn> {
    const argument = readSignInArgument(given);
    const { signedIn } = await this.#signIn(
      this.#read('url' in argument ? argument.url : { ...argument, userId: String(argument.userId) }),
    );
    return signedIn;
  }

  /** Asks until the portal accepts, or the person gives up: what was typed is there again to be mended. */
  async ask(): Promise<SignedIn> {
    let value = '';
    let trouble: string | undefined;
    for (;;) {
      const webhook = this.#noted(
        await askForWebhook(value, trouble, (text) => {
          value = text;
        }),
      );
      try {
        const result = await vscode.window.withProgress(
          {
            location: vscode.ProgressLocation.Notification,
            title: t('Signing in to Bitrix24…'),
            cancellable: true,
          },
          async (_progress, token) => this.#signIn(webhook, token),
        );
        void welcome(result.signedIn, result.missingScopes);
        return result.signedIn;
      } catch (error) {
        if (error instanceof Cancelled) throw error;
        trouble = errorText(error);
      }
    }
  }

  #read(input: Parameters<typeof readWebhook>[0]): Webhook {
    const read = readWebhook(input);
    if (!read.ok) throw new ShownError(webhookProblemText(read.problem));
    return this.#noted(read.webhook);
  }

  #noted(webhook: Webhook): Webhook {
    this.#remember(webhook.code);
    return webhook;
  }

  async #signIn(
    webhook: Webhook,
    token?: vscode.CancellationToken,
  ): Promise<{ readonly signedIn: SignedIn; readonly missingScopes: readonly string[] }> {
    const abort = new AbortController();
    const subscription = token?.onCancellationRequested(() => abort.abort());
    try {
      const { account, missingScopes } = await this.#check(webhook, abort.signal);
      if (abort.signal.aborted) throw new Cancelled();
      const session = await this.#sessions.signIn(account);
      return {
        signedIn: {
          accountId: session.account.id,
          portal: portalAddress(session.account.webhook),
          userId: session.account.webhook.userId,
          userName: session.account.userName,
        },
        missingScopes,
      };
    } catch (error) {
      if (abort.signal.aborted) throw new Cancelled();
      throw error;
    } finally {
      subscription?.dispose();
    }
  }
}

async function welcome(signedIn: SignedIn, missingScopes: readonly string[]): Promise<void> {
  await vscode.commands.executeCommand('bitrix24.dialogs.focus');
  const hello = t('Signed in to Bitrix24 as {0}.', signedIn.userName);
  const lacking =
    missingScopes.length === 0
      ? ''
      : ` ${t('The webhook lacks {0}: some names and files will be missing. You can tick it in Bitrix24 at any time.', missingScopes.join(', '))}`;
  await vscode.window.showInformationMessage(hello + lacking);
}
