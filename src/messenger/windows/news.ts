// What a tick brought, as the window that leads writes it for the others: the answer as it was decoded, no secret in it.
import * as v from 'valibot';
import type { MessageAnswer } from '../../bitrix24/api/messagesApi.ts';
import type { RecentPage } from '../../bitrix24/api/recentApi.ts';
import { isPortalError, PortalError, type PortalFailure } from '../../bitrix24/rest/portalError.ts';
import type { Counters } from '../../model/counters.ts';
import type { DialogId } from '../../model/dialogId.ts';
import type { ToldEvents } from '../eventFeed.ts';
import type { Part } from '../answerPart.ts';
import type { DialogLook } from '../dialogLook.ts';

const VERSION = 1;

export interface ThreadNews {
  readonly dialogId: DialogId;
  /** The page holds what came after this; `undefined` for the newest page. */
  readonly afterId: number | undefined;
  readonly answer: Part<MessageAnswer>;
}

/** Parts that were not asked for, or are as they were the last time, are left out. */
export interface News {
  /** When the portal was asked, by the wall clock that all windows of this computer share. */
  readonly askedAt: number;
  readonly recent: RecentPage | undefined;
  /** Whether `recent` is as large as the portal gives it. */
  readonly isLarge: boolean;
  readonly counters: Counters | undefined;
  /** A page from the middle of the list, and where it begins. */
  readonly window: { readonly offset: number; readonly page: RecentPage } | undefined;
  readonly threads: readonly ThreadNews[];
  readonly looks: readonly DialogLook[];
  readonly events: ToldEvents | undefined;
}

export function encodeNews(news: News): string {
  const { askedAt, recent, isLarge, counters, window, threads, looks, events } = news;
  return JSON.stringify({
    version: VERSION,
    askedAt,
    recent,
    isLarge,
    counters: counters && { ...counters, byDialog: [...counters.byDialog] },
    window,
    threads: threads.map(({ dialogId, afterId, answer }) =>
      answer.ok
        ? { dialogId, afterId, value: answer.value }
        : { dialogId, afterId, failure: failureOf(answer.error) },
    ),
    looks,
    events,
  });
}

/** `undefined` for what is damaged or another version's. */
export function decodeNews(text: string): News | undefined {
  const stored = parsed(text);
  if (stored === undefined) return undefined;
  const { askedAt, recent, isLarge, counters, window, threads, looks = [], events } = stored;
  return {
    askedAt,
    recent,
    isLarge,
    counters: counters && { ...counters, byDialog: new Map(counters.byDialog) },
    window,
    threads: threads.flatMap(({ dialogId, afterId, value, failure }): readonly ThreadNews[] => {
      if (value !== undefined) return [{ dialogId, afterId, answer: { ok: true, value } }];
      if (failure === undefined) return [];
      return [{ dialogId, afterId, answer: { ok: false, error: new PortalError(failure) } }];
    }),
    looks,
    events,
  };
}

/** What an error is to another window; one that is not the portal's is none of its business. */
export function failureOf(error: unknown): PortalFailure {
  if (!isPortalError(error)) return { kind: 'malformed', code: 'UNKNOWN', outcome: 'unknown', method: '' };
  const { kind, code, outcome, method, status, description, retryAt, movedTo } = error;
  return { kind, code, outcome, method, status, description, retryAt, movedTo };
}

// Only the skeleton is looked at: another window of the same version has decoded the rest from the portal's answer, and
// its objects are taken as they are, so that they compare equal to those of an own tick.
const row = v.looseObject({ id: v.union([v.string(), v.number()]) });
const rows = v.array(row);
const recentPage = v.looseObject({
  dialogs: rows,
  users: rows,
  hasMore: v.boolean(),
  nextOffset: v.number(),
});
const messageAnswer = v.looseObject({
  page: v.looseObject({ chatId: v.number(), messages: rows, isLast: v.boolean() }),
  users: rows,
});
export const storedFailure = v.custom<PortalFailure>((value) => v.is(failure, value));
const failure = v.looseObject({
  kind: v.string(),
  code: v.string(),
  outcome: v.string(),
  method: v.string(),
});
const storedNews = v.object({
  version: v.literal(VERSION),
  askedAt: v.number(),
  recent: v.optional(recentPage),
  isLarge: v.boolean(),
  counters: v.optional(
    v.looseObject({
      messenger: v.number(),
      notifications: v.number(),
      byDialog: v.array(v.tuple([v.string(), v.number()])),
    }),
  ),
  window: v.optional(v.object({ offset: v.number(), page: recentPage })),
  threads: v.array(
    v.object({
      dialogId: v.string(),
      afterId: v.optional(v.number()),
      value: v.optional(messageAnswer),
      failure: v.optional(storedFailure),
    }),
  ),
  // Windows of an earlier version do not write it.
  looks: v.optional(
    v.array(
      v.object({
        details: v.looseObject({ id: v.string(), chatId: v.number(), readBy: v.array(v.looseObject({})) }),
        peer: v.optional(row),
      }),
    ),
  ),
  events: v.optional(
    v.object({
      page: v.looseObject({ events: v.array(v.looseObject({ kind: v.string() })), users: rows }),
      isOld: v.boolean(),
    }),
  ),
});

interface StoredNews {
  readonly askedAt: number;
  readonly recent?: RecentPage;
  readonly isLarge: boolean;
  readonly counters?: Omit<Counters, 'byDialog'> & { readonly byDialog: readonly [DialogId, number][] };
  readonly window?: { readonly offset: number; readonly page: RecentPage };
  readonly threads: readonly {
    readonly dialogId: DialogId;
    readonly afterId?: number;
    readonly value?: MessageAnswer;
    readonly failure?: PortalFailure;
  }[];
  readonly looks?: readonly DialogLook[];
  readonly events?: ToldEvents;
}

/** Takes the rest of what `storedNews` looks at for granted. */
function isStoredNews(value: unknown): value is StoredNews {
  return v.is(storedNews, value);
}

function parsed(text: string): StoredNews | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isStoredNews(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
