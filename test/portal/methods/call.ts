import type { Params } from '../rest/params.ts';
import type { UserRecord } from '../records.ts';
import type { World } from '../world.ts';

/** What older or odder portals do differently. */
export type Features = {
  /** false: TEMPLATE_ID is ignored, so a repeated send makes a second message. */
  readonly templateId: boolean;
  /** false: messages are read without a `uuid`. */
  readonly uuidShown: boolean;
  /** false: `LAST_ID=0` counts as not given, so the newest page cannot be asked for. */
  readonly lastIdZero: boolean;
  /** How often a signed link to a file answers; the documentation says once. */
  readonly fileLinks: 'once' | 'many';
  /** The server in front answers 404 to whoever fetches a file without the headers of a browser. */
  readonly fileLinksNeedHeaders: boolean;
  /** Default 100 MB, as in the cloud. */
  readonly maxFileBytes: number;
  /** Methods this portal does not have yet. */
  readonly missingMethods: readonly string[];
};

export type Principal = {
  readonly kind: 'webhook' | 'token';
  readonly userId: number;
  readonly scopes: readonly string[];
  /** The webhook's code or the token itself: the portal writes it into links to files. */
  readonly secret: string;
  /** Tells credentials apart in the operating limit; holds no secret. */
  readonly key: string;
};

export type Call = {
  readonly world: World;
  readonly principal: Principal;
  readonly userId: number;
  readonly user: UserRecord;
  readonly params: Params;
  /** The core's own paging parameter. */
  readonly start: number;
  readonly features: Features;
  /** Sends between their checks and their commit. */
  readonly uuidsInFlight: Set<string>;
  /** Resolves at once, unless a fault delays the commit. */
  readonly beforeCommit: () => Promise<void>;
  /** Names and scopes of everything this portal has. */
  readonly catalogue: ReadonlyMap<string, MethodSpec>;
};

export type Scope = 'im' | 'user' | 'disk' | 'pull' | 'basic';

export type MethodSpec = {
  readonly name: string;
  readonly scope: Scope;
  /** Left out of `methods`, callable nevertheless (api-facts 3.0). */
  readonly isPrivate?: boolean;
  /** Waits for `beforeCommit` by itself, between its checks and its commit. */
  readonly commitsItself?: boolean;
  /** Reads its top-level parameter names as they are spelled. */
  readonly readsExactNames?: boolean;
  readonly run: (call: Call) => unknown;
};

/** A result whose `total` and `next` the core lifts to the top level (api-facts 1.2). */
export class Paged {
  readonly result: unknown;
  readonly total: number | undefined;
  readonly next: number | undefined;

  constructor(
    result: unknown,
    paging: { readonly total?: number | undefined; readonly next?: number | undefined },
  ) {
    this.result = result;
    this.total = paging.total;
    this.next = paging.next;
  }
}

export type Page = { readonly offset: number; readonly limit: number };

/** LIMIT missing or not positive → the default, too large → the ceiling; OFFSET, else `start` (api-facts 1.2). */
export function pageOf(call: Call, defaultLimit: number, maxLimit: number): Page {
  const asked = call.params.int('LIMIT');
  return {
    limit: asked <= 0 ? defaultLimit : Math.min(asked, maxLimit),
    offset: Math.max(0, call.params.has('OFFSET') ? call.params.int('OFFSET') : call.start),
  };
}

/** Cuts one page out of a list and tells where the next begins. */
export function cutPage<T, R>(all: readonly T[], page: Page, view: (items: readonly T[]) => R): Paged {
  const items = all.slice(page.offset, page.offset + page.limit);
  const end = page.offset + items.length;
  return new Paged(view(items), {
    total: all.length,
    next: items.length > 0 && end < all.length ? end : undefined,
  });
}
