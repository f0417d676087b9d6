import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { AskRequest } from './channel.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { Suggestions } from './Suggestions.tsx';
import { type Suggesting, useSuggestions } from './useSuggestions.ts';

interface CompletionProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly drafts: DraftKeeper;
  readonly request: AskRequest;
  /** Where the composer finds what is offered. */
  readonly handle: { current: Suggesting | undefined };
  /** What was wanted before this was there. */
  readonly missed: 'update' | 'offerEmoji' | undefined;
  /** The option that Enter would take; `undefined` while there is none. */
  readonly onShown: (active: number | undefined) => void;
}

/** Completes words of the field, beside it: a person writes on, whether it is there yet or not. */
export function Completion(props: CompletionProps): JSX.Element {
  const { field, drafts, request, handle, missed, onShown } = props;
  const suggesting = useSuggestions(field, drafts, request);
  const { items, active, pick } = suggesting;
  const shown = items.length > 0 ? active : undefined;

  useLayoutEffect(() => {
    handle.current = suggesting;
  });
  useLayoutEffect(() => onShown(shown), [shown]);
  useEffect(() => {
    if (missed !== undefined) suggesting[missed]();
    return () => {
      handle.current = undefined;
    };
  }, []);
  return <Suggestions items={items} active={active} onPick={pick} />;
}
