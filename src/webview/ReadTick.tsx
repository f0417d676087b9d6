import type { JSX } from 'preact';
import type { MessageRow } from '../protocol/thread.ts';
import { fillIn } from './fillIn.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';
import { readersOf, useReaders } from './readMarks.ts';

const mostNames = 12;

/** Beside an own message: that the portal has it, or who has seen it. */
export function ReadTick({ row }: { readonly row: MessageRow }): JSX.Element | null {
  const { wording, formats } = usePageServices();
  const readers = useReaders();
  if (!row.isOwn || row.isSystem || row.isDeleted || row.messageId === undefined) return null;

  const seen = readersOf(readers, row);
  const names = seen.slice(0, mostNames).map(({ name }) => name);
  const left = seen.length - names.length;
  const list = left > 0 ? [...names, `+${formats.count(left)}`] : names;
  const label =
    seen.length > 0 ? fillIn(wording.navigate.seenBy, list.join(', ')) : wording.navigate.notSeenYet;
  return (
    <span class={seen.length > 0 ? 'tick seen' : 'tick'} role="img" aria-label={label} title={label}>
      <Icon name={seen.length > 0 ? 'doubleCheck' : 'check'} />
    </span>
  );
}
