import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Suggestion } from '../protocol/composer.ts';
import { Avatar } from './Avatar.tsx';
import { fillIn } from './fillIn.ts';
import { usePageServices } from './pageServices.ts';
import { listId, optionId } from './suggestionIds.ts';

interface SuggestionsProps {
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly onPick: (index: number) => void;
}

/** The words to choose from, above the field, which keeps the focus. */
export function Suggestions({ items, active, onPick }: SuggestionsProps): JSX.Element {
  const { wording, formats } = usePageServices();
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active, items]);

  return (
    <>
      <span class="spoken" role="status">
        {items.length > 0 && fillIn(wording.compose.suggestionCount, formats.count(items.length))}
      </span>
      {items.length > 0 && (
        <div
          ref={list}
          id={listId}
          class="suggestions"
          tabIndex={-1}
          role="listbox"
          aria-label={wording.compose.suggestions}
          // The field keeps the focus, and its selection.
          onMouseDown={(event) => {
            event.preventDefault();
            const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
            const index = [...event.currentTarget.children].findIndex((child) => child === option);
            if (index >= 0) onPick(index);
          }}
        >
          {items.map((item, index) => (
            <div
              key={item.id}
              id={optionId(index)}
              class="suggestion"
              role="option"
              aria-selected={index === active}
            >
              <Mark item={item} />
              <bdi class="suggestion-label">{item.label}</bdi>
              {item.detail !== '' && <bdi class="suggestion-detail">{item.detail}</bdi>}
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function Mark({ item }: { readonly item: Suggestion }): JSX.Element | null {
  if (item.glyph !== undefined) {
    return (
      <span class="suggestion-glyph" aria-hidden="true">
        {item.glyph}
      </span>
    );
  }
  return item.mention === undefined || item.mention.userId === 'all' ? null : (
    <Avatar name={item.label} color={item.color} face={item.face} />
  );
}
