import * as v from 'valibot';
import { isRecord } from '../../base/isRecord.ts';
import type { PortalEvent } from '../../model/portalEvent.ts';
import type { User } from '../../model/user.ts';
import type { Command } from '../rest/batch.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { decodeEvent } from './eventDecoder.ts';
import { userDecoder } from './userDecoder.ts';
import { type DecodeContext, decodeRows, decodeWhole, flag, list, maybeCount, readInteger } from './wire.ts';

const GET = 'im.v2.Event.get';

/** The documented default; what is left comes with the next request. */
const PAGE_SIZE = 100;

export interface EventPage {
  /** In the order they happened. */
  readonly events: readonly PortalEvent[];
  /** Who did these things, known by less than other answers tell: presence is always missing. */
  readonly users: readonly User[];
  /** What to confirm with once all of this is taken in; `undefined` where the portal names no place. */
  readonly nextOffset: number | undefined;
  readonly hasMore: boolean;
}

/** What happens to this person's dialogs, recorded by the portal once asked to (api-facts 2.3, 3.9). */
export class EventsApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** Ends the recording, for every program that reads this person's events. */
  async unsubscribe(options?: CallOptions): Promise<void> {
    await this.#client.call('im.v2.Event.unsubscribe', {}, options);
  }
}

export function subscribeCommand(): Command {
  return { method: 'im.v2.Event.subscribe' };
}

/** `offset` deletes all below it; without one nothing is deleted, and what was given before comes again. */
export function eventsCommand(offset: number | undefined): Command {
  return { method: GET, params: { offset, limit: PAGE_SIZE } };
}

const pageDecoder = v.object({ events: list, nextOffset: maybeCount, hasMore: flag });

/** What cannot be read is left out, and confirmed with the rest: it would stand in the way for a day. */
export function decodeEvents(result: unknown, context: DecodeContext): EventPage {
  const wire = decodeWhole(pageDecoder, result, GET);
  const decoded = wire.events.map((row) => decodeEvent(row, context.ownUserId));
  const unreadable = decoded.filter(({ event }) => event === 'unreadable').length;
  if (unreadable > 0)
    context.logger.warn('The portal sent events that cannot be read', { count: unreadable });

  const events = decoded.flatMap(({ event }) => (event === undefined || event === 'unreadable' ? [] : event));
  for (const event of events) if ('message' in event) context.replies?.complete(event.message);
  const lastId = Math.max(0, ...decoded.map(({ eventId }) => eventId));
  return {
    events,
    users: usersOf(
      decoded.map(({ user }) => user),
      context,
    ),
    nextOffset: wire.nextOffset ?? (lastId > 0 ? lastId + 1 : undefined),
    hasMore: wire.hasMore,
  };
}

/** The same few people over and over; the system comes as somebody without a number. */
function usersOf(raw: readonly unknown[], { logger }: DecodeContext): readonly User[] {
  const people = raw.filter((user) => isRecord(user) && (readInteger(user['id']) ?? 0) > 0);
  const users = decodeRows(userDecoder, people, 'user', logger);
  return [...new Map(users.map((user) => [user.id, user])).values()];
}
