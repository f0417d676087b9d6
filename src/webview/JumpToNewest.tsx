import type { JSX } from 'preact';
import { fillIn } from './fillIn.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

interface JumpProps {
  /** Messages below that were not on screen yet. */
  readonly unseen: number;
  readonly onJump: () => void;
}

export function JumpToNewest({ unseen, onJump }: JumpProps): JSX.Element {
  const { wording, formats } = usePageServices();
  const label = unseen > 0 ? fillIn(wording.jumpToNewestCount, formats.count(unseen)) : wording.jumpToNewest;
  return (
    <button type="button" class="jump" title={label} aria-label={label} onClick={onJump}>
      <Icon name="arrowDown" />
      {unseen > 0 && <span class="jump-count">{formats.count(unseen)}</span>}
    </button>
  );
}

/** To where somebody read before they jumped. */
export function JumpBack({ onJump }: { readonly onJump: () => void }): JSX.Element {
  const { wording } = usePageServices();
  const label = wording.navigate.back;
  return (
    <button type="button" class="jump back" title={label} aria-label={label} onClick={onJump}>
      <Icon name="back" />
      <span class="jump-label">{label}</span>
    </button>
  );
}
