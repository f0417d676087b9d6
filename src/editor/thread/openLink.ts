// Leaving VS Code by a link of a message: what somebody else wrote, so the person knows where it goes before it opens.
import * as vscode from 'vscode';
import { portalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import { isDisguised, type LinkHost, linkHost } from '../../model/linkHost.ts';
import type { LinkTarget } from '../../model/richText.ts';
import type { Session } from '../../messenger/session.ts';
import { asksByItself } from './trustedHosts.ts';

const { t } = vscode.l10n;

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);

export interface LinkDoubts {
  /** What the link shows. */
  readonly words?: string | undefined;
  /** A button does not show where it leads, so its host is always named before it opens. */
  readonly isButton?: boolean | undefined;
}

/**
 * Opens it outside VS Code; false where the person did not want to. VS Code itself asks about hosts that the person does not
 * trust yet; here it is asked about what its question does not show: a host in look-alike letters, words that name another
 * host, a button to a host that is trusted, a number to call.
 */
export async function openLink(
  session: Session,
  target: LinkTarget,
  doubts: LinkDoubts = {},
): Promise<boolean> {
  const address =
    target.kind === 'url' ? target.url : new URL(target.path, portalAddress(session.account.portal)).href;
  if (!URL.canParse(address) || !SCHEMES.has(new URL(address).protocol)) return false;
  if (/^tel:/i.test(address)) return callNumber(address.slice('tel:'.length));

  const host = linkHost({ kind: 'url', url: address });
  const isDoubtful = host?.spelled !== undefined || isDisguised(target, doubts.words ?? '');
  // One question is enough, and VS Code's own names the address too.
  const hidesHost = doubts.isButton === true && !(await asksByItself(address));
  if (host !== undefined && (isDoubtful || hidesHost)) {
    if (!(await agreesToOpen(host, address))) return false;
  }
  return vscode.env.openExternal(vscode.Uri.parse(address, true));
}

/** Asks, then hands the number to whatever makes calls on this machine; false where the person did not want to. */
export async function callNumber(number: string): Promise<boolean> {
  const dialled = number.replace(/[^\d+*#]/g, '');
  const call = t('Call');
  const copy = t('Copy number');
  const chosen = await vscode.window.showInformationMessage(
    t('Call {0}?', number),
    { modal: true, detail: t('The number is opened with the program that makes calls on this computer.') },
    call,
    copy,
  );
  if (chosen === copy) await vscode.env.clipboard.writeText(number);
  if (chosen !== call) return false;
  return vscode.env.openExternal(vscode.Uri.parse(`tel:${dialled}`, true));
}

async function agreesToOpen(host: LinkHost, address: string): Promise<boolean> {
  const open = t('Open');
  const spelling =
    host.spelled === undefined
      ? ''
      : `\n\n${t('The name has letters of other scripts. The network spells it {0}.', host.spelled)}`;
  const chosen = await vscode.window.showInformationMessage(
    t('Open {0}?', host.written),
    { modal: true, detail: `${shortened(address)}${spelling}` },
    open,
  );
  return chosen === open;
}

function shortened(address: string): string {
  return address.length > 300 ? `${address.slice(0, 300)}…` : address;
}
