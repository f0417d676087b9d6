// What keeps somebody from the portal: the network, the sign-in, or the portal itself. One sentence, and what to do.
import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import type { PortalError } from '../bitrix24/rest/portalError.ts';
import { isCertificateCode } from '../bitrix24/rest/transportFailure.ts';

const { t } = vscode.l10n;

type ReachKind = 'auth' | 'scope' | 'plan' | 'network' | 'timeout' | 'server' | 'malformed' | 'moved';

/** `kind` is the error's own. */
export function reachErrorText({ code, movedTo }: PortalError, kind: ReachKind): string {
  switch (kind) {
    case 'auth':
      return authText(code);
    case 'scope':
      return t(
        'The webhook or application lacks a permission for this. In Bitrix24 tick “im” for it, save, and sign in again.',
      );
    case 'plan':
      return code.toUpperCase() === 'PAYMENT_REQUIRED'
        ? t('The portal’s plan for this application is not paid. Ask its administrator, then sign in again.')
        : t('This portal’s plan has no REST access. Ask its administrator for a plan or a trial that has.');
    case 'network':
      return networkText(code);
    case 'timeout':
      return t('The portal did not answer in time. Check your connection and try again.');
    case 'server':
      return serverText(code);
    case 'malformed':
      return foreignText(code);
    case 'moved':
      return movedTo === undefined
        ? t(
            'The portal leads to another page instead of answering. Open it in a browser: a network may want you to sign in, or the portal was closed.',
          )
        : t(
            'The portal has moved to {0}. Choose “Bitrix24: Use the Portal’s New Address” to go on there.',
            movedTo,
          );
    default:
      return assertNever(kind);
  }
}

/** The token server's and the portal's codes (api-facts 1.4, 2.2). */
function authText(code: string): string {
  switch (code.toUpperCase()) {
    case 'INVALID_CLIENT':
      return t(
        'Bitrix24 does not know this application, or its key is wrong. Copy both from the application’s card.',
      );
    case 'INVALID_GRANT':
      return t(
        'The sign-in has ended: it was used already, took too long, or the application was removed. Sign in again.',
      );
    case 'APPLICATION_NOT_FOUND':
      return t(
        'The application was removed from the portal. Ask its administrator to add it, then sign in again.',
      );
    case 'USER_ACCESS_ERROR':
      return t(
        'You may not use this application. Ask the portal’s administrator to let you, then sign in again.',
      );
    case 'EXPIRED_TOKEN':
      return t('The sign-in has expired. Sign in again.');
    default:
      return t(
        'The portal refused the sign-in: the webhook or application is wrong, expired or was deleted. Sign in again.',
      );
  }
}

function serverText(code: string): string {
  switch (code.toUpperCase()) {
    case 'PORTAL_DELETED':
      return t('This portal was closed or deleted. Ask its administrator; what you wrote is kept here.');
    case 'OVERLOAD_LIMIT':
      return t(
        'Bitrix24 has suspended requests to this portal. Its administrator can ask Bitrix24’s support why.',
      );
    default:
      return t('The portal has trouble of its own at the moment. Try again later.');
  }
}

/** Somebody else answered: a proxy, a network's own page, any website. */
function foreignText(code: string): string {
  switch (code) {
    case 'HTTP_407':
      return proxyNameText();
    case 'HTTP_404':
    case 'HTTP_410':
      return t(
        'There is no Bitrix24 at this address: it may be misspelt, or the portal was deleted. Open it in a browser and check.',
      );
    default:
      return t(
        'What answered is not the portal’s REST: perhaps a network’s sign-in page or a proxy. Open the portal in a browser, then try again.',
      );
  }
}

function networkText(code: string): string {
  switch (code) {
    case 'PROXY_407':
      return proxyNameText();
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return t('The portal’s address cannot be found. Check its spelling and your connection.');
    case 'ECONNREFUSED':
      return t(
        'Nothing answers at the portal’s address. Check the address, your connection, and the proxy if you have one.',
      );
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return t(
        'The portal’s certificate is not valid today. Check this computer’s date and time; if they are right, tell the portal’s administrator.',
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return t(
        'The certificate that answered belongs to another address, so nothing was sent. Check the portal’s address.',
      );
  }
  if (code.startsWith('PROXY_')) {
    return t('The proxy does not let this connection through. Ask your administrator to allow the portal.');
  }
  if (isCertificateCode(code)) {
    return t(
      'The portal’s certificate is signed by an authority that is not trusted here. Have your company’s authority installed on this computer, or named in NODE_EXTRA_CA_CERTS, and start VS Code again.',
    );
  }
  if (/TLS|SSL|EPROTO/.test(code)) {
    return t(
      'No secure connection came about. Check the address and its port, and the proxy if you have one.',
    );
  }
  return t('The portal cannot be reached. Check your connection and try again.');
}

function proxyNameText(): string {
  return t(
    'The proxy wants a name and a password. Put them into VS Code’s setting “http.proxy” (http://name:password@host:port), then try again.',
  );
}
