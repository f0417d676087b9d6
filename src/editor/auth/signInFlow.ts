import * as vscode from 'vscode';
import {
  portalAddress,
  readPortalAddress,
  readWebhook,
  type Webhook,
  type WebhookProblem,
} from '../../bitrix24/auth/webhookUrl.ts';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import { moveOf } from '../../messenger/portalMove.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { CheckedAccount } from '../../messenger/signIn.ts';
import { readSignInArgument } from '../commands/commandArguments.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { accountName } from '../accountName.ts';
import { errorText, ShownError, webhookProblemText } from '../errorText.ts';
import { askForWayIn, type WayIn } from './askForWayIn.ts';
import { agreeToMove } from './moveFlow.ts';
import type { OAuthFlow } from './oauthFlow.ts';
import type { SignInSteps } from './signInSteps.ts';

const { t } = vscode.l10n;

/** What `bitrix24.signIn` resolves to. */
export interface SignedIn {
  readonly accountId: string;
  readonly portal: string;
  readonly userId: number;
  readonly userName: string;
}

type Check = (signal: AbortSignal) => Promise<CheckedAccount>;

/** The person's way through signing in. Nothing is stored before the portal has said yes. */
export class SignInFlow {
  readonly #sessions: SessionStore;
  readonly #steps: Pick<SignInSteps, 'checkWebhook'>;
  readonly #oauth: OAuthFlow;
  readonly #remember: (secret: string) => void;

  /** `remember` tells the log's redactor what must never appear. */
  constructor(
    sessions: SessionStore,
    steps: Pick<SignInSteps, 'checkWebhook'>,
    oauth: OAuthFlow,
    remember: (secret: string) => void,
  ) {
    this.#sessions = sessions;
    this.#steps = steps;
    this.#oauth = oauth;
    this.#remember = remember;
  }

  /** For programs: nothing is asked here. */
  async signIn(given: unknown): Promise<SignedIn> {
    try {
      return (await this.#signIn(this.#checkOf(given))).signedIn;
    } catch (error) {
      throw isMoved(error) ? new ShownError(signInErrorText(error)) : error;
    }
  }

  /** Asks until the portal accepts, or the person gives up: what was typed is there again to be mended. */
  async ask(): Promise<SignedIn> {
    const formerId = this.#sessions.default?.account.id;
    let value = '';
    let trouble: string | undefined;
    let elsewhere: WayIn | undefined;
    for (;;) {
      const way: WayIn =
        elsewhere ??
        (await askForWayIn(formerId !== undefined, value, trouble, (text) => {
          value = text;
        }));
      elsewhere = undefined;
      try {
        const result = await vscode.window.withProgress(
          {
            location: vscode.ProgressLocation.Notification,
            title: t('Signing in to Bitrix24…'),
            cancellable: true,
          },
          async (_progress, token) => this.#signIn(this.#checkOn(way), token),
        );
        void this.#welcome(result.signedIn, result.missingScopes, formerId);
        return result.signedIn;
      } catch (error) {
        if (error instanceof Cancelled) throw error;
        elsewhere = await atNewAddress(way, error);
        trouble = signInErrorText(error);
      }
    }
  }

  /** `formerId`: the account that commands went to before. A person is told where they go now, and may have it as it was. */
  async #welcome(
    { accountId, userName }: SignedIn,
    missingScopes: readonly string[],
    formerId: string | undefined,
  ): Promise<void> {
    await vscode.commands.executeCommand('bitrix24.dialogs.focus');
    const { all } = this.#sessions;
    const former = formerId === undefined ? undefined : this.#sessions.find(formerId);
    const isOther =
      former !== undefined && this.#sessions.default?.account.id === accountId && formerId !== accountId;
    const sentences = [
      t('Signed in to Bitrix24 as {0}.', userName),
      isOther ? t('Commands that name no account go here now.') : '',
      missingScopes.length === 0
        ? ''
        : t(
            'The webhook lacks {0}: some names and files will be missing. You can tick it in Bitrix24 at any time.',
            missingScopes.join(', '),
          ),
    ];
    const keep = isOther ? t('Keep {0}', accountName(former, all)) : undefined;
    const chosen = await vscode.window.showInformationMessage(
      sentences.filter(Boolean).join(' '),
      ...(keep === undefined ? [] : [keep]),
    );
    const isThere = formerId !== undefined && this.#sessions.find(formerId) !== undefined;
    if (chosen !== undefined && isThere) await this.#sessions.setDefault(formerId);
  }

  #checkOf(given: unknown): Check {
    const argument = readSignInArgument(given);
    if (argument.method === 'oauth') {
      const { portal } = required(readPortalAddress(argument.portal));
      const { clientId, clientSecret } = argument;
      return (signal) => this.#oauth.signIn(portal, { clientId, clientSecret }, signal);
    }
    const read = readWebhook(
      'url' in argument ? argument.url : { ...argument, userId: String(argument.userId) },
    );
    return this.#checkOfWebhook(required(read).webhook);
  }

  #checkOn(way: WayIn): Check {
    if (way.kind === 'browser') return (signal) => this.#oauth.ask(way.portal, signal);
    return this.#checkOfWebhook(way.webhook);
  }

  #checkOfWebhook(webhook: Webhook): Check {
    this.#remember(webhook.code);
    return (signal) => this.#steps.checkWebhook(webhook, signal);
  }

  async #signIn(
    check: Check,
    token?: vscode.CancellationToken,
  ): Promise<{ readonly signedIn: SignedIn; readonly missingScopes: readonly string[] }> {
    const abort = new AbortController();
    const subscription = token?.onCancellationRequested(() => abort.abort());
    try {
      const { account, missingScopes } = await check(abort.signal);
      if (abort.signal.aborted) throw new Cancelled();
      const session = await this.#sessions.signIn(account);
      return {
        signedIn: {
          accountId: session.account.id,
          portal: portalAddress(session.account.portal),
          userId: session.account.userId,
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

function required<Found>(
  read: (Found & { readonly ok: true }) | { readonly ok: false; readonly problem: WebhookProblem },
): Found {
  if (!read.ok) throw new ShownError(webhookProblemText(read.problem));
  return read;
}

/** The same way in where the portal says it is now; `undefined` where it has not moved, or the person does not agree. */
async function atNewAddress(way: WayIn, error: unknown): Promise<WayIn | undefined> {
  const from = way.kind === 'webhook' ? way.webhook : way.portal;
  const to = moveOf(from, error);
  if (to === undefined) return undefined;
  const isAgreed = await agreeToMove(from, to).then(
    () => true,
    () => false,
  );
  if (!isAgreed) return undefined;
  return way.kind === 'webhook' ? { ...way, webhook: { ...way.webhook, ...to } } : { ...way, portal: to };
}

function isMoved(error: unknown): boolean {
  return isPortalError(error) && error.movedTo !== undefined;
}

function signInErrorText(error: unknown): string {
  if (!isPortalError(error) || error.movedTo === undefined) return errorText(error);
  return t('The portal has moved to {0}. If that is right, sign in again with this address.', error.movedTo);
}
