import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { usePageServices } from './pageServices.ts';

interface DatesProps {
  /** Days as `2026-11-22`; empty for none. */
  readonly from: string;
  readonly to: string;
  readonly onChange: (days: { readonly from?: string; readonly to?: string }) => void;
}

/** Between which days a search looks; either may stay empty. */
export function SearchDates({ from, to, onChange }: DatesProps): JSX.Element {
  const { wording } = usePageServices();
  const words = wording.navigate;
  const first = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <div class="search-dates">
      <label class="search-date">
        <span>{words.searchFrom}</span>
        <input
          ref={first}
          class="search-field"
          type="date"
          max={to === '' ? '9999-12-31' : to}
          value={from}
          onInput={(event) => onChange({ from: event.currentTarget.value })}
        />
      </label>
      <label class="search-date">
        <span>{words.searchTo}</span>
        <input
          class="search-field"
          type="date"
          min={from}
          max="9999-12-31"
          value={to}
          onInput={(event) => onChange({ to: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}
