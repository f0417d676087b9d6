import type { JSX } from 'preact';
import type { TrayFile } from '../../protocol/threadFiles.ts';
import { fillIn } from '../fillIn.ts';
import { Icon } from '../Icon.tsx';
import { useFile, useFileServices } from './fileServices.ts';
import { useValue } from './valueStore.ts';

/** What is going to be sent beside the words, above the composer. */
export function Tray(): JSX.Element | null {
  const { tray, wording } = useFileServices();
  const { files, problem } = useValue(tray);
  if (files.length === 0 && problem === undefined) return null;
  return (
    <>
      {problem !== undefined && (
        <p class="problem" role="alert" dir="auto">
          {problem}
        </p>
      )}
      {files.length > 0 && (
        <ul class="tray" aria-label={wording.tray}>
          {files.map((file) => (
            <TrayLine key={file.id} file={file} />
          ))}
        </ul>
      )}
    </>
  );
}

function TrayLine({ file }: { readonly file: TrayFile }): JSX.Element {
  const { wording, post, dialogId } = useFileServices();
  const { row, isComing } = file;
  const state = useFile(row.ref, row.kind === 'image' && !isComing);
  return (
    <li class="tray-file" aria-busy={isComing}>
      <span class="tray-picture">
        {state.kind === 'ready' ? (
          <img src={state.url} alt="" draggable={false} />
        ) : isComing ? (
          <span class="spinner" aria-hidden="true" />
        ) : (
          <Icon name={row.kind} />
        )}
      </span>
      <span class="file-words">
        <span class="file-name" title={row.name} dir="auto">
          {row.name}
        </span>
        <span class="file-detail">{row.detail}</span>
      </span>
      <button
        type="button"
        class="icon-button"
        title={fillIn(wording.remove, row.name)}
        aria-label={fillIn(wording.remove, row.name)}
        onClick={() => post('removeFile', { dialogId, id: file.id })}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
