import type { JSX } from 'preact';
import type { SearchHit } from '../protocol/navigation.ts';
import { usePageServices } from './pageServices.ts';
import type { SearchControl } from './useSearch.ts';

interface HitsProps {
  readonly control: SearchControl;
  readonly onChoose: (index: number) => void;
}

const nearEndPx = 200;

/** What was found, the newest first; more comes on the way down. */
export function SearchHits({ control, onChoose }: HitsProps): JSX.Element {
  const { wording } = usePageServices();
  const words = wording.navigate;
  const { hits, status, current } = control;

  const onScroll = (event: { readonly currentTarget: HTMLElement }): void => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    if (scrollHeight - scrollTop - clientHeight < nearEndPx) control.loadMore();
  };
  return (
    <div
      class="hits"
      role="region"
      aria-label={words.hits}
      aria-busy={status === 'searching'}
      onScroll={onScroll}
    >
      {control.isLocal && status === 'done' && <p class="panel-note">{words.searchedLoadedOnly}</p>}
      {hits.map((hit, index) => (
        <Hit key={hit.messageId} hit={hit} isCurrent={index === current} onChoose={() => onChoose(index)} />
      ))}
      {status === 'searching' && (
        <p class="panel-note" role="status">
          {words.searching}
        </p>
      )}
      {status === 'done' && hits.length === 0 && (
        <p class="panel-note" role="status">
          {words.noHits}
        </p>
      )}
      {status === 'failed' && (
        <p class="panel-note" role="alert" dir="auto">
          {control.failure || wording.noAnswer}
        </p>
      )}
    </div>
  );
}

interface HitProps {
  readonly hit: SearchHit;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}

function Hit({ hit, isCurrent, onChoose }: HitProps): JSX.Element {
  const { formats, today, wording } = usePageServices();
  const day = formats.day(new Date(hit.date).setHours(0, 0, 0, 0), today, wording);
  const { before, hit: found, after } = hit.fragment;
  return (
    <button
      type="button"
      class="hit"
      data-hit-id={hit.messageId}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={onChoose}
      onKeyDown={walk}
    >
      <span class="hit-head">
        <bdi class="hit-author">{hit.authorName}</bdi>
        <time class="time" title={formats.full(hit.date)}>
          {day} {formats.time(hit.date)}
        </time>
      </span>
      <span class="hit-text" dir="auto">
        {before}
        {found !== '' && <mark>{found}</mark>}
        {after}
      </span>
    </button>
  );
}

function walk(event: KeyboardEvent): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const { nextElementSibling, previousElementSibling } = event.currentTarget;
  const target =
    event.key === 'ArrowDown' ? nextElementSibling : event.key === 'ArrowUp' ? previousElementSibling : null;
  if (!(target instanceof HTMLElement) || !target.classList.contains('hit')) return;
  event.preventDefault();
  target.focus();
}
