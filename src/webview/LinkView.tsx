import type { ComponentChildren, JSX } from 'preact';
import { linkHost } from '../model/linkHost.ts';
import type { LinkTarget } from '../model/richText.ts';
import { fillIn } from './fillIn.ts';
import { hrefOf } from './linkTarget.ts';
import { usePageServices } from './pageServices.ts';

interface LinkProps {
  readonly target: LinkTarget;
  readonly class?: string | undefined;
  readonly children: ComponentChildren;
}

/** A link that the extension opens. What has no address in the page looks and works the same. */
export function LinkView({ target, class: className, children }: LinkProps): JSX.Element {
  const { post, wording } = usePageServices();
  const href = hrefOf(target);
  const open = (words: string | null): void =>
    post('openLink', { target, words: (words ?? '').slice(0, maxWords) });
  const onClick = (event: MouseEvent): void => {
    // VS Code opens whatever link a click reaches the document with, prevented or not.
    event.preventDefault();
    event.stopPropagation();
    open(event.currentTarget instanceof HTMLElement ? event.currentTarget.textContent : '');
  };

  if (href === undefined) {
    const label = target.kind === 'portalPath' ? target.path : undefined;
    return (
      <TextButton title={label} onClick={(button) => open(button.textContent)}>
        {children}
      </TextButton>
    );
  }
  return (
    <a
      class={className}
      href={href}
      title={titleOf(target, href, wording.spelledHost)}
      rel="noreferrer"
      onClick={onClick}
      onAuxClick={(event) => event.button === 1 && onClick(event)}
    >
      {children}
    </a>
  );
}

// Enough to tell whether the words name a host.
const maxWords = 300;

/** The address to the letter; look-alike letters are told by the spelling that the network uses. */
function titleOf(target: LinkTarget, href: string, spelledHost: string): string {
  const spelled = linkHost(target)?.spelled;
  return spelled === undefined ? href : `${href}\n${fillIn(spelledHost, spelled)}`;
}

interface TextButtonProps {
  readonly kind?: 'link' | 'mention' | 'chip';
  readonly class?: string | undefined;
  readonly title?: string | undefined;
  readonly label?: string | undefined;
  readonly onClick: (button: HTMLElement) => void;
  readonly children: ComponentChildren;
}

/** A button that flows with the text. */
export function TextButton(props: TextButtonProps): JSX.Element {
  const { kind = 'link', title, label, onClick, children } = props;
  return (
    <button
      type="button"
      class={`text-button ${kind}${props.class === undefined ? '' : ` ${props.class}`}`}
      title={title}
      aria-label={label}
      onClick={(event) => onClick(event.currentTarget)}
    >
      {children}
    </button>
  );
}
