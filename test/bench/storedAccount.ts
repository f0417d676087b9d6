import { readWebhook, type Webhook } from '../../src/bitrix24/auth/webhookUrl.ts';
import { type Account, webhookAccount } from '../../src/messenger/account.ts';

/** Takes the address of a simulated portal's webhook apart. */
export function webhookIn(webhookUrl: string): Webhook {
  const reading = readWebhook(webhookUrl);
  if (!reading.ok) throw new Error(`No webhook: ${reading.problem}`);
  return reading.webhook;
}

/** The account that a sign-in with this webhook would store. */
export function storedAccount(webhookUrl: string): Account {
  return webhookAccount(webhookIn(webhookUrl), {
    id: crypto.randomUUID(),
    userName: 'An Lund',
    scopes: ['im'],
    networkClient: 'fetch',
  });
}
