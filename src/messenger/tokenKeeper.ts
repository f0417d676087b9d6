import { delay } from '../base/delay.ts';
import type { Clock, FileFolder, Logger } from '../base/ports.ts';
import { SingleFlight } from '../base/singleFlight.ts';
import type { TokenSource } from '../bitrix24/auth/oauthEndpoint.ts';
import type { IssuedGrant, OAuthApplication, OAuthGrant, TokenServer } from '../bitrix24/auth/tokenServer.ts';
import { PortalError } from '../bitrix24/rest/portalError.ts';
import type { Account, OAuthCredential } from './account.ts';
import type { AccountStore } from './accountStore.ts';

const TURN = 'renewal.json';
const LOOK_EVERY_MS = 250;
// Longer than a renewal's own time limit: whoever has held the turn for so long is no more.
const TURN_LIMIT_MS = 30_000;
const WAIT_LIMIT_MS = 120_000;
// Each time another window has been quicker.
const LOCATE_TRIES = 3;

export interface TokenPorts {
  readonly accounts: Pick<AccountStore, 'read' | 'replace'>;
  readonly server: TokenServer;
  /** The account's own, shared with other windows. */
  readonly folder: FileFolder;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The tokens of one OAuth account. However many calls and windows find them expired, they are renewed once: a refresh
 * token is good for one use, and a second one would sign the person out.
 */
export class TokenKeeper implements TokenSource {
  readonly #account: Account;
  readonly #application: OAuthApplication;
  readonly #ports: TokenPorts;
  readonly #renewals = new SingleFlight<void>();
  readonly #onSecret: (secret: string) => void;
  #grant: OAuthGrant;
  #former: OAuthGrant | undefined;

  /** `onSecret` hears of every new token before it is used. */
  constructor(
    account: Account,
    { application, grant }: OAuthCredential,
    ports: TokenPorts,
    onSecret: (secret: string) => void,
  ) {
    this.#account = account;
    this.#application = application;
    this.#grant = grant;
    this.#ports = ports;
    this.#onSecret = onSecret;
  }

  get accessToken(): string {
    return this.#grant.accessToken;
  }

  get secrets(): readonly string[] {
    const grants = [this.#grant, ...(this.#former === undefined ? [] : [this.#former])];
    return [
      this.#application.clientSecret,
      ...grants.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]),
    ];
  }

  async renew(used: string): Promise<void> {
    if (this.accessToken !== used) return;
    await this.#renewals.run('renew', () => this.#inTurn(used));
  }

  /** Renews even what is still good, because only a renewal tells where the portal is now. Rejects with a PortalError. */
  async locate(): Promise<IssuedGrant> {
    for (let tries = 0; tries < LOCATE_TRIES; tries++) {
      if (!(await this.#hasTurn(this.accessToken))) continue;
      try {
        return await this.#renewNow();
      } finally {
        await this.#ports.folder.remove(TURN);
      }
    }
    throw tookTooLong();
  }

  /** One window at a time; whoever comes later finds the new pair where the first one put it. */
  async #inTurn(used: string): Promise<void> {
    const { folder } = this.#ports;
    if (!(await this.#hasTurn(used))) return;
    try {
      // Between the look and the turn another window may have been through.
      if (!(await this.#adopted(used))) await this.#renewNow();
    } finally {
      await folder.remove(TURN);
    }
  }

  /** False where another window has renewed meanwhile. */
  async #hasTurn(used: string): Promise<boolean> {
    const { clock, folder, logger } = this.#ports;
    const startedAt = clock.monotonic();
    let turn = { stamp: '', since: startedAt };
    while (clock.monotonic() - startedAt < WAIT_LIMIT_MS) {
      if (await this.#adopted(used)) return false;
      if (await folder.create(TURN, '{}')) return true;
      const stamp = (await folder.list()).find((entry) => entry.name === TURN)?.stamp ?? '';
      if (stamp !== turn.stamp) {
        turn = { stamp, since: clock.monotonic() };
      } else if (clock.monotonic() - turn.since > TURN_LIMIT_MS) {
        logger.warn('Another window did not finish renewing the sign-in');
        await folder.remove(TURN);
      }
      await delay(clock, LOOK_EVERY_MS);
    }
    throw tookTooLong();
  }

  async #adopted(used: string): Promise<boolean> {
    const stored = await this.#ports.accounts.read(this.#account.id);
    if (stored?.credential.kind !== 'oauth' || stored.credential.grant.accessToken === used) return false;
    this.#use(stored.credential.grant);
    return true;
  }

  async #renewNow(): Promise<IssuedGrant> {
    const { accounts, server, logger } = this.#ports;
    const issued = await server.renew(this.#application, this.#grant, new AbortController().signal);
    const { grant } = issued;
    this.#onSecret(grant.accessToken);
    this.#onSecret(grant.refreshToken);
    // Kept before used: a window that closes in between would else have spent the only refresh token.
    await accounts.replace({
      ...this.#account,
      credential: { kind: 'oauth', application: this.#application, grant },
    });
    this.#use(grant);
    logger.info('The sign-in was renewed');
    return issued;
  }

  #use(grant: OAuthGrant): void {
    this.#onSecret(grant.accessToken);
    this.#onSecret(grant.refreshToken);
    this.#former = this.#grant;
    this.#grant = grant;
  }
}

function tookTooLong(): PortalError {
  return new PortalError({
    kind: 'timeout',
    code: 'TIMEOUT',
    outcome: 'not-executed',
    method: 'oauth.token',
  });
}
