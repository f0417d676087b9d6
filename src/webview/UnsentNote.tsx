import type { JSX } from 'preact';
import type { Delivery } from '../protocol/thread.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

interface UnsentProps {
  readonly rowKey: string;
  readonly delivery: Delivery;
}

/** What waits, or could not be sent, with the reason and what can be done about it. */
export function UnsentNote({ rowKey, delivery }: UnsentProps): JSX.Element | null {
  const { wording, post } = usePageServices();

  switch (delivery.kind) {
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
      return null;
  }
}
