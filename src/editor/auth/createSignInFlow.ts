import type { Logger } from '../../base/ports.ts';
import type { Redactor } from '../../bitrix24/rest/redaction.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import { checkWebhookHere } from './checkWebhookHere.ts';
import { SignInFlow } from './signInFlow.ts';

/** Sign-in as this host does it; loaded when somebody signs in. */
export function createSignInFlow(sessions: SessionStore, logger: Logger, redactor: Redactor): SignInFlow {
  return new SignInFlow(
    sessions,
    (webhook, signal) => checkWebhookHere(webhook, logger, signal),
    (secret) => redactor.add(secret),
  );
}
