import * as vscode from 'vscode';
import {
  portalAddress,
  readWebhook,
  type Webhook,
  type WebhookProblem,
} from '../../bitrix24/auth/webhookUrl.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { CheckedWebhook } from '../../messenger/signIn.ts';
import { readSignInArgument } from '../commands/commandArguments.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { errorText, ShownError, webhookProblemText } from '../errorText.ts';

const { t } = vscode.l10n;

const HELP_URL = 'https://helpdesk.bitrix24.com/open/21133100/';

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
      const pasted = await askForAddress(value, trouble);
      value = pasted;
      try {
        const webhook = await this.#complete(pasted);
        const result = await vscode.window.withProgress(
          {
            location: vscode.ProgressLocation.Notification,
            title: t('Signing in to Bitrix24…'),
            cancellable: true,
          },
          async (_progress, token) => this.#signIn(webhook, token),
        );
        await vscode.commands.executeCommand('bitrix24.dialogs.focus');
        void welcome(result.signedIn, result.missingScopes);
        return result.signedIn;
      } catch (error) {
        if (error instanceof Cancelled) throw error;
        trouble = errorText(error);
      }
    }
  }

  /** The whole address in one, or address, user and code one after another. */
  async #complete(pasted: string): Promise<Webhook> {
    const whole = readWebhook(pasted);
    if (whole.ok) return this.#noted(whole.webhook);
    if (!isIncomplete(whole.problem)) throw new ShownError(webhookProblemText(whole.problem));
    const userId = await askFor(t('User ID of the webhook (2 of 3)'), t('The number behind /rest/'), false);
    const code = await askFor(
      t('Secret code of the webhook (3 of 3)'),
      t('The letters behind the user ID'),
      true,
    );
    return this.#read({ address: pasted, userId, code });
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

/** An address that leads to a portal and lacks the rest of a webhook, which is asked for next. */
function isIncomplete(problem: WebhookProblem): boolean {
  return problem === 'noRestPath' || problem === 'userIdMissing' || problem === 'codeMissing';
}

async function askForAddress(value: string, trouble: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const box = vscode.window.createInputBox();
    const help: vscode.QuickInputButton = {
      iconPath: new vscode.ThemeIcon('question'),
      tooltip: t('How to make a webhook in Bitrix24'),
    };
    box.title = t('Sign in to Bitrix24');
    box.prompt = t(
      'Paste your inbound webhook’s address. In Bitrix24: Applications → Developer resources → Ready-made scenarios → Other → Incoming webhook. Or give the portal’s address, and user ID and code next.',
    );
    box.placeholder = 'https://company.bitrix24.com/rest/7/abcdefgh12345678/';
    box.value = value;
    // The address holds a secret: it is shown as dots to whoever looks over the shoulder.
    box.password = true;
    box.ignoreFocusOut = true;
    box.buttons = [help];
    box.validationMessage = trouble;
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidTriggerButton(() => void vscode.env.openExternal(vscode.Uri.parse(HELP_URL)));
    box.onDidAccept(() => {
      const pasted = box.value;
      const read = readWebhook(pasted);
      if (!read.ok && !isIncomplete(read.problem)) {
        box.validationMessage = webhookProblemText(read.problem);
        return;
      }
      resolve(pasted);
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
      reject(new Cancelled());
    });
    box.show();
  });
}

async function askFor(title: string, prompt: string, isSecret: boolean): Promise<string> {
  const value = await vscode.window.showInputBox({
    title,
    prompt,
    password: isSecret,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? prompt : undefined),
  });
  if (value === undefined) throw new Cancelled();
  return value;
}

async function welcome(signedIn: SignedIn, missingScopes: readonly string[]): Promise<void> {
  const hello = t('Signed in to Bitrix24 as {0}.', signedIn.userName);
  const lacking =
    missingScopes.length === 0
      ? ''
      : ` ${t('The webhook lacks {0}: some names and files will be missing. You can tick it in Bitrix24 at any time.', missingScopes.join(', '))}`;
  await vscode.window.showInformationMessage(hello + lacking);
}
