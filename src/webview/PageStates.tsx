// What stands where the messages would, when there are none to show.
import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

export function LoadingState(): JSX.Element {
  const { wording } = usePageServices();
  return (
    <State kind="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      <p>{wording.loading}</p>
    </State>
  );
}

export function EmptyState(): JSX.Element {
  const { wording } = usePageServices();
  return (
    <State kind="empty">
      <Icon name="chat" />
      <p>{wording.empty}</p>
    </State>
  );
}

interface FailedProps {
  readonly message: string;
  readonly canRetry: boolean;
}

export function FailedState({ message, canRetry }: FailedProps): JSX.Element {
  const { wording, post } = usePageServices();
  return (
    <State kind="failed" role="alert">
      <Icon name="warning" />
      <p dir="auto">{message}</p>
      {canRetry && (
        <button type="button" class="button" onClick={() => post('reload', {})}>
          {wording.reload}
        </button>
      )}
    </State>
  );
}

interface StateProps {
  readonly kind: 'loading' | 'empty' | 'failed';
  readonly role?: 'status' | 'alert';
  readonly children: ComponentChildren;
}

function State({ kind, role, children }: StateProps): JSX.Element {
  return (
    <div class={`state ${kind}`} role={role}>
      {children}
    </div>
  );
}
