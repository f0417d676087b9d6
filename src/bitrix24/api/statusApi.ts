import type { Command } from '../rest/batch.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';

const GET = 'im.user.status.get';
const SET = 'im.user.status.set';

/** What a person can set; the portal takes no other (api-facts 3.1). */
export const settableStatuses = ['online', 'dnd', 'away', 'break'] as const;

export type SettableStatus = (typeof settableStatuses)[number];

/** The person's own status. */
export class StatusApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** `undefined` where none was ever set. */
  async get(options?: CallOptions): Promise<string | undefined> {
    const { result } = await this.#client.call(GET, {}, options);
    return decodeStatus(result);
  }

  async set(status: SettableStatus, options?: CallOptions): Promise<void> {
    await this.#client.call(SET, { STATUS: status }, options);
  }
}

export function statusCommand(): Command {
  return { method: GET };
}

/** `false` where none was ever set. */
export function decodeStatus(result: unknown): string | undefined {
  return typeof result === 'string' && result !== '' ? result : undefined;
}
