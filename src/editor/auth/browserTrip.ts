import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { readReturn, type ReturnReading } from '../../bitrix24/auth/oauthReturn.ts';
import type { PortalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import { type BrowserReturns, RETURN_PATH } from './browserReturns.ts';
import { listenOnLoopback } from './loopbackListener.ts';

const { t } = vscode.l10n;
const EXTENSION_ID = 'b24-community.bitrix24-messenger';

/** One trip to the browser and back. Whoever began it disposes it. */
export interface BrowserTrip extends Disposable {
  /** Goes along to the browser and must come back. */
  readonly state: string;
  /** Settles with the first return that belongs to this trip. */
  readonly returned: Promise<ReturnReading>;
  /** Takes an address that a person copied from the browser. */
  paste(address: string): ReturnReading;
}

/**
 * The ways back: the editor's own link, an address of this machine, and the clipboard. A trip holds for one portal; two
 * at once do not meet.
 */
export async function beginTrip(returns: BrowserReturns, portal: PortalAddress): Promise<BrowserTrip> {
  const nonce = crypto.randomUUID();
  const link = vscode.Uri.parse(`${vscode.env.uriScheme}://${EXTENSION_ID}${RETURN_PATH}?nonce=${nonce}`);
  // VS Code's redirect page reads from the state where to go next. Encoded once more than an address needs: VS Code itself
  // decodes the addresses that it opens, and would let go of everything behind the first "&".
  const state = encodeURIComponent((await vscode.env.asExternalUri(link)).toString(true));
  const { promise, resolve } = Promise.withResolvers<ReturnReading>();
  const read = (query: URLSearchParams): ReturnReading => readReturn(query, { portal, state });

  const waiting = returns.await((query) => {
    // That page drops the state once it has followed it; the nonce is the part that cannot be guessed.
    if (query.get('nonce') === nonce) query.set('state', state);
    const reading = read(query);
    if (!reading.ok && (reading.problem === 'otherState' || reading.problem === 'noReturn')) return false;
    resolve(reading);
    return true;
  });
  const loopback = listenOnLoopback(
    (query) => returns.deliver(query),
    (isAccepted) =>
      isAccepted
        ? t('You are back in VS Code; this page can be closed.')
        : t(
            'This sign-in is not awaited here any more. Start it again in VS Code; or, where a box there still waits for an address, paste this page’s.',
          ),
  );
  return {
    state,
    returned: promise,
    paste: (address) => {
      const start = address.indexOf('?');
      const reading = read(new URLSearchParams(start < 0 ? '' : address.slice(start + 1).trim()));
      if (reading.ok) resolve(reading);
      return reading;
    },
    dispose: () => {
      waiting.dispose();
      loopback.dispose();
    },
  };
}
