import type { WebhookGrant } from './seed.ts';

export type Webhook = WebhookGrant & { scopes: readonly string[]; isRevoked: boolean };

export type AccessToken = {
  readonly token: string;
  readonly userId: number;
  scopes: readonly string[];
  expiresMs: number;
};

/** Who may call the portal, and with which scopes. */
export class Credentials {
  readonly #webhooks = new Map<string, Webhook>();
  readonly #tokens = new Map<string, AccessToken>();

  get webhooks(): readonly Webhook[] {
    return [...this.#webhooks.values()];
  }

  addWebhook(grant: WebhookGrant): Webhook {
    const webhook = { ...grant, isRevoked: false };
    this.#webhooks.set(webhookKey(grant.userId, grant.code), webhook);
    return webhook;
  }

  webhook(userId: number, code: string): Webhook | undefined {
    const found = this.#webhooks.get(webhookKey(userId, code));
    return found === undefined || found.isRevoked ? undefined : found;
  }

  webhooksOf(userId: number): readonly Webhook[] {
    return this.webhooks.filter((webhook) => webhook.userId === userId);
  }

  addToken(token: AccessToken): AccessToken {
    this.#tokens.set(token.token, token);
    return token;
  }

  token(token: string): AccessToken | undefined {
    return this.#tokens.get(token);
  }

  tokensOf(userId: number): readonly AccessToken[] {
    return [...this.#tokens.values()].filter((token) => token.userId === userId);
  }
}

function webhookKey(userId: number, code: string): string {
  return `${userId}/${code}`;
}
