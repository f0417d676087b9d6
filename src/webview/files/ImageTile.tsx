import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FileRow } from '../../protocol/threadFiles.ts';
import { fillIn } from '../fillIn.ts';
import { Icon } from '../Icon.tsx';
import { usePageServices } from '../pageServices.ts';
import { FileCard } from './FileCard.tsx';
import { useFile, useFileServices } from './fileServices.ts';
import { shownSize } from './imageSize.ts';

interface TileProps {
  readonly row: FileRow;
  /** Alone it has its own shape; among others all have the same. */
  readonly isAlone: boolean;
  /** False: it waits for a click. */
  readonly isUnasked: boolean;
  readonly index: number;
}

/** A picture in a message. Its place is kept before it is there, and stays the same whatever comes. */
export function ImageTile({ row, isAlone, isUnasked }: TileProps): JSX.Element {
  const { wording } = usePageServices();
  const { urls, enlarge } = useFileServices();
  const state = useFile(row.ref, isUnasked);
  const [isBroken, setIsBroken] = useState(false);
  const { width, height } = shownSize(row.image);
  const style = isAlone ? { '--width': `${width}px`, '--ratio': String(height / width) } : undefined;
  const load = (): void => {
    if (row.ref) urls.load(row.ref, true);
  };

  if (state.kind === 'notShown' || isBroken) return <FileCard row={row} note={wording.files.cannotShow} />;
  if (state.kind === 'gone') return <FileCard row={{ ...row, ref: undefined }} />;
  return (
    <div class={isAlone ? 'image alone' : 'image'} style={style} data-file={state.kind}>
      <div class="image-place">
        {state.kind === 'ready' && (
          <button
            type="button"
            class="image-button"
            aria-label={fillIn(wording.files.showLarge, row.name)}
            title={row.name}
            onClick={(event) => enlarge(row, event.currentTarget)}
          >
            <img src={state.url} alt={row.name} draggable={false} onError={() => setIsBroken(true)} />
          </button>
        )}
        {state.kind === 'failed' && (
          <div class="image-note">
            {state.reason !== '' && <span dir="auto">{state.reason}</span>}
            <button type="button" class="button secondary" onClick={load}>
              {wording.files.retry}
            </button>
          </div>
        )}
        {state.kind === 'waiting' && !isUnasked && (
          <button type="button" class="image-note ask" onClick={load}>
            <Icon name="image" />
            {fillIn(wording.files.showImage, row.detail)}
          </button>
        )}
        {(state.kind === 'loading' || (state.kind === 'waiting' && isUnasked)) && (
          <div class="image-note" role="img" aria-label={row.name}>
            {state.kind === 'loading' ? <span class="spinner" aria-hidden="true" /> : <Icon name="image" />}
          </div>
        )}
      </div>
    </div>
  );
}
