import * as vscode from 'vscode';
import {
  type PortalAddress,
  portalAddress,
  readPortalAddress,
  readWebhook,
  type Webhook,
  type WebhookProblem,
} from '../../bitrix24/auth/webhookUrl.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { webhookProblemText } from '../errorText.ts';
import { askText, type TextBoxButton } from '../textBox.ts';

const { t } = vscode.l10n;

const DOCUMENTATION = 'https://apidocs.bitrix24.com/local-integrations/local-webhooks.html';
// "Developer resources" of every portal, cloud and self-hosted alike.
const DEVELOPER_PAGE = '/devops/';

/** The way in that a person has chosen. */
export type WayIn =
  | { readonly kind: 'webhook'; readonly webhook: Webhook }
  | { readonly kind: 'browser'; readonly portal: PortalAddress };

/** Asks for a whole webhook, or for the portal's address and then which way in. `isAnother`: somebody is signed in already. */
export async function askForWayIn(
  isAnother: boolean,
  pasted: string,
  trouble: string | undefined,
  onPasted: (text: string) => void,
): Promise<WayIn> {
  const address = await askText({
    title: isAnother ? t('Add a Bitrix24 account, or sign in again') : t('Sign in to Bitrix24'),
    prompt: t(
      'Your portal’s address, such as company.bitrix24.com; or a whole incoming webhook (in Bitrix24: Applications → Developer resources → Ready-made scenarios → Other → Incoming webhook).',
    ),
    placeholder: 'https://company.bitrix24.com/rest/7/abcdefgh12345678/',
    value: pasted,
    trouble,
    isSecret: true,
    buttons: [openButton('question', t('How to make a webhook in Bitrix24'), DOCUMENTATION)],
    check: (text) => {
      const read = readWebhook(text);
      return read.ok || isIncomplete(read.problem) ? undefined : webhookProblemText(read.problem);
    },
  });
  onPasted(address);
  const whole = readWebhook(address);
  if (whole.ok) return { kind: 'webhook', webhook: whole.webhook };
  const read = readPortalAddress(address);
  if (read.ok && (await isForBrowser())) return { kind: 'browser', portal: read.portal };
  return { kind: 'webhook', webhook: await askForParts(address, read.ok ? read.portal : undefined) };
}

/** Rejects with Cancelled when closed. */
async function isForBrowser(): Promise<boolean> {
  const browser = {
    label: `$(globe) ${t('In the browser')}`,
    detail: t(
      'On Bitrix24’s own page, with phone, e-mail or QR code. The portal needs a local application for it.',
    ),
  };
  const webhook = {
    label: `$(key) ${t('With an incoming webhook')}`,
    detail: t('Its user ID and secret code, next.'),
  };
  const chosen = await vscode.window.showQuickPick([browser, webhook], {
    title: t('Sign in to Bitrix24'),
    placeHolder: t('How do you want to sign in?'),
    ignoreFocusOut: true,
  });
  if (chosen === undefined) throw new Cancelled();
  return chosen === browser;
}

/** User and code, one after another. */
async function askForParts(address: string, portal: PortalAddress | undefined): Promise<Webhook> {
  const buttons =
    portal === undefined
      ? []
      : [
          openButton(
            'link-external',
            t('Open the page of your portal where webhooks are made'),
            portalAddress(portal) + DEVELOPER_PAGE,
          ),
        ];
  const userId = await askText({
    title: t('Sign in to Bitrix24 (2 of 3)'),
    prompt: t('User ID of the webhook: the number behind /rest/ in its address'),
    placeholder: '7',
    buttons,
    check: (text) => (/^\s*\d{1,15}\s*$/.test(text) ? undefined : t('The user ID is a number.')),
  });
  for (let problem: string | undefined; ;) {
    const code = await askText({
      title: t('Sign in to Bitrix24 (3 of 3)'),
      prompt: t('Secret code of the webhook: the letters and digits behind the user ID'),
      trouble: problem,
      isSecret: true,
      buttons,
    });
    const read = readWebhook({ address, userId, code });
    if (read.ok) return read.webhook;
    problem =
      read.problem === 'codeMissing'
        ? t('This is no webhook code. Copy it once more.')
        : webhookProblemText(read.problem);
  }
}

/** An address that leads to a portal and lacks the rest of a webhook, which is asked for next. */
function isIncomplete(problem: WebhookProblem): boolean {
  return problem === 'noRestPath' || problem === 'userIdMissing' || problem === 'codeMissing';
}

function openButton(icon: string, tooltip: string, url: string): TextBoxButton {
  return { icon, tooltip, run: () => void vscode.env.openExternal(vscode.Uri.parse(url, true)) };
}
