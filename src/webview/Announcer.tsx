import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { MessageRow } from '../protocol/thread.ts';
import type { ListItem } from './listItems.ts';
import { usePageServices } from './pageServices.ts';
import { plainText } from './plainText.ts';

const longestSpoken = 300;
const mostSpoken = 5;

interface AnnouncerProps {
  readonly items: readonly ListItem[];
  /** What is loaded while somebody reads on towards the newest messages is no news. */
  readonly hasNewer: boolean;
}

/**
 * Speaks what came in since the page was opened, each message once. The log itself cannot be the live region: scrolling
 * and older messages add nodes to it too.
 */
export function Announcer({ items, hasNewer }: AnnouncerProps): JSX.Element {
  const { wording } = usePageServices();
  const silentUpTo = useRef(newestId(items));
  const hadNewer = useRef(hasNewer);
  if (hadNewer.current) silentUpTo.current = Math.max(silentUpTo.current, newestId(items));
  hadNewer.current = hasNewer;

  return (
    <div class="spoken" role="status" aria-relevant="additions">
      {spokenRows(items, silentUpTo.current).map((row) => (
        <p key={`${row.key} ${row.delivery.kind}`}>
          {row.delivery.kind === 'failed'
            ? `${wording.notSent} ${row.delivery.reason}`
            : `${row.isSystem ? wording.system : row.authorName}: ${plainText(row.body, longestSpoken)}`}
        </p>
      ))}
    </div>
  );
}

function spokenRows(items: readonly ListItem[], after: number): readonly MessageRow[] {
  const spoken: MessageRow[] = [];
  for (let index = items.length - 1; index >= 0 && spoken.length < mostSpoken; index--) {
    const row = items[index]!.row;
    if (row.messageId !== undefined && row.messageId <= after) break;
    if (row.delivery.kind === 'failed' || !row.isOwn) spoken.unshift(row);
  }
  return spoken;
}

function newestId(items: readonly ListItem[]): number {
  return items.findLast((item) => item.row.messageId !== undefined)?.row.messageId ?? 0;
}
