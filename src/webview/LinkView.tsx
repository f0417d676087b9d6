import type { ComponentChildren, JSX } from 'preact';
import type { LinkTarget } from '../model/richText.ts';
import { hrefOf } from './linkTarget.ts';
import { usePageServices } from './pageServices.ts';

interface LinkProps {
  readonly target: LinkTarget;
  readonly children: ComponentChildren;
}

/** A link that the extension opens. What has no address in the page looks and works the same. */
export function LinkView({ target, children }: LinkProps): JSX.Element {
  const { post } = usePageServices();
  const href = hrefOf(target);
  const open = (event: MouseEvent): void => {
    // VS Code opens whatever link a click reaches the document with, prevented or not.
    event.preventDefault();
    event.stopPropagation();
    post('openLink', { target });
  };

  if (href === undefined) {
    const label = target.kind === 'portalPath' ? target.path : undefined;
    return (
      <TextButton title={label} onClick={() => post('openLink', { target })}>
        {children}
      </TextButton>
    );
  }
  return (
    <a
      href={href}
      title={href}
      rel="noreferrer"
      onClick={open}
      onAuxClick={(event) => event.button === 1 && open(event)}
    >
      {children}
    </a>
  );
}

interface TextButtonProps {
  readonly kind?: 'link' | 'mention' | 'chip';
  readonly title?: string | undefined;
  readonly label?: string | undefined;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

/** A button that flows with the text. */
export function TextButton({ kind = 'link', title, label, onClick, children }: TextButtonProps): JSX.Element {
  return (
    <button type="button" class={`text-button ${kind}`} title={title} aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}
