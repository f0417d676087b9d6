import * as vscode from 'vscode';
import {
  portalAddress,
  readWebhook,
  type Webhook,
  type WebhookProblem,
} from '../../bitrix24/auth/webhookUrl.ts';
import { webhookProblemText } from '../errorText.ts';
import { askText, type TextBoxButton } from '../textBox.ts';

const { t } = vscode.l10n;

const DOCUMENTATION = 'https://apidocs.bitrix24.com/local-integrations/local-webhooks.html';
// "Developer resources" of every portal, cloud and self-hosted alike.
const DEVELOPER_PAGE = '/devops/';

/** Asks for the whole address, or for address, user and code one after another. */
export async function askForWebhook(
  pasted: string,
  trouble: string | undefined,
  onPasted: (text: string) => void,
): Promise<Webhook> {
  const address = await askText({
    title: t('Sign in to Bitrix24'),
    prompt: t(
      'Paste your inbound webhook’s address. In Bitrix24: Applications → Developer resources → Ready-made scenarios → Other → Incoming webhook. Or give the portal’s address, and user ID and code next.',
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
  if (whole.ok) return whole.webhook;

  const page = developerPage(address);
  const buttons =
    page === undefined
      ? []
      : [openButton('link-external', t('Open the page of your portal where webhooks are made'), page)];
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

/** With a user and a code made up, the address alone is enough to know the portal. */
function developerPage(address: string): string | undefined {
  const read = readWebhook({ address, userId: '1', code: 'none' });
  return read.ok ? portalAddress(read.webhook) + DEVELOPER_PAGE : undefined;
}
