import type { JSX } from 'preact';
import type { ListItem } from './listItems.ts';
import { MessageArticle } from './MessageArticle.tsx';
import type { LoadStatus } from './rowLoader.ts';
import { usePageServices } from './pageServices.ts';

interface RowProps {
  readonly item: ListItem;
  readonly isRevealed: boolean;
  /** For the first row only. */
  readonly head: JSX.Element | undefined;
}

export function ListRow({ item, isRevealed, head }: RowProps): JSX.Element {
  const { wording, formats, today } = usePageServices();
  return (
    <div class="row">
      {head}
      {item.dayStart !== undefined && (
        <Separator kind="day" label={formats.day(item.dayStart, today, wording)} />
      )}
      {item.isFirstUnread && <Separator kind="new" label={wording.newMessages} />}
      <MessageArticle item={item} isRevealed={isRevealed} />
    </div>
  );
}

interface HeadProps {
  readonly hasOlder: boolean;
  readonly status: LoadStatus;
  readonly onRetry: () => void;
}

/** Above the first message. Its height is the same in every state, so that nothing below moves. */
export function ListHead({ hasOlder, status, onRetry }: HeadProps): JSX.Element {
  const { wording } = usePageServices();
  if (status.kind === 'failed') return <LoadFailure message={status.message} onRetry={onRetry} />;
  if (!hasOlder) return <div class="list-head">{wording.beginning}</div>;
  return (
    <div class="list-head">
      {status.kind === 'loading' && (
        <>
          <span class="spinner" aria-hidden="true" />
          {wording.loadingOlder}
        </>
      )}
    </div>
  );
}

/** Below the last message, where newer ones follow that are not loaded yet. */
export function ListTail({ status, onRetry }: Omit<HeadProps, 'hasOlder'>): JSX.Element {
  const { wording } = usePageServices();
  if (status.kind === 'failed') return <LoadFailure message={status.message} onRetry={onRetry} />;
  return (
    <div class="list-head">
      <span class="spinner" aria-hidden="true" />
      {wording.loadingNewer}
    </div>
  );
}

function LoadFailure({
  message,
  onRetry,
}: {
  readonly message: string;
  readonly onRetry: () => void;
}): JSX.Element {
  const { wording } = usePageServices();
  return (
    <div class="list-head" role="alert">
      <span dir="auto">{message || wording.noAnswer}</span>
      <button type="button" class="button secondary" onClick={onRetry}>
        {wording.retry}
      </button>
    </div>
  );
}

function Separator({ kind, label }: { readonly kind: 'day' | 'new'; readonly label: string }): JSX.Element {
  return (
    <div class={`separator ${kind}`} role="separator" aria-label={label}>
      <span class="separator-label">{label}</span>
    </div>
  );
}
