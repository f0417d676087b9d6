import { readWebhook } from '../../src/bitrix24/auth/webhookUrl.ts';
import type { Account } from '../../src/messenger/account.ts';

/** The account that a sign-in with this webhook would store. */
export function storedAccount(webhookUrl: string): Account {
  const reading = readWebhook(webhookUrl);
  if (!reading.ok) throw new Error(`No webhook: ${reading.problem}`);
  const { webhook } = reading;
  return { id: crypto.randomUUID(), webhook, userName: 'An Lund', scopes: ['im'], networkClient: 'fetch' };
}
