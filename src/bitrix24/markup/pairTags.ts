// Which opening tag belongs to which closing one. Tags without a partner are text.
import type { Wrap } from './tokens.ts';
import type { MarkupEvent } from './outline.ts';

/** How many tags may be open at once; the outermost ones give way. Bounds the depth of the tree. */
export const MAX_OPEN_TAGS = 32;

/** One matched pair. Both of its events lead to the same object. */
export interface TagPair {
  readonly wrap: Wrap;
}

interface OpenTag {
  readonly index: number;
  readonly tag: string;
}

/**
 * Matches each closing tag with the nearest open tag of its name, so that wrongly nested ones still work. A quote is
 * closed to the tags around it. Keyed by the position of the event.
 */
export function pairTags(text: string, events: readonly MarkupEvent[]): ReadonlyMap<number, TagPair> {
  const pairs = new Map<number, TagPair>();
  const outer: OpenTag[][] = [];
  let open: OpenTag[] = [];

  events.forEach((event, index) => {
    switch (event.kind) {
      case 'enterQuote':
        outer.push(open);
        open = [];
        return;
      case 'leaveQuote':
        open = outer.pop() ?? [];
        return;
      case 'open':
        if (open.length === MAX_OPEN_TAGS) open.shift();
        open.push({ index, tag: event.tag });
        return;
      case 'close': {
        const at = open.findLastIndex((entry) => entry.tag === event.tag);
        const start = open[at];
        if (start === undefined) return;
        open.splice(at, 1);
        const wrap = wrapBetween(text, events[start.index], event.start);
        if (wrap === undefined) return;
        const pair: TagPair = { wrap };
        pairs.set(start.index, pair);
        pairs.set(index, pair);
        return;
      }
      default:
        return;
    }
  });
  return pairs;
}

function wrapBetween(text: string, opening: MarkupEvent | undefined, end: number): Wrap | undefined {
  if (opening?.kind !== 'open') return undefined;
  const { meaning } = opening;
  return meaning.kind === 'byContent' ? meaning.wrapOf(text.slice(opening.end, end)) : meaning.wrap;
}
