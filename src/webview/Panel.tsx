import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

interface PanelProps {
  readonly title: string;
  readonly isBusy?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Beside the messages on a wide page, over them on a narrow one. Escape closes it and gives the focus back. */
export function Panel({ title, isBusy = false, onClose, children }: PanelProps): JSX.Element {
  const { wording } = usePageServices();
  const element = useRef<HTMLElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const before = document.activeElement;
    element.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  return (
    <section
      ref={element}
      class="panel"
      role="dialog"
      aria-labelledby={titleId}
      aria-busy={isBusy}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="panel-head">
        <h2 class="panel-title" id={titleId}>
          {title}
        </h2>
        <button
          type="button"
          class="icon-button"
          title={wording.navigate.close}
          aria-label={wording.navigate.close}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="panel-body">{children}</div>
    </section>
  );
}
