import type { Logger, SecretStore } from '../../base/ports.ts';
import type { Redactor } from '../../bitrix24/rest/redaction.ts';
import { ApplicationStore } from '../../messenger/applicationStore.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { BrowserReturns } from './browserReturns.ts';
import { OAuthFlow } from './oauthFlow.ts';
import { SignInFlow } from './signInFlow.ts';
import { signInSteps } from './signInSteps.ts';

export interface SignInHost {
  readonly sessions: SessionStore;
  readonly secrets: SecretStore;
  readonly returns: BrowserReturns;
  readonly logger: Logger;
  readonly redactor: Redactor;
}

/** Sign-in as this host does it; loaded when somebody signs in. */
export function createSignInFlow(host: SignInHost): SignInFlow {
  const { sessions, secrets, returns, logger, redactor } = host;
  const steps = signInSteps(logger);
  const remember = (secret: string): void => redactor.add(secret);
  const oauth = new OAuthFlow(new ApplicationStore(secrets), returns, steps, remember);
  return new SignInFlow(sessions, steps, oauth, remember);
}
