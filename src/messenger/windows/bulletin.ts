// What the window that leads tells the others with every beat of its lease.
import * as v from 'valibot';
import { PortalError } from '../../bitrix24/rest/portalError.ts';
import type { Connection } from '../connection.ts';
import { failureOf, storedFailure } from './news.ts';

export interface Bulletin {
  readonly connection: Connection;
  /** When the portal last answered with the list, milliseconds since 1970. */
  readonly lastSyncAt: number | undefined;
  /** The number of the latest news; 0 while there is none. */
  readonly news: number;
  /** Windows that asked for a tick, and up to which of their questions they have been answered. */
  readonly answered: ReadonlyMap<string, number>;
}

export function encodeBulletin({ connection, lastSyncAt, news, answered }: Bulletin): string {
  return JSON.stringify({
    connection:
      connection.kind === 'failing' ? { ...connection, error: failureOf(connection.error) } : connection,
    lastSyncAt,
    news,
    answered: [...answered],
  });
}

/** `undefined` for what is damaged or another version's. */
export function decodeBulletin(text: string): Bulletin | undefined {
  const stored = parsed(text);
  if (stored === undefined) return undefined;
  const { connection, lastSyncAt, news, answered } = stored;
  return {
    connection:
      connection.kind === 'failing'
        ? { ...connection, error: new PortalError(connection.error) }
        : connection,
    lastSyncAt,
    news,
    answered: new Map(answered),
  };
}

const storedBulletin = v.object({
  connection: v.variant('kind', [
    v.object({ kind: v.literal('connecting') }),
    v.object({ kind: v.literal('online') }),
    v.object({ kind: v.literal('failing'), error: storedFailure, since: v.number() }),
  ]),
  lastSyncAt: v.optional(v.number()),
  news: v.number(),
  answered: v.array(v.tuple([v.string(), v.number()])),
});

function parsed(text: string): v.InferOutput<typeof storedBulletin> | undefined {
  try {
    const read = v.safeParse(storedBulletin, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
