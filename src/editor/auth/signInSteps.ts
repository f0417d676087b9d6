import type { Logger } from '../../base/ports.ts';
import type { OAuthApplication } from '../../bitrix24/auth/tokenServer.ts';
import type { PortalAddress, Webhook } from '../../bitrix24/auth/webhookUrl.ts';
import { type BrowserReturn, checkOAuth } from '../../messenger/oauthSignIn.ts';
import { type CheckedAccount, checkWebhook } from '../../messenger/signIn.ts';
import { systemClock } from '../hostPorts.ts';
import { signInPorts } from './signInPorts.ts';

/** What asks the portal during a sign-in; nothing of it stores anything. */
export interface SignInSteps {
  checkWebhook(webhook: Webhook, signal: AbortSignal): Promise<CheckedAccount>;
  checkOAuth(
    portal: PortalAddress,
    application: OAuthApplication,
    returned: BrowserReturn,
    signal: AbortSignal,
  ): Promise<CheckedAccount>;
}

export function signInSteps(logger: Logger): SignInSteps {
  return {
    checkWebhook: (webhook, signal) => checkWebhook(webhook, signInPorts(logger), signal),
    checkOAuth: (portal, application, returned, signal) =>
      checkOAuth(portal, application, returned, { ...signInPorts(logger), clock: systemClock }, signal),
  };
}
