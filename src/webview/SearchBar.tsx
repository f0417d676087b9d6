import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fillIn } from './fillIn.ts';
import { RareIcon, type RareIconName } from './RareIcon.tsx';
import { usePageServices } from './pageServices.ts';
import { SearchDates } from './SearchDates.tsx';
import { SearchHits } from './SearchHits.tsx';
import { type Search, useSearch } from './useSearch.ts';

interface SearchProps {
  readonly search: Search;
  /** Grows with every wish to search: the field gets the focus again. */
  readonly focusSerial: number;
  readonly onClose: () => void;
}

/** Looks for words in the dialog: Enter and F3 go from hit to hit, the list of hits stays for as long as the bar does. */
export function SearchBar({ search, focusSerial, onClose }: SearchProps): JSX.Element {
  const { wording, formats, jumpTo } = usePageServices();
  const words = wording.navigate;
  const field = useRef<HTMLInputElement>(null);
  const control = useSearch(search);
  const [isListOpen, setIsListOpen] = useState(true);
  const [hasDates, setHasDates] = useState(false);
  const toggleDates = (): void => {
    setHasDates(!hasDates);
    // What is not in view narrows nothing.
    if (hasDates && (control.from !== '' || control.to !== '')) control.change({ from: '', to: '' });
  };

  // Before the next key is pressed.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [focusSerial]);

  const go = (hit: { readonly messageId: number } | undefined): void => {
    if (!hit) return;
    // Over the messages the list would hide what it leads to.
    if (window.innerWidth < 640) setIsListOpen(false);
    jumpTo(hit.messageId);
  };
  // A jump takes the focus to the message; from there the next hit is one key away, too.
  useLayoutEffect(() => {
    const onFindKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F3' || event.isComposing) return;
      event.preventDefault();
      go(control.step(event.shiftKey ? -1 : 1));
    };
    document.addEventListener('keydown', onFindKey);
    return () => document.removeEventListener('keydown', onFindKey);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const isField = event.target === field.current;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'F3' || (isField && event.key === 'Enter'))
      go(control.step(event.shiftKey ? -1 : 1));
    else if (isField && event.key === 'ArrowDown') {
      setIsListOpen(true);
      document.querySelector<HTMLElement>('.hit')?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const { hits, current } = control;
  const count = `${formats.count(hits.length)}${control.hasMore ? '+' : ''}`;
  return (
    // A landmark of its own; its keys work in all of its controls.
    <div role="search" class="search" aria-label={words.search} onKeyDown={onKeyDown}>
      <div class="search-bar">
        <input
          ref={field}
          class="search-field"
          type="text"
          dir="auto"
          aria-label={words.searchPlaceholder}
          placeholder={words.searchPlaceholder}
          value={control.text}
          onInput={(event) => {
            setIsListOpen(true);
            control.change({ text: event.currentTarget.value });
          }}
          onFocus={() => setIsListOpen(true)}
        />
        <span class="search-count" role="status">
          {hits.length > 0 && (current < 0 ? count : fillIn(words.hitOf, formats.count(current + 1), count))}
        </span>
        <BarButton
          icon="arrowUp"
          label={words.nextHit}
          keys="F3"
          onClick={() => go(control.step(1))}
          isDisabled={hits.length === 0}
        />
        <BarButton
          icon="arrowDown"
          label={words.previousHit}
          keys="Shift+F3"
          onClick={() => go(control.step(-1))}
          isDisabled={hits.length === 0}
        />
        <button
          type="button"
          class="icon-button"
          title={words.searchDates}
          aria-label={words.searchDates}
          aria-expanded={hasDates}
          onClick={toggleDates}
        >
          <RareIcon name="event" />
        </button>
        <BarButton icon="close" label={words.close} keys="Esc" onClick={onClose} />
      </div>
      {hasDates && (
        <SearchDates
          from={control.from}
          to={control.to}
          onChange={(days) => {
            setIsListOpen(true);
            control.change(days);
          }}
        />
      )}
      {isListOpen && control.status !== 'idle' && (
        <SearchHits control={control} onChoose={(index) => go(control.choose(index))} />
      )}
    </div>
  );
}

interface ButtonProps {
  readonly icon: RareIconName;
  readonly label: string;
  readonly keys: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

function BarButton({ icon, label, keys, isDisabled = false, onClick }: ButtonProps): JSX.Element {
  const { wording } = usePageServices();
  return (
    <button
      type="button"
      class="icon-button"
      title={fillIn(wording.compose.withKeys, label, keys)}
      aria-label={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      <RareIcon name={icon} />
    </button>
  );
}
