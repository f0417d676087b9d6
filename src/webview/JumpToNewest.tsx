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
