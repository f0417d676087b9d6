import { useEffect, useRef, useState } from 'preact/hooks';
import type { NavigationRequests, SearchHit, SearchResult } from '../protocol/navigation.ts';

type SearchParams = NavigationRequests['searchMessages']['params'];

export type Search = (query: SearchParams) => Promise<SearchResult>;

/** What is asked for, as it stands in the fields; days as `2026-11-22`, empty for none. */
export interface SearchWish {
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

export interface SearchState extends SearchWish {
  readonly hits: readonly SearchHit[];
  readonly hasMore: boolean;
  readonly isLocal: boolean;
  readonly status: 'idle' | 'searching' | 'done' | 'failed';
  readonly failure: string;
  /** Which hit was jumped to; -1 before any was. */
  readonly current: number;
}

export interface SearchControl extends SearchState {
  readonly change: (wish: Partial<SearchWish>) => void;
  readonly loadMore: () => void;
  /** To the hit further back, or with -1 further on; gives it. */
  readonly step: (by: 1 | -1) => SearchHit | undefined;
  readonly choose: (index: number) => SearchHit | undefined;
}

// Long enough for a word to be typed, short enough not to be felt.
const settleMs = 250;

const nothing: SearchState = {
  text: '',
  from: '',
  to: '',
  hits: [],
  hasMore: false,
  isLocal: false,
  status: 'idle',
  failure: '',
  current: -1,
};

/** What is searched for and what was found. Answers to an earlier wish are dropped. */
export function useSearch(search: Search): SearchControl {
  const [state, setState] = useState(nothing);
  const asked = useRef(0);
  const timer = useRef(0);
  const latest = useRef(state);
  latest.current = state;

  const ask = async (wish: SearchWish, known: readonly SearchHit[]): Promise<void> => {
    const serial = ++asked.current;
    setState((before) => ({ ...before, status: 'searching', failure: '' }));
    try {
      const { hits, hasMore, isLocal } = await search(paramsOf(wish, known.at(-1)?.messageId));
      if (serial !== asked.current) return;
      setState((before) => ({ ...before, hits: [...known, ...hits], hasMore, isLocal, status: 'done' }));
    } catch (error) {
      if (serial !== asked.current) return;
      const failure = error instanceof Error ? error.message : '';
      setState((before) => ({ ...before, status: 'failed', failure, hasMore: false }));
    }
  };
  useEffect(
    () => () => {
      asked.current += 1;
      window.clearTimeout(timer.current);
    },
    [],
  );

  const choose = (index: number): SearchHit | undefined => {
    const hit = latest.current.hits[index];
    if (hit) setState((before) => ({ ...before, current: index }));
    return hit;
  };
  const loadMore = (): void => {
    const { status, hasMore, hits } = latest.current;
    if (hasMore && status === 'done') void ask(latest.current, hits);
  };
  return {
    ...state,
    choose,
    loadMore,
    change: (change) => {
      window.clearTimeout(timer.current);
      asked.current += 1;
      const { text, from, to } = { ...latest.current, ...change };
      const wish = { text, from, to };
      const isEmpty = text.trim() === '' && from === '' && to === '';
      setState({ ...nothing, ...wish, status: isEmpty ? 'idle' : 'searching' });
      if (!isEmpty) timer.current = window.setTimeout(() => void ask(wish, []), settleMs);
    },
    step: (by) => {
      const { hits, current } = latest.current;
      if (current + by >= hits.length - 1) loadMore();
      return choose(Math.min(Math.max(current + by, 0), hits.length - 1));
    },
  };
}

/** Days are the person's own: from the first moment of the one to the last of the other. */
function paramsOf({ text, from, to }: SearchWish, beforeId: number | undefined): SearchParams {
  const start = from === '' ? Number.NaN : new Date(`${from}T00:00:00`).getTime();
  const end = to === '' ? Number.NaN : new Date(`${to}T23:59:59`).getTime();
  return {
    text: text.trim(),
    ...(!Number.isNaN(start) && { from: start }),
    ...(!Number.isNaN(end) && { to: end }),
    ...(beforeId !== undefined && { beforeId }),
  };
}
