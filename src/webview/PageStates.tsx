// What stands where the messages would, when there are none to show.
import type { ComponentChildren, JSX } from 'preact';
import { usePageServices } from './pageServices.ts';

export function LoadingState(): JSX.Element {
  const { wording } = usePageServices();
  return (
    <State role="status">
      <span class="spinner" aria-hidden="true" />
      <p>{wording.loading}</p>
    </State>
  );
}

export function EmptyState(): JSX.Element {
  const { wording } = usePageServices();
  return (
    <State>
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
    <State role="alert">
      <p>{message}</p>
      {canRetry && (
        <button type="button" class="button" onClick={() => post('reload', {})}>
          {wording.reload}
        </button>
      )}
    </State>
  );
}

function State({
  role,
  children,
}: {
  readonly role?: 'status' | 'alert';
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="state" role={role}>
      {children}
    </div>
  );
}
