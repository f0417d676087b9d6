import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import type { OAuthApplication } from '../../bitrix24/auth/tokenServer.ts';
import type { PortalAddress } from '../../bitrix24/auth/webhookUrl.ts';
import type { ApplicationStore } from '../../messenger/applicationStore.ts';
import { type CheckedAccount, REQUIRED_SCOPE } from '../../messenger/signIn.ts';
import { errorText } from '../errorText.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import { readSettings } from '../settings.ts';
import { askForApplication } from './askForApplication.ts';
import type { BrowserReturns } from './browserReturns.ts';
import { returnFromBrowser } from './browserSignIn.ts';
import type { SignInSteps } from './signInSteps.ts';

/** The way in through Bitrix24's page in the browser, with a local application of the portal. */
export class OAuthFlow {
  readonly #applications: ApplicationStore;
  readonly #returns: BrowserReturns;
  readonly #steps: Pick<SignInSteps, 'checkOAuth'>;
  readonly #remember: (secret: string) => void;

  constructor(
    applications: ApplicationStore,
    returns: BrowserReturns,
    steps: Pick<SignInSteps, 'checkOAuth'>,
    remember: (secret: string) => void,
  ) {
    this.#applications = applications;
    this.#returns = returns;
    this.#steps = steps;
    this.#remember = remember;
  }

  /** For programs: nothing is asked but on Bitrix24's page. */
  async signIn(
    portal: PortalAddress,
    application: OAuthApplication,
    signal: AbortSignal,
  ): Promise<CheckedAccount> {
    return this.#throughBrowser(portal, application, false, signal);
  }

  /** Asks for the application's keys where they are not known, and again where Bitrix24 does not take them. */
  async ask(portal: PortalAddress, signal: AbortSignal): Promise<CheckedAccount> {
    let application = await this.#applications.get(portal);
    let trouble: string | undefined;
    for (;;) {
      if (application === undefined) {
        const clientId = readSettings().clientIds.get(new URL(portal.origin).host);
        application = await askForApplication(portal, { clientId, trouble });
      }
      try {
        return await this.#throughBrowser(portal, application, true, signal);
      } catch (error) {
        if (!isAboutApplication(error)) throw error;
        await this.#applications.forget(portal);
        trouble = errorText(error);
        application = undefined;
      }
    }
  }

  async #throughBrowser(
    portal: PortalAddress,
    application: OAuthApplication,
    asks: boolean,
    signal: AbortSignal,
  ): Promise<CheckedAccount> {
    this.#remember(application.clientSecret);
    const returned = await returnFromBrowser(this.#returns, portal, application, asks, signal);
    this.#remember(returned.code);
    const checked = await this.#steps.checkOAuth(portal, application, returned, signal);
    await this.#applications.set(portal, application);
    return checked;
  }
}

/** What another application, or another setting on its card, would mend. */
function isAboutApplication(error: unknown): boolean {
  if (isPortalError(error)) return error.code === 'INVALID_CLIENT' || error.kind === 'scope';
  return (
    error instanceof MessengerError &&
    error.problem.kind === 'missingScope' &&
    error.problem.scope === REQUIRED_SCOPE
  );
}
