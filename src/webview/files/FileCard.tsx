import type { JSX } from 'preact';
import type { FileAct, FileRow } from '../../protocol/threadFiles.ts';
import { fillIn } from '../fillIn.ts';
import { RareIcon, type RareIconName } from '../RareIcon.tsx';
import { usePageServices } from '../pageServices.ts';
import { useFileServices } from './fileServices.ts';
import { MediaPlayer } from './MediaPlayer.tsx';

interface CardProps {
  readonly row: FileRow;
  /** What is to be said about it beside its size. */
  readonly note?: string;
}

/** A file by name, with what can be done with it. */
export function FileCard({ row, note }: CardProps): JSX.Element {
  const { wording } = usePageServices();
  const isGone = row.ref === undefined;
  // A file that the portal no longer names is called by what became of it.
  const isNamed = row.size > 0;
  const detail = [isGone && isNamed ? wording.files.gone : row.detail, note].filter(Boolean).join(' · ');
  const isMedia = (row.kind === 'audio' || row.kind === 'video') && note === undefined;
  return (
    <div
      class="file-card"
      role="group"
      aria-label={fillIn(wording.attachment, row.name)}
      data-gone={isGone ? 'true' : undefined}
    >
      <span class="file-icon">
        <RareIcon name={row.kind} />
      </span>
      <span class="file-words">
        <span class="file-name" title={row.name} dir="auto">
          {row.name}
        </span>
        {detail !== '' && (
          <span class="file-detail" dir="auto">
            {detail}
          </span>
        )}
      </span>
      {row.ref?.kind === 'stored' && <FileActs fileId={row.ref.fileId} name={row.name} />}
      {row.ref?.kind === 'stored' && isMedia && <MediaPlayer row={row} />}
    </div>
  );
}

const icons: Readonly<Record<FileAct, RareIconName>> = { open: 'external', save: 'save', reveal: 'folder' };

function FileActs({ fileId, name }: { readonly fileId: number; readonly name: string }): JSX.Element {
  const { wording, post } = usePageServices();
  const { canReveal } = useFileServices();
  const acts: readonly FileAct[] = canReveal ? ['open', 'save', 'reveal'] : ['open', 'save'];
  return (
    <span class="file-acts">
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          class="icon-button"
          title={wording.files[act]}
          aria-label={`${wording.files[act]}: ${name}`}
          onClick={() => post('fileAct', { fileId, act })}
        >
          <RareIcon name={icons[act]} />
        </button>
      ))}
    </span>
  );
}
