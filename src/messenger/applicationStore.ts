import * as v from 'valibot';
import type { SecretStore } from '../base/ports.ts';
import type { OAuthApplication } from '../bitrix24/auth/tokenServer.ts';
import { type PortalAddress, portalAddress } from '../bitrix24/auth/webhookUrl.ts';

const StoredApplication = v.object({
  version: v.literal(1),
  clientId: v.pipe(v.string(), v.minLength(1)),
  clientSecret: v.pipe(v.string(), v.minLength(1)),
});

/** The applications of portals that somebody has signed in with, in SecretStorage; they outlive a sign-out. */
export class ApplicationStore {
  readonly #secrets: SecretStore;

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  async get(portal: PortalAddress): Promise<OAuthApplication | undefined> {
    const stored = await this.#secrets.get(keyOf(portal));
    if (stored === undefined) return undefined;
    try {
      const read = v.safeParse(StoredApplication, JSON.parse(stored));
      if (!read.success) return undefined;
      const { clientId, clientSecret } = read.output;
      return { clientId, clientSecret };
    } catch {
      return undefined;
    }
  }

  async set(portal: PortalAddress, { clientId, clientSecret }: OAuthApplication): Promise<void> {
    const stored: v.InferOutput<typeof StoredApplication> = { version: 1, clientId, clientSecret };
    await this.#secrets.set(keyOf(portal), JSON.stringify(stored));
  }

  async forget(portal: PortalAddress): Promise<void> {
    await this.#secrets.delete(keyOf(portal));
  }
}

function keyOf(portal: PortalAddress): string {
  return `bitrix24.application.${portalAddress(portal)}`;
}
