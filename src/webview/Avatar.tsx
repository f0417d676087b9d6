import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FaceRef } from '../protocol/threadFiles.ts';
import { initialsOf, inkOn, safeColor } from './authorLook.ts';
import { useFile } from './files/fileServices.ts';

interface AvatarProps {
  readonly name: string;
  readonly color: string | undefined;
  readonly face?: FaceRef | undefined;
}

/**
 * The picture of a person or a dialog; initials in their colour until it is there, and where there is none. Decoration:
 * the name stands beside it.
 */
export function Avatar({ name, color, face }: AvatarProps): JSX.Element {
  const state = useFile(face === undefined ? undefined : { kind: 'face', face }, true);
  const [brokenUrl, setBrokenUrl] = useState<string>();
  const safe = safeColor(color);
  const style = safe && { '--avatar-color': safe, '--avatar-ink': inkOn(safe) };
  const url = state.kind === 'ready' && state.url !== brokenUrl ? state.url : undefined;
  return (
    <span class="avatar" aria-hidden="true" style={style}>
      {url === undefined ? (
        initialsOf(name)
      ) : (
        <img class="avatar-picture" src={url} alt="" draggable={false} onError={() => setBrokenUrl(url)} />
      )}
    </span>
  );
}
