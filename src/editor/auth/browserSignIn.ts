import * as vscode from 'vscode';
import { delay } from '../../base/delay.ts';
import { authoriseUrl, type ReturnProblem, type ReturnReading } from '../../bitrix24/auth/oauthReturn.ts';
import type { OAuthApplication } from '../../bitrix24/auth/tokenServer.ts';
import type { PortalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import type { BrowserReturn } from '../../messenger/oauthSignIn.ts';
import { Cancelled } from '../commands/commandRegistry.ts';
import { assertNever } from '../../base/assertNever.ts';
import { ShownError } from '../errorText.ts';
import { systemClock } from '../hostPorts.ts';
import type { BrowserReturns } from './browserReturns.ts';
import { beginTrip, type BrowserTrip } from './browserTrip.ts';

const { t } = vscode.l10n;

// Long enough for a person to find their phone.
const PATIENCE_MS = 10 * 60_000;

/** Opens Bitrix24's page in the browser and waits for its return. `asks` offers a box to paste the address into. */
export async function returnFromBrowser(
  returns: BrowserReturns,
  portal: PortalAddress,
  { clientId }: OAuthApplication,
  asks: boolean,
  signal: AbortSignal,
): Promise<BrowserReturn> {
  const trip = await beginTrip(returns, portal);
  const ended = new AbortController();
  const abort = (): void => ended.abort();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    const page = vscode.Uri.parse(authoriseUrl(portal, clientId, trip.state), true);
    // As one string: VS Code would take the state's escapes apart and put them together otherwise.
    const isOpened = await vscode.env.openExternal(page);
    if (!isOpened && !asks) throw new Cancelled();
    const reading = await Promise.race([
      trip.returned,
      ...(asks ? [pasted(trip, ended.signal)] : []),
      tooLong(ended.signal),
    ]);
    if (!reading.ok) throw new ShownError(returnProblemText(reading.problem));
    return { code: reading.code, tokenServer: reading.tokenServer };
  } finally {
    signal.removeEventListener('abort', abort);
    ended.abort();
    trip.dispose();
  }
}

/** Closes by itself when the browser is back. */
function pasted(trip: BrowserTrip, signal: AbortSignal): Promise<ReturnReading> {
  return new Promise((resolve, reject) => {
    const box = vscode.window.createInputBox();
    box.title = t('Waiting for the sign-in in the browser');
    box.prompt = t(
      'On the page that has opened sign in with phone or e-mail, or choose QR code and scan it with the Bitrix24 app. This box closes by itself; if it does not, paste the address here that the browser shows at the end. Escape ends the sign-in.',
    );
    box.placeholder = 'https://…?code=…&state=…';
    box.ignoreFocusOut = true;
    box.busy = true;
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(() => {
      const reading = trip.paste(box.value);
      if (reading.ok) resolve(reading);
      else box.validationMessage = returnProblemText(reading.problem);
    });
    box.onDidHide(() => {
      box.dispose();
      reject(new Cancelled());
    });
    signal.addEventListener('abort', () => box.hide(), { once: true });
    box.show();
  });
}

async function tooLong(signal: AbortSignal): Promise<never> {
  await delay(systemClock, PATIENCE_MS, signal).catch(() => {
    throw new Cancelled();
  });
  throw new ShownError(t('The browser did not come back within ten minutes. Sign in again.'));
}

function returnProblemText(problem: ReturnProblem): string {
  switch (problem) {
    case 'noReturn':
      return t(
        'This address holds no sign-in. Copy the whole address from the browser once the page has gone on.',
      );
    case 'otherState':
      return t('This address belongs to another sign-in. Copy the one that the browser shows now.');
    case 'codeMissing':
      return t('The browser came back without a code. Sign in again.');
    case 'declined':
      return t(
        'The sign-in was declined in the browser, so nothing was stored. Sign in again if you want to.',
      );
    case 'otherPortal':
      return t(
        'Another portal answered than the one you named. Check the portal’s address and sign in again.',
      );
    case 'otherTokenServer':
      return t(
        'The answer names a sign-in server that is not Bitrix24’s, so nothing was sent to it. Ask your administrator.',
      );
    default:
      return assertNever(problem);
  }
}
