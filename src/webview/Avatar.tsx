import type { JSX } from 'preact';
import { initialsOf, inkOn, safeColor } from './authorLook.ts';

/** Initials in the colour of a person or a dialog. Decoration: the name stands beside it. */
export function Avatar({
  name,
  color,
}: {
  readonly name: string;
  readonly color: string | undefined;
}): JSX.Element {
  const safe = safeColor(color);
  const style = safe && { '--avatar-color': safe, '--avatar-ink': inkOn(safe) };
  return (
    <span class="avatar" aria-hidden="true" style={style}>
      {initialsOf(name)}
    </span>
  );
}
