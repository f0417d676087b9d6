import { useEffect, useRef, useState } from 'preact/hooks';
import type { SearchHit, SearchResult } from '../protocol/navigation.ts';

export type Search = (text: string, beforeId: number | undefined) => Promise<SearchResult>;

export interface SearchState {
  readonly text: string;
  readonly hits: readonly SearchHit[];
  readonly hasMore: boolean;
  readonly isLocal: boolean;
  readonly status: 'idle' | 'searching' | 'done' | 'failed';
  readonly failure: string;
  /** Which hit was jumped to; -1 before any was. */
  readonly current: number;
}

export interface SearchControl extends SearchState {
  readonly setText: (text: string) => void;
  readonly loadMore: () => void;
  /** To the hit further back, or with -1 further on; gives it. */
  readonly step: (by: 1 | -1) => SearchHit | undefined;
  readonly choose: (index: number) => SearchHit | undefined;
}

// Long enough for a word to be typed, short enough not to be felt.
const settleMs = 250;

const nothing: SearchState = {
  text: '',
  hits: [],
  hasMore: false,
  isLocal: false,
  status: 'idle',
  failure: '',
  current: -1,
};

/** What is searched for and what was found. Answers to an earlier text are dropped. */
export function useSearch(search: Search): SearchControl {
  const [state, setState] = useState(nothing);
  const asked = useRef(0);
  const timer = useRef(0);
  const latest = useRef(state);
  latest.current = state;

  const ask = async (text: string, known: readonly SearchHit[]): Promise<void> => {
    const serial = ++asked.current;
    setState((before) => ({ ...before, status: 'searching', failure: '' }));
    try {
      const { hits, hasMore, isLocal } = await search(text, known.at(-1)?.messageId);
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
    const { status, hasMore, text, hits } = latest.current;
    if (hasMore && status === 'done') void ask(text.trim(), hits);
  };
  return {
    ...state,
    choose,
    loadMore,
    setText: (text) => {
      window.clearTimeout(timer.current);
      asked.current += 1;
      const isEmpty = text.trim() === '';
      setState({ ...nothing, text, status: isEmpty ? 'idle' : 'searching' });
      if (!isEmpty) timer.current = window.setTimeout(() => void ask(text.trim(), []), settleMs);
    },
    step: (by) => {
      const { hits, current } = latest.current;
      if (current + by >= hits.length - 1) loadMore();
      return choose(Math.min(Math.max(current + by, 0), hits.length - 1));
    },
  };
}
