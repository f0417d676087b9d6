import type { JSX } from 'preact';
import type { ListItem } from './listItems.ts';
import { ListRow } from './ListRow.tsx';
import { usePageServices } from './pageServices.ts';

/** What was written while there is no list to show it in: before the first messages came, or where they did not come. */
export function WaitingRows({ items }: { readonly items: readonly ListItem[] }): JSX.Element {
  const { wording } = usePageServices();
  return (
    <div class="waiting" role="log" aria-label={wording.messages} aria-live="off" tabIndex={0}>
      {items
        .filter(({ row }) => row.messageId === undefined)
        .map((item) => (
          <ListRow key={item.row.key} item={item} isRevealed={false} head={undefined} />
        ))}
    </div>
  );
}
