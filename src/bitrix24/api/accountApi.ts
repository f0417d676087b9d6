import * as v from 'valibot';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { decodeWhole, flag, id, list, text } from './wire.ts';

const PROFILE = 'profile';

export interface Probe {
  readonly userId: number;
  /** Empty where the person has entered none. */
  readonly userName: string;
  readonly isAdmin: boolean;
  /** Empty where the portal did not say; then `areScopesKnown` is false. */
  readonly scopes: readonly string[];
  readonly areScopesKnown: boolean;
}

/** Whose credential this is and what it may do: two calls any credential may make (api-facts 2.1), in one request. */
export class AccountApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  async probe(options?: CallOptions): Promise<Probe> {
    const { profile, scope } = await this.#client.batch(
      { profile: { method: PROFILE }, scope: { method: 'scope' } },
      options,
    );
    if (!profile.ok) throw profile.error;
    const person = decodeWhole(profileDecoder, profile.result, PROFILE);
    return {
      userId: person.ID,
      userName: [person.NAME, person.LAST_NAME].filter(Boolean).join(' '),
      isAdmin: person.ADMIN,
      scopes: scope.ok ? decodeScopes(scope.result) : [],
      areScopesKnown: scope.ok,
    };
  }
}

const profileDecoder = v.object({ ID: id, ADMIN: flag, NAME: text, LAST_NAME: text });

function decodeScopes(result: unknown): readonly string[] {
  return decodeWhole(list, result, 'scope').filter((name) => typeof name === 'string');
}
