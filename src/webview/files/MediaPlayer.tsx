import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FileRow } from '../../protocol/threadFiles.ts';
import { fillIn } from '../fillIn.ts';
import { RareIcon } from '../RareIcon.tsx';
import { usePageServices } from '../pageServices.ts';
import { useFile, useFileServices } from './fileServices.ts';

/** Sound and film, fetched when somebody wants to hear or see it; the browser plays what it has a codec for. */
export function MediaPlayer({ row }: { readonly row: FileRow }): JSX.Element {
  const { wording, post } = usePageServices();
  const { urls } = useFileServices();
  const state = useFile(row.ref, false);
  const [isBroken, setIsBroken] = useState(false);
  const play = (): void => {
    if (row.ref) urls.load(row.ref, true);
  };

  if (isBroken || state.kind === 'notShown') {
    const fileId = row.ref?.kind === 'stored' ? row.ref.fileId : undefined;
    return (
      <span class="media-note">
        <span>{wording.files.cannotPlay}</span>
        {fileId !== undefined && (
          <button
            type="button"
            class="button secondary"
            onClick={() => post('fileAct', { fileId, act: 'open' })}
          >
            {wording.files.open}
          </button>
        )}
      </span>
    );
  }
  switch (state.kind) {
    case 'ready': {
      const common = {
        'src': state.url,
        'controls': true,
        'autoplay': true,
        'aria-label': row.name,
        'onError': () => setIsBroken(true),
      };
      // What people record and send has no captions, and the portal keeps none.
      /* oxlint-disable jsx-a11y/media-has-caption */
      return row.kind === 'video' ? (
        <video class="media video" {...common} />
      ) : (
        <audio class="media" {...common} />
      );
      /* oxlint-enable jsx-a11y/media-has-caption */
    }
    case 'loading':
      return (
        <span class="media-note" role="status">
          <span class="spinner" aria-hidden="true" />
          {wording.files.loading}
        </span>
      );
    case 'gone':
      return <span class="media-note">{wording.files.gone}</span>;
    case 'failed':
      return (
        <span class="media-note">
          {state.reason !== '' && <span dir="auto">{state.reason}</span>}
          <button type="button" class="button secondary" onClick={play}>
            {wording.files.retry}
          </button>
        </span>
      );
    case 'waiting':
      return (
        <span class="media-note">
          <button
            type="button"
            class="button secondary play"
            aria-label={fillIn(wording.files.play, row.name)}
            onClick={play}
          >
            <RareIcon name="play" />
            {fillIn(wording.files.play, '')}
          </button>
        </span>
      );
  }
}
