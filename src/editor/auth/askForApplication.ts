import * as vscode from 'vscode';
import type { OAuthApplication } from '../../bitrix24/auth/tokenServer.ts';
import { type PortalAddress, portalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import { askText, type TextBoxButton } from '../textBox.ts';
import { LOOPBACK_ADDRESS } from './loopbackListener.ts';

const { t } = vscode.l10n;

// The page of VS Code that leads from the web back into an editor on this machine.
const REDIRECT_PAGE = 'https://vscode.dev/redirect';
const DEVELOPER_PAGE = '/devops/';
const SCOPES = 'im, user, disk';

/** What stands in the card's field for the handler, so that the browser finds back here. */
function returnAddress(): string {
  const leadsHere = vscode.env.uriScheme === 'vscode' || vscode.env.uriScheme === 'vscode-insiders';
  return leadsHere ? REDIRECT_PAGE : LOOPBACK_ADDRESS;
}

/** Leads through making a local application on the portal, and asks for its keys. */
export async function askForApplication(
  portal: PortalAddress,
  known: { readonly clientId: string | undefined; readonly trouble: string | undefined },
): Promise<OAuthApplication> {
  const buttons = applicationButtons(portal);
  const clientId = await askText({
    title: t('Sign in in the browser (1 of 2)'),
    prompt: t(
      'Once for each portal, an administrator adds a local application: Developer resources → Other → Local application. Handler path: {0}. Permissions: {1}. Tick “API only”, save, and paste its application ID (client_id) here.',
      returnAddress(),
      SCOPES,
    ),
    placeholder: 'local.0123456789abcd.01234567',
    value: known.clientId ?? '',
    trouble: known.trouble,
    buttons,
    check: (text) =>
      /^[\w.-]{3,100}$/.test(text.trim())
        ? undefined
        : t('This is no application ID. It looks like local.0123456789abcd.01234567.'),
  });
  const clientSecret = await askText({
    title: t('Sign in in the browser (2 of 2)'),
    prompt: t(
      'Application key (client_secret). It is kept in VS Code’s secret storage and goes to Bitrix24’s sign-in server only.',
    ),
    isSecret: true,
    buttons,
    check: (text) =>
      /^[\w.-]{8,200}$/.test(text.trim()) ? undefined : t('This is no application key. Copy it once more.'),
  });
  return { clientId: clientId.trim(), clientSecret: clientSecret.trim() };
}

function applicationButtons(portal: PortalAddress): readonly TextBoxButton[] {
  const page = vscode.Uri.parse(portalAddress(portal) + DEVELOPER_PAGE, true);
  return [
    {
      icon: 'link-external',
      tooltip: t('Open the page of your portal where applications are made'),
      run: () => void vscode.env.openExternal(page),
    },
    copyButton('link', t('Copy the handler path'), returnAddress()),
    copyButton('shield', t('Copy the permissions'), SCOPES),
  ];
}

function copyButton(icon: string, tooltip: string, text: string): TextBoxButton {
  return { icon, tooltip, run: () => void vscode.env.clipboard.writeText(text) };
}
