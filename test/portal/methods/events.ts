import type { Call, MethodSpec } from './call.ts';

/** For `missingMethods`: a portal from before spring 2026. */
export const EVENT_METHODS = ['im.v2.Event.subscribe', 'im.v2.Event.unsubscribe', 'im.v2.Event.get'] as const;

export const eventMethods: readonly MethodSpec[] = [
  { name: 'im.v2.Event.subscribe', scope: 'im', readsExactNames: true, run: subscribe },
  { name: 'im.v2.Event.unsubscribe', scope: 'im', readsExactNames: true, run: unsubscribe },
  { name: 'im.v2.Event.get', scope: 'im', readsExactNames: true, run: get },
];

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

function subscribe({ world, userId }: Call): boolean {
  world.events.subscribe(userId);
  return true;
}

function unsubscribe({ world, userId }: Call): boolean {
  world.events.unsubscribe(userId);
  return true;
}

/** Without an offset nothing is confirmed, and what was given before comes again. */
function get({ world, params, userId }: Call): Record<string, unknown> {
  const offset = Math.max(0, params.int('offset'));
  const limit = params.has('limit') ? Math.min(Math.max(params.int('limit'), 1), MAX_LIMIT) : DEFAULT_LIMIT;
  const events = world.events.read(userId, offset, limit);
  const last = events.at(-1);
  return {
    events: events.map((event) => world.events.wire(event)),
    nextOffset: last === undefined ? offset : last.eventId + 1,
    // A full page counts as one with more behind it.
    hasMore: events.length === limit,
  };
}
