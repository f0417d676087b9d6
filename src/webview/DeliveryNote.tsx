import type { JSX } from 'preact';
import { assertNever } from '../base/assertNever.ts';
import type { Delivery } from '../protocol/thread.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

interface DeliveryProps {
  readonly rowKey: string;
  readonly delivery: Delivery;
}

/** Where an own message is: on its way, waiting for a better moment, or stopped and in need of the person. A sent one needs no word. */
export function DeliveryNote({ rowKey, delivery }: DeliveryProps): JSX.Element | null {
  const { wording, post } = usePageServices();

  switch (delivery.kind) {
    case 'sent':
      return null;
    case 'sending':
      return (
        <div class="delivery">
          <Icon name="clock" />
          {wording.sending}
        </div>
      );
    case 'waiting':
      return (
        <div class="delivery held">
          <p class="reason">
            <Icon name="clock" />
            <span dir="auto">{delivery.reason}</span>
          </p>
          <div class="actions">
            <button type="button" class="quiet-link" onClick={() => post('retrySend', { key: rowKey })}>
              {delivery.isLookedFor === true ? wording.lookNow : wording.sendNow}
            </button>
            {delivery.isLookedFor !== true && (
              <button type="button" class="quiet-link" onClick={() => post('discard', { key: rowKey })}>
                {wording.discard}
              </button>
            )}
          </div>
        </div>
      );
    case 'failed':
      return (
        <div class="delivery failed">
          <p class="failure">
            <Icon name="warning" />
            <span>
              <b>{wording.notSent}</b> <span dir="auto">{delivery.reason}</span>
            </span>
          </p>
          <div class="actions">
            <button type="button" class="button" onClick={() => post('retrySend', { key: rowKey })}>
              {wording.retry}
            </button>
            <button type="button" class="button secondary" onClick={() => post('copyText', { key: rowKey })}>
              {wording.copyText}
            </button>
            <button type="button" class="button secondary" onClick={() => post('discard', { key: rowKey })}>
              {wording.discard}
            </button>
          </div>
        </div>
      );
    default:
      return assertNever(delivery);
  }
}
