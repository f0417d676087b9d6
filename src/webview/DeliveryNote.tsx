import type { JSX } from 'preact';
import type { MessageRow } from '../protocol/thread.ts';
import { Icon } from './Icon.tsx';
import { UnsentPart } from './MessageParts.tsx';
import { usePageServices } from './pageServices.ts';

/** Where an own message is: on its way, waiting for a better moment, or stopped and in need of the person. A sent one needs no word. */
export function DeliveryNote({ row }: { readonly row: MessageRow }): JSX.Element | null {
  const { wording } = usePageServices();
  if (row.delivery.kind === 'sent') return null;
  if (row.delivery.kind !== 'sending') return <UnsentPart row={row} />;
  return (
    <div class="delivery">
      <Icon name="clock" />
      {wording.sending}
    </div>
  );
}
